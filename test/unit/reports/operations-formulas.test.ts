import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageDailyRate } from "../../../src/reports/formulas/adr.ts";
import { arrearsRate, totalArrears } from "../../../src/reports/formulas/arrears.ts";
import {
  daysIn,
  daysInMonth,
  elapsed,
  monthStart,
  monthsIn,
  overlap,
} from "../../../src/reports/formulas/calendar-span.ts";
import { concentration, concentrationBand } from "../../../src/reports/formulas/concentration.ts";
import { costOnNoJob } from "../../../src/reports/formulas/cost-on-no-job.ts";
import { isCosted, jobEconomics } from "../../../src/reports/formulas/cost-per-job.ts";
import { addDays } from "../../../src/reports/formulas/days.ts";
import { averageDaysLate } from "../../../src/reports/formulas/days-late.ts";
import { daysSalesOutstanding } from "../../../src/reports/formulas/dso.ts";
import { nightsLet, occupancy } from "../../../src/reports/formulas/occupancy.ts";
import { isLate, onTimeRate } from "../../../src/reports/formulas/on-time-rate.ts";
import {
  AGEING_BUCKETS,
  ageingBucket,
  daysPastDue,
  isOwed,
  receivables,
  receivablesAgeing,
} from "../../../src/reports/formulas/receivables-ageing.ts";
import { recurringRevenue } from "../../../src/reports/formulas/recurring-revenue.ts";
import { rentEarned } from "../../../src/reports/formulas/rent-earned.ts";
import { revenuePerAvailableNight } from "../../../src/reports/formulas/revpar.ts";
import { hoursAvailable, utilisation } from "../../../src/reports/formulas/utilisation.ts";

const october = { from: "2026-10-01", to: "2026-11-01" };
const on = "2026-10-31";
const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(on, days));
const amount = fc.integer({ min: -50_000, max: 5_000_000 });
const invoice = fc.record(
  { issued: day, due: day, paid: day, amount },
  { requiredKeys: ["amount"] },
);
const span = fc.tuple(day, fc.nat(400)).map(([from, days]) => ({ from, to: addDays(from, days) }));

describe("receivables ageing", () => {
  // The method of OpenStax, Principles of Accounting, Volume 1, section 9.2, with this report's buckets.
  it("puts each open invoice in the bucket of its days past due", () => {
    const due = (date: string, minor: number) => ({
      issued: "2026-06-01",
      due: date,
      amount: minor,
    });
    const invoices = [
      due("2026-11-14", 1_000_00),
      due("2026-10-31", 200_00),
      due("2026-10-30", 30_00),
      due("2026-10-01", 4_00),
      due("2026-09-30", 50_000_00),
      due("2026-08-02", 6_00),
      due("2026-08-01", 700_00),
      { ...due("2026-07-01", 99_00), paid: on },
    ];
    expect(receivablesAgeing(invoices, on)).toEqual({
      buckets: {
        current: 1_200_00,
        "1–30": 34_00,
        "31–60": 50_000_00,
        "61–90": 6_00,
        "90+": 700_00,
      },
      invoiced: 51_940_00,
      credits: 0,
    });
  });

  it("keeps credit notes apart: they make no invoice younger", () => {
    const invoices = [
      { issued: "2026-06-01", due: "2026-07-01", amount: 700_00 },
      { issued: "2026-06-15", due: "2026-07-15", amount: -900_00 },
    ];
    expect(receivablesAgeing(invoices, on)).toMatchObject({
      buckets: { current: 0, "90+": 700_00 },
      invoiced: 700_00,
      credits: -900_00,
    });
    expect(receivables(invoices, on)).toBe(-200_00);
  });

  it.each([
    [-1, "current"],
    [0, "current"],
    [1, "1–30"],
    [30, "1–30"],
    [31, "31–60"],
    [60, "31–60"],
    [61, "61–90"],
    [90, "61–90"],
    [91, "90+"],
  ])("%i days past due is %s", (days, bucket) => {
    expect(ageingBucket(days)).toBe(bucket);
  });

  it("takes an invoice without terms as due when it was issued", () => {
    expect(daysPastDue({ issued: "2026-10-01" }, on)).toBe(30);
    expect(daysPastDue({}, on)).toBe(0);
  });

  it("leaves out what is not invoiced, not invoiced yet, or paid that day", () => {
    expect(isOwed({}, on)).toBe(false);
    expect(isOwed({ issued: "2026-11-01" }, on)).toBe(false);
    expect(isOwed({ issued: on }, on)).toBe(true);
    expect(isOwed({ issued: "2026-10-01", paid: on }, on)).toBe(false);
    expect(isOwed({ issued: "2026-10-01", paid: "2026-11-01" }, on)).toBe(true);
  });

  it("adds up to the receivables, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(invoice), (invoices) => {
        const ageing = receivablesAgeing(invoices, on);
        const sum = AGEING_BUCKETS.reduce((total, bucket) => total + ageing.buckets[bucket], 0);
        expect(sum).toBe(ageing.invoiced);
        expect(ageing.invoiced + ageing.credits).toBe(receivables(invoices, on));
        expect(receivablesAgeing(invoices.toReversed(), on)).toEqual(ageing);
      }),
    );
  });
});

