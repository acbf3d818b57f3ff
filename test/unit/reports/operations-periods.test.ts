/** Rental, logistics and billing over periods that the records do not fill, and in the first days of a month. */
import { describe, expect, it } from "vitest";
import type { Job, Letting } from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { monthStart } from "../../../src/reports/formulas/calendar-span.ts";
import { addDays, daysBetween } from "../../../src/reports/formulas/days.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import { figure, headings, sample, tables, under, withEntities } from "./sample.ts";

const now = new Date("2030-01-01T12:00:00Z");
const lettings = sample.lettings ?? [];
const jobs = sample.jobs ?? [];
const of = (type: string, period?: string, portfolio: Portfolio = sample) =>
  composeReport(findReport(REPORTS, type), portfolio, now, period ? { period } : {});
const on = (reportingDate: string, portfolio = sample): Portfolio => ({
  ...portfolio,
  settings: { ...portfolio.settings, reportingDate },
});
const texts = (report: ReturnType<typeof of>) =>
  report.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "text" ? [block.text] : []))
    .join("\n");

/** Nights of a year that somebody had a unit of the sample, counted night by night. */
function nightsOf(unit: string, year: string): number {
  const own = lettings.filter((each) => each.unit === unit);
  let nights = 0;
  for (let night = `${year}-01-01`; night.startsWith(year); night = addDays(night, 1)) {
    if (own.some(({ from, to }) => from <= night && night < to)) nights += 1;
  }
  return nights;
}
const firstMonth = (unit: string) => {
  const [first = ""] = lettings
    .filter((each) => each.unit === unit)
    .map(({ from }) => from)
    .sort();
  return monthStart(first);
};

describe("a year of which the rent roll knows only a part", () => {
  const units = ["Garden flat", "Studio", "Upper flat"];

  it("leaves out the nights before a unit's first month, and says which", () => {
    const nights = units.reduce((sum, unit) => sum + nightsOf(unit, "2025"), 0);
    const available = units.reduce((sum, unit) => {
      const from = firstMonth(unit) < "2025-01-01" ? "2025-01-01" : firstMonth(unit);
      return sum + daysBetween(from, "2026-01-01");
    }, 0);
    const report = of("rental", "2025");
    expect(report.metrics[0]?.value).toEqual({ kind: "ratio", value: nights / available });
    expect(texts(report)).toContain(
      "Upper flat is on record from Mar 1, 2025; Studio is on record from Oct 1, 2025; nights before are not counted",
    );
  });

  it("is not held against a year with fewer units", () => {
    expect(under(of("rental", "ytd"), "occupancy")).not.toMatch(/over|under|same/);
    expect(under(of("rental", "2026-Q3"), "occupancy")).toMatch(/^▲ .* over the 3 months before; /);
  });

  it("knows nothing of a unit that comes later, not that it is vacant", () => {
    const report = of("rental", "2025-09");
    expect(headings(report)).toContain("Every unit on record is let");
    const roll = tables(report).find(({ title }) => title.what === "Rent roll");
    const studio = roll?.rows.map(({ cells }) => cells).find(([unit]) => text(unit) === "Studio");
    expect(studio?.slice(1)).toEqual([
      { kind: "text", value: "not on record yet" },
      { kind: "text", value: "–" },
      { kind: "missing" },
    ]);
    // Both months have the same two units, and can be compared.
    expect(under(report, "occupancy")).toMatch(/^the same as August; /);
  });

  it("counts a unit that was never let as vacant from the file's first month on", () => {
    const [unit] = withEntities((each) => each).entities.flatMap((each) => each.rentalUnits);
    if (!unit) throw new Error("no sample");
    const more = withEntities((entity) => ({
      ...entity,
      rentalUnits: entity.rentalUnits.length
        ? [...entity.rentalUnits, { ...unit, unit: "Attic" }]
        : [],
    }));
    expect(headings(of("rental", undefined, more))).toContain("1 of 4 units was vacant");
    expect(of("rental", undefined, more).metrics[0]?.value).toEqual({
      kind: "ratio",
      value: 74 / (4 * 31),
    });
  });
});

