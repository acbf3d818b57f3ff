import { describe, expect, it } from "vitest";
import { UnknownReportError } from "../../../src/errors.ts";
import { nearest } from "../../../src/nearest.ts";
import { todayOf } from "../../../src/portfolio/today.ts";
import { addDays } from "../../../src/reports/formulas/days.ts";
import { periodFor } from "../../../src/reports/period.ts";
import { findReport, REPORT_TYPES, REPORTS } from "../../../src/reports/registry.ts";
import { compose } from "./sample.ts";

const all = `There are: ${REPORT_TYPES.join(", ")}.`;

describe("the registry", () => {
  it("gives every name to one report", () => {
    const names = REPORTS.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    const order = ["ceo", "cto", "cfo", "cmo", "accounting", "rental", "logistics", "billing"];
    expect(REPORT_TYPES).toEqual(order.filter((type) => REPORT_TYPES.includes(type)));
  });

  it.each(["cto", "CTO", "  Cto ", "technology", "tech"])("finds the CTO report as %j", (typed) => {
    expect(findReport(REPORTS, typed).id).toBe("cto");
  });

  it.each([
    ["ctoo", `There is no report called "ctoo". Did you mean "cto"? ${all}`],
    ["tehcnology", `There is no report called "tehcnology". Did you mean "technology"? ${all}`],
    ["weather", `There is no report called "weather". ${all}`],
    ["", `There is no report called "". ${all}`],
  ])("says what %j could have meant", (typed, sentence) => {
    const find = () => findReport(REPORTS, typed);
    expect(find).toThrow(UnknownReportError);
    expect(find).toThrow(expect.objectContaining({ hint: expect.any(String) }));
    try {
      find();
    } catch (error) {
      expect((error as UnknownReportError).toSentence()).toBe(sentence);
    }
  });
});

describe("nearest", () => {
  it.each([
    ["severty", ["title", "severity"], "severity"],
    ["emial", ["name", "email"], "email"],
    ["DUE", ["due", "done"], "due"],
    ["x", ["due", "done"], undefined],
    ["a".repeat(100_000), ["a"], undefined],
    ["due", [], undefined],
  ])("of %.20s in %j is %s", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});

describe("the period", () => {
  it.each([
    ["2026-10-31", "en-US", "2026-10-01", "2026-11-01", "October 2026"],
    ["2026-12-01", "de-DE", "2026-12-01", "2027-01-01", "December 2026"],
    ["2026-12-01", "ja-JP", "2026-12-01", "2027-01-01", "December 2026"],
    ["2024-02-29", "en-GB", "2024-02-01", "2024-03-01", "February 2024"],
  ])("of %s in %s", (date, locale, from, to, label) => {
    const over = periodFor(date, locale, addDays(to, 9));
    expect(over).toEqual({ from, to, label, inWords: `in ${label}` });
  });

  it.each([
    ["2026-10-12", "so far in October 2026"],
    ["2026-10-30", "so far in October 2026"],
    ["2026-10-31", "in October 2026"],
  ])("is said on %s as %s", (today, words) => {
    expect(periodFor(today, "en-US", today).inWords).toBe(words);
  });

  it("is that of the pinned date, else of the day it is where the portfolio is", () => {
    const now = new Date("2026-11-01T05:00:00Z");
    const timeZone = "America/Los_Angeles";
    expect(todayOf({ timeZone }, now)).toBe("2026-10-31");
    expect(todayOf({ timeZone: "Asia/Tokyo" }, now)).toBe("2026-11-01");
    expect(todayOf({ timeZone, reportingDate: "2020-01-02" }, now)).toBe("2020-01-02");
  });
});

describe("every report", () => {
  it.each(REPORT_TYPES)("%s is the same each time, and keeps to its frame", (type) => {
    const report = compose(type);
    expect(report).toEqual(compose(type));
    expect(report).toMatchObject({
      type,
      portfolio: "Harbor Portfolio",
      reportingDate: "2026-10-31",
      period: { from: "2026-10-01", to: "2026-11-01", label: "October 2026" },
      format: { locale: "en-US", currency: "USD" },
    });
    for (const metric of report.metrics) expect(metric.sources.length).toBeGreaterThan(0);
  });
});
