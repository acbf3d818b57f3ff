import { describe, expect, it } from "vitest";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { REPORT_TYPES } from "../../../src/reports/registry.ts";
import type { Report } from "../../../src/reports/report.ts";
import { compose, sample } from "./sample.ts";

/** No leap day lies between the sample's first and last day, nor a year later: every distance stays the same. */
const SHIFT = /\b(20\d\d)(?=-(?:0\d|1[0-2])(?:-\d\d)?\b)/g;

/** All days and months a year later, wherever they stand. */
function aYearLater<Value>(value: Value): Value {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "string" && /^20\d\d-\d\d(-\d\d)?$/.test(inner)
      ? inner.replace(SHIFT, (year) => String(Number(year) + 1))
      : inner,
  );
  return JSON.parse(text);
}

/** What a report says, without the years it names. */
function wordsOf(report: Report): string {
  return JSON.stringify(report).replace(/\b20\d\d\b/g, "YEAR");
}

describe("the same data a year later", () => {
  const later: Portfolio = aYearLater(sample);

  it("is really a year later", () => {
    expect(later.settings.reportingDate).toBe("2027-10-31");
    expect(later.ledger?.to.slice(0, 4)).toBe("2027");
  });

  it.each(REPORT_TYPES)("gives the same %s report, but for the years", (type) => {
    const [before, after] = [compose(type, sample), compose(type, later)];
    expect(after.period.from.slice(0, 4)).toBe("2027");
    expect(wordsOf(after)).toBe(wordsOf(before));
  });
});