const text = (value: { readonly kind: string } | undefined) =>
  value !== undefined && "value" in value ? value.value : undefined;

describe("a year in which the first job came in April", () => {
  const report = of("logistics", "ytd");
  const done = jobs.filter(({ stage }) => stage === "completed");

  it("says since when it counts", () => {
    expect(report.headline).toMatch(/^\d+% of jobs were on time since April 25; /);
    expect(figure(report, "jobs")).toBe(String(done.length));
    expect(under(report, "jobs")).toMatch(/^since April 25; /);
    expect(headings(report)).toMatch(/late since April 25\n/);
    expect(headings(report)).toMatch(/inquiries since April 25 were booked/);
  });

  it("has hours available from each truck's first month on", () => {
    // Two trucks of 8 hours a day and 22 days a month that may be out, both first out in May.
    const trucks = ["14-yard trailer", "Box truck"];
    const out = done.reduce(
      (sum, { truck = "", hours = 0 }) => sum + (trucks.includes(truck) ? hours : 0),
      0,
    );
    expect(under(report, "utilisation")).toBe(`${out} of 2,112 hours`);
    expect(2 * 6 * 8 * 22).toBe(2112);
    expect(texts(report)).toContain(
      "14-yard trailer and Box truck are on record from May 1, 2026; hours before are not counted",
    );
  });

  it("shows the months on record alone", () => {
    const months = (period: string) =>
      tables(of("logistics", period))[0]?.rows.map(({ cells }) => text(cells[0]));
    expect(months("2026-06")).toEqual(["May", "June"]);
    expect(months("2026-05")).toEqual(["May"]);
  });

  it("does not compare how busy two different fleets were", () => {
    const late = jobs.filter((job) => job.entity === "qdn" || (job.completed ?? "") >= "2026-09");
    const september = of("logistics", "2026-09", { ...sample, jobs: late });
    expect(under(september, "jobs")).toContain("August");
    expect(under(september, "utilisation")).not.toContain("August");
  });
});

describe("a month before any record", () => {
  it.each([
    [
      "rental",
      "2024-06",
      "No letting of June 2024 is on record; rent-roll.csv begins on Dec 1, 2024.",
    ],
    ["logistics", "2025", "No job of 2025 is on record; jobs.csv begins on Apr 25, 2026."],
    [
      "billing",
      "2025-09",
      "No invoice of September 2025 is on record; invoices.csv begins on Oct 1, 2025.",
    ],
  ])("is not one of zeroes: %s in %s", (type, period, headline) => {
    const report = of(type, period);
    expect(report.headline).toBe(headline);
    expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
    expect(new Set(report.metrics.map(({ meaning }) => meaning))).toEqual(new Set(["neutral"]));
    expect(tables(report)).toEqual([]);
  });
});