describe("days sales outstanding", () => {
  it("is receivables ÷ credit sales × days", () => {
    // OpenStax, Principles of Accounting, Volume 1, section 9.3: 400,000 of sales, 80,000 of receivables.
    expect(daysSalesOutstanding(80_000_00, 400_000_00, 365)).toBe(73);
  });

  it("is unknown without sales, and does not change with the scale of amounts", () => {
    expect(daysSalesOutstanding(100, 0, 90)).toBeUndefined();
    expect(daysSalesOutstanding(100, -1, 90)).toBeUndefined();
    expect(daysSalesOutstanding(0, 100, 90)).toBe(0);
    expect(daysSalesOutstanding(-1, 100, 90)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.nat(1e7),
        fc.integer({ min: 1, max: 1e7 }),
        fc.integer({ min: 1, max: 99 }),
        (owed, sales, k) => {
          expect(daysSalesOutstanding(owed * k, sales * k, 90)).toBeCloseTo((owed * 90) / sales, 6);
        },
      ),
    );
  });
});

describe("concentration", () => {
  it("squares the shares in percent", () => {
    // U.S. Department of Justice, "Herfindahl–Hirschman Index": shares of 30, 30, 20 and 20 give 2,600.
    const four = new Map([
      ["B", 30],
      ["A", 30],
      ["C", 20],
      ["D", 20],
    ]);
    expect(concentration(four)).toEqual({
      top: { name: "A", share: 0.3 },
      whole: 100,
      hhi: 2600,
      parts: 4,
    });
  });

  it("is 10,000 for one client, and unknown for none", () => {
    expect(concentration(new Map([["A", 5]]))?.hhi).toBe(10_000);
    expect(concentration(new Map())).toBeUndefined();
    expect(concentration(new Map([["A", 0]]))).toBeUndefined();
    expect(
      concentration(
        new Map([
          ["A", 5],
          ["B", -5],
        ]),
      ),
    ).toMatchObject({ hhi: 10_000, parts: 1 });
  });

  it.each([
    [999, "low"],
    [1000, "moderate"],
    [1800, "moderate"],
    [1801, "high"],
  ])("%i points are %s", (hhi, band) => {
    expect(concentrationBand(hhi)).toBe(band);
  });

  it("lies between equal shares and one owner of all", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, (list) => {
        const { hhi = 0, parts = 1 } =
          concentration(new Map(list.map((each, index) => [`C${index}`, each]))) ?? {};
        expect(hhi).toBeGreaterThanOrEqual(Math.floor(10_000 / parts));
        expect(hhi).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});

describe("recurring revenue", () => {
  const line = (client: string, performed: string, minor: number, kind = "recurring" as const) => ({
    client,
    performed,
    amount: minor,
    kind,
  });

  it("is what clients pay for one month", () => {
    // Stripe, "Monthly recurring revenue": the sum over active clients of what each pays a month.
    const lines = [
      line("B", "2026-10-01", 50_00),
      line("A", "2026-10-31", 50_00),
      line("C", "2026-10-05", 99_00),
      line("C", "2026-11-01", 99_00),
      line("C", "2026-09-30", 99_00),
      { ...line("D", "2026-10-02", 900_00), kind: "project" as const },
    ];
    expect(recurringRevenue(lines, october)).toEqual([
      { client: "C", minor: 99_00 },
      { client: "A", minor: 50_00 },
      { client: "B", minor: 50_00 },
    ]);
    expect(recurringRevenue([], october)).toEqual([]);
  });
});

describe("days late", () => {
  it("is the mean of days past due at payment, early ones as 0", () => {
    const paid = (due: string, day: string) => ({ issued: "2026-08-01", due, paid: day });
    expect(
      averageDaysLate([paid("2026-09-15", "2026-09-25"), paid("2026-09-15", "2026-09-01")]),
    ).toBe(5);
    expect(averageDaysLate([{ issued: "2026-09-01", paid: "2026-09-04" }])).toBe(3);
    expect(averageDaysLate([{ issued: "2026-09-01" }])).toBeUndefined();
  });
});

describe("occupancy, ADR and RevPAR", () => {
  it("are nights let ÷ available, rent ÷ let, rent ÷ available", () => {
    // From the definitions in STR's data glossary and USALI: 100 rooms, 75 sold, 9,000 of rooms revenue.
    expect(occupancy(75, 100)).toBe(0.75);
    expect(averageDailyRate(9_000_00, 75)).toBe(120_00);
    expect(revenuePerAvailableNight(9_000_00, 100)).toBe(90_00);
  });

  it("are unknown where there is nothing to divide by", () => {
    expect(occupancy(0, 0)).toBeUndefined();
    expect(averageDailyRate(0, 0)).toBeUndefined();
    expect(revenuePerAvailableNight(0, 0)).toBeUndefined();
    expect(revenuePerAvailableNight(0, 31)).toBe(0);
  });

  it("hold RevPAR = occupancy × ADR, but for the rounding of the two", () => {
    const nights = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(fc.nat(1e8), nights, fc.nat(5000), (rent, sold, empty) => {
        const adr = averageDailyRate(rent, sold) ?? 0;
        const share = occupancy(sold, sold + empty) ?? 0;
        const revpar = revenuePerAvailableNight(rent, sold + empty) ?? 0;
        expect(Math.abs(revpar - share * adr)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("count a night once, and the day of departure not at all", () => {
    const stay = { unit: "Studio", from: "2026-10-30", to: "2026-11-02" };
    expect(nightsLet([stay], october)).toBe(2);
    expect(nightsLet([stay, stay], october)).toBe(2);
    expect(nightsLet([stay, { ...stay, unit: "Flat" }], october)).toBe(4);
    expect(nightsLet([{ ...stay, from: "2026-11-02", to: "2026-11-01" }], october)).toBe(0);
  });
});

describe("rent earned", () => {
  const lease = { kind: "lease", from: "2024-01-15", to: "2025-01-01", rent: 2900_00 } as const;

  it.each([
    ["a full month of a lease", { from: "2024-03-01", to: "2024-04-01" }, 2900_00],
    ["a leap February, all of it", { from: "2024-02-01", to: "2024-03-01" }, 2900_00],
    ["one of its 29 days", { from: "2024-02-01", to: "2024-02-02" }, 100_00],
    ["17 of 31 days of January", { from: "2024-01-01", to: "2024-02-01" }, 1590_32],
    ["nothing before it begins", { from: "2023-01-01", to: "2024-01-01" }, 0],
  ])("is %s", (_, within, minor) => {
    expect(rentEarned(lease, within)).toBe(minor);
  });

  it("of a stay's parts adds up to the whole, to the cent", () => {
    fc.assert(
      fc.property(span, fc.nat(1e7), fc.nat(400), (stay, rent, cut) => {
        fc.pre(stay.from < stay.to);
        const letting = { kind: "stay", ...stay, rent } as const;
        const at = addDays(stay.from, Math.min(cut, daysIn(stay)));
        const parts = [
          { from: "2000-01-01", to: at },
          { from: at, to: "2100-01-01" },
        ].map((part) => rentEarned(letting, part));
        expect((parts[0] ?? 0) + (parts[1] ?? 0)).toBe(rent);
      }),
    );
  });
});

describe("arrears", () => {
  it("are what is owed; rent paid ahead makes up for nobody", () => {
    expect(totalArrears([{ arrears: 980_00 }, { arrears: -500_00 }, { arrears: 64_00 }])).toBe(
      1044_00,
    );
    expect(totalArrears([])).toBe(0);
  });

  it("are measured by a month's rent", () => {
    // Rent arrears as a percentage of rent due: 1,240 of 6,200 is 20 %.
    expect(arrearsRate(1_240_00, 6_200_00)).toBe(0.2);
    expect(arrearsRate(1_240_00, 0)).toBeUndefined();
  });
});

describe("on-time rate", () => {
  const job = (promised: string | undefined, completed: string | undefined) => ({
    ...(promised === undefined ? {} : { promised }),
    ...(completed === undefined ? {} : { completed }),
  });

  it("is jobs on or before their day ÷ jobs that had one", () => {
    // SCOR RL.2.2, delivery performance to customer commit date: 3 of 4 commitments kept.
    const jobs = [
      job("2026-10-05", "2026-10-05"),
      job("2026-10-05", "2026-10-01"),
      job("2026-10-31", "2026-10-31"),
      job("2026-10-05", "2026-10-06"),
      job(undefined, "2026-10-06"),
      job("2026-10-05", undefined),
    ];
    expect(onTimeRate(jobs)).toEqual({ onTime: 3, measured: 4, rate: 0.75 });
    expect(jobs.filter(isLate)).toHaveLength(1);
  });

  it("is unknown where nothing can be measured", () => {
    expect(onTimeRate([job(undefined, "2026-10-06")]).rate).toBeUndefined();
    expect(onTimeRate([])).toEqual({ onTime: 0, measured: 0, rate: undefined });
  });
});

describe("utilisation", () => {
  it("is hours out ÷ hours available", () => {
    // Federal Reserve G.17: utilization is output ÷ capacity; 88 of 8 × 22 hours.
    expect(utilisation(88, hoursAvailable({ hoursPerDay: 8, daysPerMonth: 22 }, october))).toBe(
      0.5,
    );
    expect(utilisation(5, 0)).toBeUndefined();
    expect(utilisation(200, 100)).toBe(2);
  });

  it("has the share of a month that has happened, and 29 days of a leap February", () => {
    const truck = { hoursPerDay: 8, daysPerMonth: 29 };
    expect(hoursAvailable(truck, { from: "2024-02-01", to: "2024-02-11" })).toBe(80);
    expect(hoursAvailable(truck, { from: "2024-02-01", to: "2024-02-01" })).toBe(0);
  });
});

describe("cost per job", () => {
  it("averages revenue and cost over the same jobs", () => {
    // Job order costing, OpenStax, Principles of Accounting, Volume 2, chapter 4.
    const jobs = [
      { revenue: 425_00, cost: 301_00, disposalFee: 88_00 },
      { revenue: 545_00, cost: 320_00, disposalFee: 112_00 },
      { revenue: 900_00 },
      { cost: 50_00, disposalFee: 40_00 },
    ];
    expect(jobEconomics(jobs)).toEqual({ jobs: 2, revenue: 485_00, cost: 310_50, disposal: 80_00 });
    expect(jobs.filter(isCosted)).toHaveLength(2);
  });

  it("is unknown without a job that has both", () => {
    expect(jobEconomics([])).toBeUndefined();
    expect(jobEconomics([{ revenue: 1 }, { cost: 1 }])).toBeUndefined();
    expect(jobEconomics([{ revenue: 1, cost: 1 }])?.disposal).toBeUndefined();
  });
});

describe("cost that stands on no job", () => {
  it("is cost of sales less what the jobs carry", () => {
    // 1,300 booked; one job carries 400, of another only its disposal fee of 100 is known, of a third nothing.
    const jobs = [{ cost: 400_00, disposalFee: 90_00 }, { disposalFee: 100_00 }, {}];
    expect(costOnNoJob(1_300_00, jobs)).toBe(800_00);
    expect(costOnNoJob(300_00, jobs)).toBe(-200_00);
    expect(costOnNoJob(0, [])).toBe(0);
  });
});

describe("spans of days", () => {
  it("know months, years and leap days", () => {
    expect(monthStart("2026-01-31", -2)).toBe("2025-11-01");
    expect(monthStart("2026-12-05", 1)).toBe("2027-01-01");
    expect([daysInMonth("2024-02-10"), daysInMonth("2026-02-10")]).toEqual([29, 28]);
    expect(monthsIn({ from: "2026-01-15", to: "2026-02-01" })).toEqual([
      { from: "2026-01-15", to: "2026-02-01" },
    ]);
  });

  it("end with the reporting date", () => {
    expect(elapsed(october, "2026-10-10")).toEqual({ from: "2026-10-01", to: "2026-10-11" });
    expect(elapsed(october, "2026-12-10")).toEqual(october);
    expect(daysIn(elapsed(october, "2026-09-10"))).toBe(0);
  });

  it("are the sum of their months, and share what both share", () => {
    fc.assert(
      fc.property(span, span, (one, other) => {
        expect(monthsIn(one).reduce((sum, part) => sum + daysIn(part), 0)).toBe(daysIn(one));
        expect(daysIn(overlap(one, other))).toBe(daysIn(overlap(other, one)));
      }),
    );
  });
});
