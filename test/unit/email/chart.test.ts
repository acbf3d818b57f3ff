import { describe, expect, it } from "vitest";
import { partsOf } from "../../../src/email/chart-scale.ts";
import { buildChart } from "../../../src/email/chart-view.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { ChartBlock, Value } from "../../../src/reports/report.ts";

const format = createFormatter({ locale: "en-US", currency: "USD" });

function chartOf(shape: "bars" | "columns", ...values: Value[]): ChartBlock {
  return {
    kind: "chart",
    shape,
    title: { who: "Group", what: "Cost in USD", when: "2026" },
    message: "It costs.",
    categories: values.map((_value, index) => `C${index + 1}`),
    series: [{ name: "Actual", scenario: "actual", values }],
  };
}

const money = (minor: number): Value => ({ kind: "money", minor });

describe("partsOf", () => {
  it.each([
    [
      "half the scale",
      { low: 50, high: 50 },
      { min: 0, max: 100 },
      { lead: 0, solid: 50, extension: 0 },
    ],
    ["a range", { low: 20, high: 60 }, { min: 0, max: 100 }, { lead: 0, solid: 20, extension: 40 }],
    [
      "a range from zero",
      { low: 0, high: 60 },
      { min: 0, max: 100 },
      { lead: 0, solid: 0, extension: 60 },
    ],
    ["zero", { low: 0, high: 0 }, { min: 0, max: 100 }, { lead: 0, solid: 0, extension: 0 }],
    [
      "next to nothing",
      { low: 0.1, high: 0.1 },
      { min: 0, max: 100 },
      { lead: 0, solid: 1, extension: 0 },
    ],
    [
      "below zero",
      { low: -30, high: -30 },
      { min: -50, max: 50 },
      { lead: 20, solid: 30, extension: 0 },
    ],
    [
      "above zero",
      { low: 30, high: 30 },
      { min: -50, max: 50 },
      { lead: 50, solid: 30, extension: 0 },
    ],
    [
      "across zero",
      { low: -10, high: 20 },
      { min: -50, max: 50 },
      { lead: 40, solid: 0, extension: 30 },
    ],
    ["nothing known", undefined, { min: 0, max: 100 }, { lead: 0, solid: 0, extension: 0 }],
    [
      "a chart of zeros",
      { low: 0, high: 0 },
      { min: 0, max: 0 },
      { lead: 0, solid: 0, extension: 0 },
    ],
    [
      "a range below zero",
      { low: -30, high: -10 },
      { min: -50, max: 50 },
      { lead: 20, solid: 0, extension: 20 },
    ],
  ])("%s", (_case, extent, scale, expected) => {
    expect(partsOf(extent, scale, 100)).toEqual(expected);
  });
});

it("starts every bar at the same zero, whatever the rounding", () => {
  const scale = { min: -820, max: 410 };
  for (let value = -820; value < 0; value += 7) {
    const { lead, solid } = partsOf({ low: value, high: value }, scale, 66);
    expect(lead + solid).toBe(partsOf({ low: 1, high: 1 }, scale, 66).lead);
  }
});

describe("buildChart", () => {
  it("draws bars from zero, in proportion, the value beside each", () => {
    const { bars } = buildChart(chartOf("bars", money(8_000), money(2_000)), format, 40);
    expect(bars.map(({ label, value }) => [label, value])).toEqual([
      ["C1", "$80"],
      ["C2", "$20"],
    ]);
    const [long, short] = bars.map(({ solid }) => solid);
    expect((long ?? 0) / (short ?? 1)).toBeCloseTo(4, 0);
  });

  it("stands columns up while their values fit on a phone", () => {
    const six = chartOf("columns", ...Array.from({ length: 6 }, () => money(100_000)));
    const twenty = chartOf("columns", ...Array.from({ length: 20 }, () => money(100_000)));
    expect(buildChart(six, format, 40)).toMatchObject({ bars: [], groups: { length: 6 } });
    expect(buildChart(twenty, format, 40)).toMatchObject({ bars: { length: 20 }, groups: [] });
  });

  it("lays columns down where a value is negative", () => {
    const chart = buildChart(chartOf("columns", money(-5_000), money(5_000)), format, 40);
    expect(chart.groups).toEqual([]);
    expect(chart.bars.map(({ lead }) => lead > 0)).toEqual([false, true]);
  });

  it("writes all bars short as soon as one is large, and otherwise none", () => {
    const values = (...minors: number[]) =>
      buildChart(chartOf("bars", ...minors.map(money)), format, 40).bars.map(({ value }) => value);
    expect(values(999_999, 250_000)).toEqual(["$9,999.99", "$2,500.00"]);
    expect(values(1_000_000, 250_000)).toEqual(["$10.0k", "$2.5k"]);
  });

  it("shows a missing value as missing, not as zero", () => {
    const { bars } = buildChart(chartOf("bars", money(5_000), { kind: "missing" }), format, 40);
    expect(bars[1]).toMatchObject({ value: "n/a", solid: 0 });
  });

  it("explains ranges only where there are some", () => {
    const range: Value = { kind: "money-range", low: 100, high: 300 };
    expect(buildChart(chartOf("bars", range), format, 40).legend).toContain("lighter part");
    expect(buildChart(chartOf("bars", money(1)), format, 40).legend).toBe("");
  });
});
