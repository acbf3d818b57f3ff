/** Months, fiscal years and straight-line recognition. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/reports/formulas/days.ts";
import { fiscalQuarterOf, fiscalYearOf } from "../../../src/reports/formulas/fiscal-year.ts";
import {
  addMonths,
  isFullMonth,
  lastDayOf,
  monthOf,
  monthsFrom,
  previousMonths,
} from "../../../src/reports/formulas/months.ts";
import { straightLine } from "../../../src/reports/formulas/straight-line.ts";

describe("months", () => {
  it.each([
    ["2026-11", 3, "2027-02"],
    ["2026-01", -1, "2025-12"],
    ["2026-05", 0, "2026-05"],
    ["2026-05", -29, "2023-12"],
  ])("%s + %i is %s", (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected);
  });

  it("are listed with both ends, and not backwards", () => {
    expect(monthsFrom("2026-11", "2027-01")).toEqual(["2026-11", "2026-12", "2027-01"]);
    expect(monthsFrom("2026-11", "2026-10")).toEqual([]);
    expect(previousMonths("2026-01", 2)).toEqual(["2025-11", "2025-12"]);
    expect([monthOf("2026-10-31"), lastDayOf("2028-02"), lastDayOf("2026-02")]).toEqual([
      "2026-10",
      "2028-02-29",
      "2026-02-28",
    ]);
  });

  it.each([
    ["all of it", "2025-10-01", "2026-10-31", true],
    ["a week of silence at its end", "2025-10-01", "2026-10-24", true],
    ["eight days missing at its end", "2025-10-01", "2026-10-23", false],
    ["a first posting a week into it", "2026-10-08", "2026-12-31", true],
    ["a first posting later than that", "2026-10-09", "2026-12-31", false],
  ])("are full or not: %s", (_case, from, to, expected) => {
    expect(isFullMonth("2026-10", { from, to })).toBe(expected);
  });
});

describe("a fiscal year", () => {
  // GAO-05-734SP, Glossary of Terms Used in the Federal Budget Process: the year in which it ends names it.
  it("that starts in October 2026 is 2027 (GAO, federal fiscal year)", () => {
    expect(fiscalYearOf("2026-10", 10)).toEqual({
      year: 2027,
      months: monthsFrom("2026-10", "2027-09"),
    });
    expect(fiscalYearOf("2026-09", 10).year).toBe(2026);
  });

  it("may start in July or January", () => {
    expect(fiscalQuarterOf("2026-10", 7)).toEqual({
      year: 2027,
      quarter: 2,
      months: ["2026-10", "2026-11", "2026-12"],
    });
    expect(fiscalQuarterOf("2026-12", 1)).toMatchObject({ year: 2026, quarter: 4 });
  });

  it("holds its month once, whatever it starts with", () => {
    const any = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(any, ([index, start]) => {
        const month = addMonths("2000-01", index);
        const { months } = fiscalYearOf(month, start);
        expect(months.filter((each) => each === month)).toHaveLength(1);
        expect(Number(months[0]?.slice(5))).toBe(start);
        expect(fiscalQuarterOf(month, start).months).toContain(month);
      }),
    );
  });
});

describe("straight-line recognition", () => {
  // IFRS 15, Illustrative Example 18 (health club): CU100 a month, a year of unlimited access, evenly over time.
  it("of a year's membership of 1,200 is about 100 a month and 1,200 in all (IFRS 15, IE18)", () => {
    const parts = straightLine(120_000, "2026-01-01", "2027-01-01");
    expect(parts).toHaveLength(12);
    expect(parts.slice(0, 2)).toEqual([
      { month: "2026-01", minor: 10_191 },
      { month: "2026-02", minor: 9205 },
    ]);
    expect(parts.reduce((sum, { minor }) => sum + minor, 0)).toBe(120_000);
  });

  it.each([
    ["what is left goes to the last month", 100, "2026-10-30", "2026-11-02", [66, 34]],
    ["a leap day counts", 6000, "2028-02-01", "2028-04-01", [2900, 3100]],
    ["a common February has 28", 5900, "2026-02-01", "2026-04-01", [2800, 3100]],
    [
      "a period that ends with a month has no part in the next",
      100,
      "2026-10-01",
      "2026-11-01",
      [100],
    ],
    ["no days are earned at once", 100, "2026-10-05", "2026-10-05", [100]],
    ["refunds run the same way", -100, "2026-10-30", "2026-11-02", [-66, -34]],
  ])("%s", (_case, amount, from, to, expected) => {
    expect(straightLine(amount, from, to).map(({ minor }) => minor)).toEqual(expected);
  });

  it("is exact to the minor unit", () => {
    const any = fc.tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.nat(3000), fc.nat(1500));
    fc.assert(
      fc.property(any, ([amount, start, days]) => {
        const from = addDays("2024-01-01", start);
        const parts = straightLine(amount, from, addDays(from, days));
        expect(parts.reduce((sum, { minor }) => sum + minor, 0)).toBe(amount);
      }),
    );
  });
});
