/** Worked examples, each from the source named beside it, and what must hold for any input. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account, LedgerCell } from "../../../src/portfolio/ledger.ts";
import { breakEvenUnits } from "../../../src/reports/formulas/break-even.ts";
import { grossBurn, netBurn, operatingBurn } from "../../../src/reports/formulas/burn.ts";
import { cashAboveRunway } from "../../../src/reports/formulas/cash-above-runway.ts";
import { contributionMargin } from "../../../src/reports/formulas/contribution-margin.ts";
import { expenseByCategory } from "../../../src/reports/formulas/expense-by-category.ts";
import { ledgerCoverage } from "../../../src/reports/formulas/ledger-coverage.ts";
import { median } from "../../../src/reports/formulas/median.ts";
import { deviationOf } from "../../../src/reports/formulas/outlier.ts";
import { attainment, relativeChange } from "../../../src/reports/formulas/revenue-attainment.ts";
import { runway } from "../../../src/reports/formulas/runway.ts";

const amount = fc.integer({ min: -1e12, max: 1e12 });
const source = { file: "ledger/a.csv", line: 2, asOf: "2026-10-31" };

describe("burn", () => {
  const month = { revenue: 1_000_000, costOfSales: 1_200_000, operatingExpense: 1_800_000 };

  it("is $30,000 gross and $20,000 net (Logicify, dictionary: burn rate)", () => {
    expect([grossBurn(month), netBurn(month)]).toEqual([3_000_000, 2_000_000]);
  });

  it("of the reports is operating expense alone, so that sales do not raise it", () => {
    expect(operatingBurn(month)).toBe(1_800_000);
    expect(operatingBurn({ ...month, revenue: 0, costOfSales: 0 })).toBe(1_800_000);
  });

  it("is net burn + revenue = gross burn, to the cent", () => {
    fc.assert(
      fc.property(amount, amount, amount, (revenue, costOfSales, operatingExpense) => {
        const result = { revenue, costOfSales, operatingExpense };
        expect(netBurn(result) + revenue).toBe(grossBurn(result));
      }),
    );
  });
});

describe("runway", () => {
  it("of $850,000 at $85,000 a month is 10 months (Future Proof, metrics: burn rate)", () => {
    expect(runway(85_000_000, [8_500_000])).toEqual({ kind: "months", months: 10 });
  });

  it("of $600,000 at $50,000 a month is 12 months (KnowMBA, burn rate vs runway)", () => {
    const burns = [4_000_000, 6_000_000, 5_000_000];
    expect(runway(60_000_000, burns)).toEqual({ kind: "months", months: 12 });
  });

  it.each([
    ["the last three months only", 900, [1e9, 100, 100, 100], { kind: "months", months: 9 }],
    ["rounded down", 100, [30], { kind: "months", months: 3.3 }],
    ["0 with nothing in the bank", 0, [1], { kind: "months", months: 0 }],
    ["0 with an overdraft", -5, [1], { kind: "months", months: 0 }],
    ["without end at zero net burn", 100, [10, -10], { kind: "not-burning" }],
    ["without end while earning", 0, [-1], { kind: "not-burning" }],
    ["unknown without cash", undefined, [10], { kind: "unknown" }],
    ["unknown without a month", 100, [], { kind: "unknown" }],
  ])("is %s", (_case, cash, burns, expected) => {
    expect(runway(cash, burns)).toEqual(expected);
  });

  it("does not depend on the unit of money, and is finite", () => {
    const k = fc.integer({ min: 1, max: 1000 });
    const burns = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.nat(1e12), burns, k, (cash, net, factor) => {
        const one = runway(cash, net);
        const times = net.map((each) => each * factor);
        expect(runway(cash * factor, times)).toEqual(one);
        if (one.kind === "months") expect(Number.isFinite(one.months)).toBe(true);
      }),
    );
  });
});

describe("break-even", () => {
  // Garrison, Noreen and Brewer, Managerial Accounting, Acoustic Concepts: price $250, variable $150, fixed $35,000.
  it("is 350 speakers a month (Garrison, Acoustic Concepts)", () => {
    const margin = contributionMargin({ price: 25_000, variableCost: 15_000 });
    expect(margin).toBe(10_000);
    expect(breakEvenUnits(3_500_000, margin)).toBe(350);
  });

  it.each([
    ["rounded up", 814_000, 150_000, 6],
    ["exact where it divides", 900_000, 150_000, 6],
    ["one more for a cent more", 900_001, 150_000, 7],
    ["0 without fixed costs", 0, 100, 0],
    ["0 where refunds exceed them", -100, 100, 0],
    ["none at zero margin", 100, 0, undefined],
    ["none at negative margin", 100, -1, undefined],
    ["none at negative margin, also without fixed costs", 0, -1, undefined],
  ])("is %s", (_case, fixed, margin, expected) => {
    expect(breakEvenUnits(fixed, margin)).toBe(expected);
  });

  it("covers the fixed costs, and one unit less does not", () => {
    const positive = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(positive, positive, (fixed, margin) => {
        const units = breakEvenUnits(fixed, margin) ?? Number.NaN;
        expect(units * margin).toBeGreaterThanOrEqual(fixed);
        expect((units - 1) * margin).toBeLessThan(fixed);
      }),
    );
  });
});

describe("attainment", () => {
  // IBCS Standards 1.2, EX 2.1: a plan of 100 and an actual of 90 is a variance of −10 %.
  it("is actual ÷ target, and ΔPL% is one less (IBCS)", () => {
    expect(attainment(90, 100)).toBe(0.9);
    expect(relativeChange(90, 100)).toBe(-0.1);
  });

  it("does not exist for a target of zero or less", () => {
    expect([attainment(5, 0), attainment(5, -1)]).toEqual([undefined, undefined]);
    expect([relativeChange(5, 0), relativeChange(5, -1)]).toEqual([undefined, undefined]);
  });
});

describe("an outlier", () => {
  // Rousseeuw and Hubert, Robust statistics for outlier detection (2011), section 2: 6.27, 6.34, 6.25, 6.31, 6.28.
  const lengths = [627, 634, 625, 631, 628];

  it("is told from median and MAD (Rousseeuw and Hubert, five lengths)", () => {
    expect(median(lengths)).toBe(628);
    expect(deviationOf(6340, lengths, 6340)).toEqual({ usual: 628, isOutlier: true });
    expect(deviationOf(631, lengths, 631).isOutlier).toBe(false);
  });

  it.each<[string, number, readonly number[], number, boolean]>([
    ["a score of 3.5 or less is none", 151, [90, 100, 110], 100, false],
    ["a score above 3.5 is one", 152, [90, 100, 110], 100, true],
    ["less than 5% of the month is none", 152, [90, 100, 110], 1041, false],
    ["5% of the month is one", 152, [90, 100, 110], 1040, true],
    ["a fixed bill that changes is one", 120, [100, 100, 100], 300, true],
    ["a fixed bill that does not is none", 100, [100, 100, 100], 300, false],
    ["a bill that was not booked is one", 0, [100, 100, 100], 300, true],
    ["two months say nothing", 999, [1, 1], 999, false],
  ])("%s", (_case, now, before, whole, isOutlier) => {
    expect(deviationOf(now, before, whole).isOutlier).toBe(isOutlier);
  });

  it("has a median between the smallest and the largest, in any order", () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1 }), (amounts) => {
        const middle = median(amounts) ?? Number.NaN;
        expect(middle).toBeGreaterThanOrEqual(Math.min(...amounts));
        expect(middle).toBeLessThanOrEqual(Math.max(...amounts));
        expect(median(amounts.toReversed())).toBe(middle);
      }),
    );
    expect(median([])).toBeUndefined();
  });
});

const account = (id: string, type: Account["type"], category?: string): Account => {
  return { id, name: `Account ${id}`, type, source, ...(category && { category }) };
};
const cell = (id: string, minor: number, count = 1): LedgerCell => {
  return { month: "2026-10", entity: "a", account: id, minor, count, source };
};

describe("expense by category", () => {
  const chart = [
    account("1", "operating_expense", "Rent"),
    account("2", "operating_expense", "Rent"),
    account("3", "operating_expense"),
    account("4", "cost_of_sales", "Rent"),
  ];

  it("adds accounts of one category, and takes the name of those without", () => {
    const cells = [
      cell("1", -600),
      cell("2", -200),
      cell("3", -200),
      cell("4", -999),
      cell("?", -5),
    ];
    expect(
      expenseByCategory(cells, [], chart).map(({ category, amount, share }) => [
        category,
        amount,
        share,
      ]),
    ).toEqual([
      ["Rent", 800, 0.8],
      ["Account 3", 200, 0.2],
    ]);
  });

  it("sets refunds off, and gives no share of nothing", () => {
    const [rent] = expenseByCategory([cell("1", -600), cell("2", 600)], [], chart);
    expect(rent).toMatchObject({ amount: 0, share: undefined });
  });

  it("counts a month without a posting in a category as a true zero", () => {
    const before = [[cell("3", -10)], [cell("1", -100)], [cell("1", -100)]];
    const found = expenseByCategory([cell("3", -10)], before, chart);
    expect(found.map(({ category, amount, usual }) => [category, amount, usual])).toEqual([
      ["Account 3", 10, 0],
      ["Rent", 0, 100],
    ]);
  });

  it("adds up to all operating expense", () => {
    const cells = fc.array(fc.tuple(fc.constantFrom("1", "2", "3"), amount));
    fc.assert(
      fc.property(cells, (rows) => {
        const found = expenseByCategory(
          rows.map(([id, minor]) => cell(id, minor)),
          [],
          chart,
        );
        const whole = found.reduce((sum, each) => sum + each.amount, 0);
        expect(whole + rows.reduce((sum, [, minor]) => sum + minor, 0)).toBe(0);
      }),
    );
  });
});

describe("coverage of the chart of accounts", () => {
  // ISA 315 (Revised 2019), A190: classification, "recorded in the proper accounts", taken as a share.
  it("is what the chart knows ÷ all, by postings and by amount (ISA 315)", () => {
    const cells = [cell("1", 700, 3), cell("x", -200, 1), cell("", 100, 1)];
    const coverage = ledgerCoverage(cells, [account("1", "revenue"), account("2", "revenue")]);
    expect([coverage.byPostings, coverage.byAmount]).toEqual([0.6, 0.7]);
    expect(coverage.unknown.map((each) => [each.account, each.postings, each.amount])).toEqual([
      ["x", 1, 200],
      ["", 1, 100],
    ]);
    expect(coverage.unused.map(({ id }) => id)).toEqual(["2"]);
  });

  it("adds up what files hold of an account before it takes absolute amounts", () => {
    const cells = [cell("1", 800), cell("x", 900), cell("x", -700)];
    const coverage = ledgerCoverage(cells, [account("1", "revenue")]);
    expect(coverage.byAmount).toBe(0.8);
    expect(coverage.unknown.map((each) => [each.postings, each.amount])).toEqual([[2, 200]]);
    const apart = cells.map((each, index) => ({ ...each, month: `2026-0${index + 1}` }));
    expect(ledgerCoverage(apart, []).unknown.map(({ amount }) => amount)).toEqual([1600, 800]);
  });

  it("is not known without postings", () => {
    expect(ledgerCoverage([], [])).toMatchObject({ byPostings: undefined, byAmount: undefined });
    expect(ledgerCoverage([cell("1", 0)], []).byAmount).toBeUndefined();
  });
});

describe("cashAboveRunway", () => {
  it("is what six months of an even burn leave", () => {
    expect(cashAboveRunway(1_000_000, [100_000, 100_000, 100_000], 6)).toBe(400_000);
    expect(cashAboveRunway(1_000_000, [900_000, 100_000, 100_000, 100_000], 6)).toBe(400_000);
  });

  it("is nothing under the bound, all without a burn, unknown without facts", () => {
    expect(cashAboveRunway(500_000, [100_000], 6)).toBe(0);
    expect(cashAboveRunway(500_000, [-1], 6)).toBe(500_000);
    expect(cashAboveRunway(undefined, [1], 6)).toBeUndefined();
    expect(cashAboveRunway(1, [], 6)).toBeUndefined();
  });

  it("leaves the runway that it promises", () => {
    const money = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(money, fc.array(money, { minLength: 1, maxLength: 5 }), (cash, burns) => {
        const spendable = cashAboveRunway(cash, burns, 6) ?? 0;
        if (spendable === 0) return;
        const left = runway(cash - spendable, burns);
        expect(left.kind === "months" && left.months >= 6).toBe(true);
      }),
    );
  });
});