describe("the first days of a month", () => {
  const first = (type: string) => of(type, undefined, on("2026-11-01"));

  it("measure arrears by the rent of the last whole month", () => {
    expect(under(first("rental"), "arrears")).toBe("3 debtors; 27% of October's rent");
    const owing = lettings.map((each) => ({ ...each, arrears: each.arrears * 10 }));
    const much = of("rental", "ytd", { ...sample, lettings: owing });
    // $14,565 of arrears and $5,439.50 of rent earned in October.
    expect(under(much, "arrears")).toBe("3 debtors; 2.7 times October's rent");
    const gone = lettings.filter(({ to }) => to < "2026-09-30");
    const empty = of("rental", undefined, { ...sample, lettings: gone });
    expect(under(empty, "arrears")).not.toContain("rent");
  });

  it("compare no day with a month, and a week with a week", () => {
    expect(first("rental").headline).toMatch(/^Occupancy was 100% so far in November; /);
    expect(under(first("rental"), "adr")).toBe("average per night let");
    // Said to be complete: more than a quiet week after its last letting nothing would be known.
    const source = (each: Letting) => ({ ...each.source, asOf: "2026-11-09" });
    const kept = lettings.map((each) => ({ ...each, source: source(each) }));
    const later = of("rental", undefined, on("2026-11-09", { ...sample, lettings: kept }));
    expect(later.headline).toContain("under October 1–9");
  });

  it("are known while no more than a quiet week has passed since the file's last day", () => {
    // Its last letting began on October 29.
    const headline = (day: string) => of("rental", undefined, on(day)).headline;
    expect(headline("2026-11-05")).toMatch(/^Occupancy was \d+% so far in November; /);
    expect(headline("2026-11-06")).toBe(
      "No letting of November 2026 is on record; rent-roll.csv ends on Oct 29, 2026.",
    );
  });

  it("are told as a part of the month in every table", () => {
    const months = (type: string, what: string) =>
      tables(of(type, undefined, on("2026-10-12")))
        .find(({ title }) => title.what.startsWith(what))
        ?.rows.map(({ cells }) => text(cells[0]))
        .slice(-2);
    expect(months("rental", "Occupancy")).toEqual(["September", "October so far"]);
    expect(months("logistics", "Completed")).toEqual(["September", "October so far"]);
    expect(months("logistics", "Revenue")).toEqual(["September", "October so far"]);
  });

  it("sell no truck that had two days to go out", () => {
    const [job] = jobs.filter(({ truck }) => truck === "14-yard trailer");
    if (!job) throw new Error("no sample");
    const done: Job = { ...job, number: "J-3000", inquired: "2026-11-01", completed: "2026-11-02" };
    const portfolio = on("2026-11-02", { ...sample, jobs: [...jobs, done] });
    const titles = of("logistics", undefined, portfolio).actions.map(({ title }) => title);
    expect(headings(of("logistics", undefined, portfolio))).toContain("Box truck stood still");
    expect(titles.join()).not.toContain("sell it");
  });

  it("tell what recurred in the month before, by name", () => {
    expect(figure(first("billing"), "recurring-revenue")).toBe("$655");
    expect(under(first("billing"), "recurring-revenue")).toBe(
      "▲ $20 over September; 4 clients in October",
    );
    expect(under(of("billing"), "recurring-revenue")).toBe("▲ $20 over September; 4 clients");
  });
});

describe("balances", () => {
  it("are held against those with which the period began", () => {
    expect(under(of("billing", "ytd"), "receivables")).toContain("over the start of 2026");
    expect(under(of("billing", "2026-Q3"), "dso")).toContain("over the start of Q3 2026");
    expect(under(of("billing", "2026-09"), "receivables")).toContain("the end of August");
    expect(under(of("billing", undefined, on("2026-11-01")), "receivables")).toContain(
      "the end of October",
    );
  });

  it("name the days on record where they are fewer than a year", () => {
    const titles = (period: string) =>
      tables(of("billing", period)).map(({ title }) => title.when.replace(/\s/gu, " "));
    expect(titles("2025")).toContain("Oct 1 – Dec 31, 2025");
    expect(titles("2026-10")).toContain("12 months to Oct 31, 2026");
  });
});

describe("maintenance in an earlier month", () => {
  const september = of("rental", "2026-09");
  const table = tables(september).find(({ title }) => title.what.startsWith("Open maintenance"));

  it("shows what was open then, and what of it is closed since", () => {
    expect(headings(september)).toContain(
      "2 repairs of $850 were open on Sep 30, 2026, the oldest for 32 days; 1 is closed since",
    );
    expect(table?.rows.map(({ cells }) => text(cells[0]))).toEqual([
      "Garden fence is down",
      "Kitchen tap replaced (closed on Oct 9, 2026)",
    ]);
  });

  it("asks nobody to finish what is closed since", () => {
    const closed = withEntities((entity) => ({
      ...entity,
      maintenance: entity.maintenance.map((each) =>
        each.closed === undefined ? { ...each, closed: "2026-10-20" } : each,
      ),
    }));
    const actions = (portfolio: Portfolio) =>
      of("rental", "2026-09", portfolio)
        .actions.map(({ title }) => title)
        .join();
    expect(actions(sample)).toContain("Garden fence is down");
    expect(actions(closed)).not.toContain("Garden fence is down");
  });
});
