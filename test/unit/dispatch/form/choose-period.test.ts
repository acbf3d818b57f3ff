import { describe, expect, it } from "vitest";
import { choosePeriod } from "../../../../src/dispatch/form/choose-period.ts";
import { OTHER_PERIOD } from "../../../../src/dispatch/form/form-input.ts";
import { periodOptions } from "../../../../src/dispatch/form/period-options.ts";
import { settings } from "./sample-basis.ts";

const NOW = new Date("2026-10-31T12:00:00Z");
const choose = (input: Parameters<typeof choosePeriod>[0]) => choosePeriod(input, settings, NOW);

describe("the period of a form", () => {
  it("is one of those that there are, for a report that is made once", () => {
    for (const when of ["approved", "later"] as const) {
      expect(choose({ when, period: "2026-q3" })).toEqual({
        periods: periodOptions(settings, NOW),
        period: "2026-q3",
        typedPeriod: "",
      });
    }
  });

  it("is told by what it is now, for a report that is made again and again", () => {
    expect(choose({ when: "schedule", period: "last-month" })).toEqual({
      periods: [
        { value: "this-month", label: "The month it is then (now October 2026)" },
        { value: "last-month", label: "The month before (now September 2026)" },
        { value: "last-quarter", label: "The quarter before (now Q3 2026)" },
        { value: "ytd", label: "The year up to then (now 2026 to date)" },
      ],
      period: "last-month",
      typedPeriod: "",
    });
  });

  it.each([
    ["schedule", "2026-09", "last-month"],
    ["schedule", "2026-q3", "last-quarter"],
    ["approved", "last-month", "2026-09"],
    ["later", "this-month", "2026-10"],
  ] as const)("for %s goes on from %s as %s", (when, before, after) => {
    expect(choose({ when, period: before, typedPeriod: "2019" })).toMatchObject({
      period: after,
      typedPeriod: "2019",
    });
  });

  it("is typed where there is no word for it", () => {
    expect(choose({ when: "schedule", period: "2026-06" })).toMatchObject({
      period: OTHER_PERIOD,
      typedPeriod: "2026-06",
    });
  });

  it("stays as it was typed", () => {
    for (const when of ["approved", "schedule"] as const) {
      expect(choose({ when, period: OTHER_PERIOD, typedPeriod: "2026-09" })).toMatchObject({
        period: OTHER_PERIOD,
        typedPeriod: "2026-09",
      });
    }
  });

  it("is not blamed where the program itself cannot go on", () => {
    const broken = { ...settings, locale: "no such locale" };
    const input = { when: "schedule", period: "last-month" } as const;
    expect(() => choosePeriod(input, broken, NOW)).toThrow(RangeError);
  });
});
