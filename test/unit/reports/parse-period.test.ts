import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnknownPeriodError } from "../../../src/errors.ts";
import { parsePeriod } from "../../../src/reports/parse-period.ts";

const calendar = { reportingDate: "2026-10-31", locale: "en-US", fiscalYearStart: 1 };
const july = { ...calendar, fiscalYearStart: 7 };

describe("parsePeriod", () => {
  it.each([
    ["2026-10", "2026-10-01", "2026-11-01", "October 2026", "in October 2026"],
    ["2024-02", "2024-02-01", "2024-03-01", "February 2024"],
    ["2025-12", "2025-12-01", "2026-01-01", "December 2025"],
    ["2026-Q3", "2026-07-01", "2026-10-01", "Q3 2026", "in Q3 2026"],
    ["2026-Q4", "2026-10-01", "2027-01-01", "Q4 2026", "so far in Q4 2026"],
    ["2026q1", "2026-01-01", "2026-04-01", "Q1 2026"],
    ["2025", "2025-01-01", "2026-01-01", "2025", "in 2025"],
    ["2026", "2026-01-01", "2027-01-01", "2026", "so far in 2026"],
    ["this-month", "2026-10-01", "2026-11-01", "October 2026"],
    ["LAST-MONTH", "2026-09-01", "2026-10-01", "September 2026"],
    ["last-quarter", "2026-07-01", "2026-10-01", "Q3 2026"],
    [" ytd ", "2026-01-01", "2026-11-01", "2026 to date", "so far in 2026"],
  ])("reads %s", (typed, from, to, label, inWords = `in ${label}`) => {
    expect(parsePeriod(typed, calendar)).toEqual({ from, to, label, inWords });
  });

  it.each([
    ["2026", "2025-07-01", "2026-07-01", "FY 2026"],
    ["2026-Q1", "2025-07-01", "2025-10-01", "Q1 FY 2026"],
    ["2026-Q4", "2026-04-01", "2026-07-01", "Q4 FY 2026"],
    ["2027-q1", "2026-07-01", "2026-10-01", "Q1 FY 2027"],
    ["ytd", "2026-07-01", "2026-11-01", "FY 2027 to date"],
    ["last-quarter", "2026-07-01", "2026-10-01", "Q1 FY 2027"],
  ])("reads %s in a fiscal year that starts in July", (typed, from, to, label) => {
    expect(parsePeriod(typed, july)).toMatchObject({ from, to, label });
  });

  it("has the whole year in words once its last day is there", () => {
    const eve = { ...calendar, reportingDate: "2026-12-31" };
    expect(parsePeriod("ytd", eve)).toMatchObject({ label: "2026 to date", inWords: "in 2026" });
  });

  it("says the day as the locale writes it when a period has not begun", () => {
    const reply = (locale: string) => {
      try {
        return parsePeriod("2027", { ...calendar, locale });
      } catch (error) {
        return error instanceof UnknownPeriodError ? error.toSentence() : error;
      }
    };
    expect(reply("en-US")).toContain("worked out for Oct 31, 2026;");
    expect(reply("de-DE")).toContain("worked out for 31 Oct 2026;");
  });

  it("steps over the turn of the year", () => {
    const january = { ...calendar, reportingDate: "2026-01-15" };
    expect(parsePeriod("last-month", january).from).toBe("2025-12-01");
    expect(parsePeriod("last-quarter", january)).toMatchObject({ label: "Q4 2025" });
    expect(parsePeriod("last-quarter", { ...july, reportingDate: "2026-07-01" })).toMatchObject({
      label: "Q4 FY 2026",
    });
  });

  it.each(["", "2026-13", "2026-00", "2026-Q5", "26-10", "october", "2026-10-31", "__proto__"])(
    "refuses %j and says what there is",
    (typed) => {
      const refusal = () => parsePeriod(typed, calendar);
      expect(refusal).toThrow(UnknownPeriodError);
      expect(refusal).toThrow("is not a period");
    },
  );

  it.each(["2026-11", "2026-Q4x", "2027", "2027-Q1"])(
    "refuses %s, which has not begun",
    (typed) => {
      expect(() => parsePeriod(typed, calendar)).toThrow(UnknownPeriodError);
    },
  );

  it("gives a period that is not empty and has begun, or refuses", () => {
    const month = fc.integer({ min: 1, max: 12 });
    const day = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2099-12-31"),
      noInvalidDate: true,
    });
    const typed = fc.oneof(
      fc.constantFrom("ytd", "last-month", "this-month", "last-quarter"),
      fc
        .tuple(fc.integer({ min: 2000, max: 2099 }), month)
        .map(([y, m]) => `${y}-${String(m).padStart(2, "0")}`),
      fc
        .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 4 }))
        .map(([y, q]) => `${y}-Q${q}`),
    );
    fc.assert(
      fc.property(typed, day, month, (text, date, fiscalYearStart) => {
        const reportingDate = date.toISOString().slice(0, 10);
        try {
          const { from, to } = parsePeriod(text, {
            reportingDate,
            locale: "en-US",
            fiscalYearStart,
          });
          expect(from < to && from <= reportingDate).toBe(true);
          expect(from.slice(8)).toBe("01");
        } catch (error) {
          expect(error).toBeInstanceOf(UnknownPeriodError);
        }
      }),
    );
  });

  it("cuts a year into four quarters without gap or overlap, whenever it starts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (fiscalYearStart) => {
        const context = { ...calendar, reportingDate: "2099-01-01", fiscalYearStart };
        const year = parsePeriod("2026", context);
        const quarters = [1, 2, 3, 4].map((n) => parsePeriod(`2026-Q${n}`, context));
        const edges = quarters.flatMap(({ from, to }) => [from, to]);
        expect(edges).toEqual([
          year.from,
          ...quarters.slice(1).flatMap(({ from }) => [from, from]),
          year.to,
        ]);
      }),
    );
  });
});
