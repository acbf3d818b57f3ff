import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choosePeriod } from "../../../../src/dispatch/form/choose-period.ts";
import { OTHER_PERIOD } from "../../../../src/dispatch/form/form-input.ts";
import {
  periodContext,
  periodOptions,
  usualPeriod,
} from "../../../../src/dispatch/form/period-options.ts";
import type { Settings } from "../../../../src/portfolio/portfolio.ts";
import { parsePeriod } from "../../../../src/reports/parse-period.ts";

const settings: Settings = {
  name: "P",
  currency: "USD",
  locale: "en-US",
  timeZone: "America/Los_Angeles",
  roles: { admin: [], approver: [], requester: [], viewer: [] },
  channels: { reports: "C1" },
  people: {},
  audiences: {},
};

describe("periods to choose from", () => {
  it("are told by name, in the portfolio's own day and fiscal year", () => {
    // Still October in Los Angeles.
    const now = new Date("2026-11-01T05:00:00Z");
    expect(usualPeriod(settings, now)).toBe("2026-10");
    const labels = periodOptions({ ...settings, fiscalYearStart: 7 }, now).map((it) => it.label);
    expect(labels).toEqual([
      ...["October 2026", "September 2026", "August 2026", "July 2026", "June 2026", "May 2026"],
      ...["Q2 FY 2027", "Q1 FY 2027", "Q4 FY 2026", "Q3 FY 2026"],
      ...["FY 2027 to date", "FY 2026"],
    ]);
  });

  it("are each another one that has begun, on any day and with any fiscal year", () => {
    const day = fc.date({
      min: new Date("1990-01-01T00:00:00Z"),
      max: new Date("2090-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 12 }), (now, fiscalYearStart) => {
        const own = { ...settings, fiscalYearStart };
        const options = periodOptions(own, now);
        expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
        expect(new Set(options.map(({ label }) => label)).size).toBe(options.length);
        for (const { value, label } of options) {
          expect(parsePeriod(value, periodContext(own, now)).label).toBe(label);
        }
        expect(options[0]?.value).toBe(usualPeriod(own, now));
      }),
    );
  });

  it("have four digits to a year, however early it is", () => {
    const values = periodOptions({ ...settings, reportingDate: "0800-05-31" }, new Date()).map(
      ({ value }) => value,
    );
    expect(values).toEqual([
      ...["0800-05", "0800-04", "0800-03", "0800-02", "0800-01", "0799-12"],
      ...["0800-q2", "0800-q1", "0799-q4", "0799-q3"],
      ...["ytd", "0799"],
    ]);
  });

  it("are the same ones by other words on a schedule, and back", () => {
    const day = fc.date({
      min: new Date("1990-01-01T00:00:00Z"),
      max: new Date("2090-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 12 }), fc.nat(), (now, fiscalYearStart, n) => {
        const own = { ...settings, fiscalYearStart };
        const labelOf = ({ period, typedPeriod }: { period: string; typedPeriod: string }) =>
          parsePeriod(period === OTHER_PERIOD ? typedPeriod : period, periodContext(own, now))
            .label;
        const options = periodOptions(own, now);
        const { value: period = "", label } = options[n % options.length] ?? {};
        const there = choosePeriod({ when: "schedule", period }, own, now);
        expect(labelOf(there)).toBe(label);
        const isListed = there.periods.some(({ value }) => value === there.period);
        expect(isListed || there.period === OTHER_PERIOD).toBe(true);
        expect(labelOf(choosePeriod({ ...there, when: "approved" }, own, now))).toBe(label);
      }),
    );
  });

  it.each(["soon", "", "9999-01"])("are typed where there is no such thing as %j", (period) => {
    const now = new Date("2026-11-01T05:00:00Z");
    for (const when of ["schedule", "later"] as const) {
      expect(choosePeriod({ when, period }, settings, now)).toMatchObject({
        ...{ period: OTHER_PERIOD, typedPeriod: period },
      });
    }
  });
});
