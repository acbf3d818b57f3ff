import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, overdueDays } from "../../../src/reports/formulas/days.ts";
import { identifiedSavings, savingOn } from "../../../src/reports/formulas/identified-savings.ts";
import { sumRanges } from "../../../src/reports/formulas/money-range.ts";
import { isOpenOn, isWithin } from "../../../src/reports/formulas/open-on.ts";
import { compareRemediation } from "../../../src/reports/formulas/remediation-order.ts";
import { compareReturn, returnOnEffort } from "../../../src/reports/formulas/return-on-effort.ts";
import { compareSeverity, riskPoints } from "../../../src/reports/formulas/severity.ts";
import { shareOf } from "../../../src/reports/formulas/share.ts";

const critical = { severity: "critical" } as const;
const high = { severity: "high" } as const;
const medium = { severity: "medium" } as const;
const low = { severity: "low" } as const;

const work = (effortHours: number, low?: number, high = low ?? 0) =>
  low === undefined ? { effortHours } : { effortHours, monthlyImpact: { low, high } };

describe("return on effort", () => {
  it.each([
    ["the middle of the range ÷ hours", work(8, 320000, 780000), 68750],
    ["rounded to whole minor units", work(3, 100), 33],
    ["zero for no impact", work(3, 0), 0],
    ["unknown without an estimate", work(3), undefined],
    ["unknown without effort", work(0, 100), undefined],
  ])("is %s", (_, estimate, expected) => {
    expect(returnOnEffort(estimate)).toBe(expected);
  });

  it("ranks gifts, then by return, then zero, then what is unknown", () => {
    const gift = work(0, 10);
    const better = work(3, 301);
    const good = work(3, 300);
    const nothing = work(0, 0);
    const unknown = work(1);
    const ranked = [unknown, nothing, good, better, gift].toSorted(compareReturn);
    expect(ranked).toEqual([gift, better, good, nothing, unknown]);
  });

  it("ranks by the exact quotient, beyond what a double can hold", () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(compareReturn(work(1, most - 1, most), work(1, most, most))).toBeGreaterThan(0);
  });

  it("is a consistent order", () => {
    const hours = fc.integer({ min: 0, max: 40 }).map((quarters) => quarters / 4);
    const estimate = fc.tuple(hours, fc.option(fc.nat(99), { nil: undefined }), fc.nat(99));
    const any = estimate.map(([effort, from, more]) => work(effort, from, (from ?? 0) + more));
    fc.assert(
      fc.property(any, any, any, (one, two, three) => {
        expect(Math.sign(compareReturn(one, two)) + Math.sign(compareReturn(two, one))).toBe(0);
        if (compareReturn(one, two) <= 0 && compareReturn(two, three) <= 0) {
          expect(compareReturn(one, three)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe("severity", () => {
  it("adds points up", () => {
    expect(riskPoints([critical, high, medium, low])).toBe(21);
    expect(riskPoints([])).toBe(0);
  });

  it("sorts the worst first", () => {
    const sorted = (["low", "critical", "medium", "high"] as const).toSorted(compareSeverity);
    expect(sorted).toEqual(["critical", "high", "medium", "low"]);
  });
});

describe("remediation order", () => {
  const point = (
    closes: readonly { severity: "critical" | "low" }[],
    effortHours = 1,
    saves = 0,
  ) => ({
    closes,
    effortHours,
    saves,
  });

  it.each([
    ["the worst finding before many mild ones", point([critical], 40), point([low, low, low])],
    [
      "more points per hour at equal severity",
      point([critical, critical], 2),
      point([critical], 2),
    ],
    ["less work at equal points", point([critical], 1), point([critical], 2)],
    ["the larger saving between equals", point([low], 1, 500), point([low], 1, 400)],
    ["closing something before only saving", point([low], 9), point([], 1, 99999)],
    ["no effort before some", point([low], 0), point([low], 0.5)],
  ])("puts %s", (_, first, second) => {
    expect([second, first].toSorted(compareRemediation)).toEqual([first, second]);
  });
});

describe("days", () => {
  it.each([
    ["2026-10-24", "2026-10-31", 7],
    ["2026-10-31", "2026-10-31", 0],
    ["2026-11-01", "2026-10-31", 0],
    ["2026-03-07", "2026-03-09", 2],
    ["2024-02-28", "2024-03-01", 2],
  ])("due %s, on %s: %i days overdue", (due, on, days) => {
    expect(overdueDays(due, on)).toBe(days);
  });

  it("adding and measuring are inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (days) => {
        expect(daysBetween("2026-10-31", addDays("2026-10-31", days))).toBe(days);
      }),
    );
  });
});

describe("open on a day", () => {
  it.each([
    ["2026-10-08", undefined, true],
    ["2026-10-09", undefined, false],
    ["2026-10-01", "2026-10-08", false],
    ["2026-10-01", "2026-10-09", true],
  ])("since %s, closed %s: %s", (since, closed, open) => {
    const finding = closed === undefined ? { since } : { since, closed };
    expect(isOpenOn(finding, "2026-10-08")).toBe(open);
  });

  it("a period ends before its last day", () => {
    const october = { from: "2026-10-01", to: "2026-11-01" };
    const days = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"];
    expect(days.map((day) => isWithin(day, october))).toEqual([false, true, true, false]);
  });
});

describe("money", () => {
  it("adds ranges end by end, and knows no sum of nothing", () => {
    expect(
      sumRanges([
        { low: 1, high: 2 },
        { low: 10, high: 30 },
      ]),
    ).toEqual({ low: 11, high: 32 });
    expect(sumRanges([])).toBeUndefined();
  });

  it("never saves more than the least a service costs", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (low, more, monthly) => {
        const service = { monthly: { low, high: low + more }, saving: { monthly } };
        expect(savingOn(service)).toBe(Math.min(low, monthly));
        expect(identifiedSavings([service, { monthly: service.monthly }])).toBe(savingOn(service));
      }),
    );
  });
});

describe("shareOf", () => {
  it("is part ÷ whole, and missing where there is no whole", () => {
    expect(shareOf(9, 12)).toEqual({ kind: "ratio", value: 0.75 });
    expect(shareOf(0, 12)).toEqual({ kind: "ratio", value: 0 });
    expect(shareOf(0, 0)).toEqual({ kind: "missing" });
  });
});
