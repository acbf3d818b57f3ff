import { describe, expect, it } from "vitest";
import type { Value } from "../../../../src/reports/report.ts";
import {
  chartOf,
  chartOfAmounts,
  missing,
  money,
  months,
  range,
  ratio,
  series,
  svgOf,
} from "./chart-samples.ts";
import { barsOf, findText, textsOf, wordsOf } from "./read-svg.ts";

const DARK = "#1f2937";
const GREEN = "#15803d";
const RED = "#b91c1c";

const compared = (better: "higher" | "lower") =>
  chartOf(
    "columns",
    ["Sep", "Oct", "Nov"],
    [
      series("Actual", "actual", money(29_000), money(36_000), missing),
      series("Target", "plan", money(33_600), money(32_600), money(44_200)),
    ],
    { better },
  );

describe("values", () => {
  it("stand on their columns", () => {
    const svg = svgOf(chartOfAmounts("columns", 900, 400));
    for (const [at, words] of ["$900", "$400"].entries()) {
      const [text, bar] = [findText(svg, words), barsOf(svg)[at]];
      expect((text.left + text.right) / 2).toBeCloseTo(
        ((bar?.left ?? 0) + (bar?.right ?? 0)) / 2,
        0,
      );
      expect((bar?.top ?? 0) - text.bottom).toBeLessThan(8);
      expect((bar?.top ?? 0) - text.bottom).toBeGreaterThanOrEqual(0);
    }
  });

  it("stand on their own column where that is not held against a plan", () => {
    const [actual, plan] = [7_421, 7_800];
    const count = 13;
    const chart = chartOf(
      "columns",
      months(count),
      [
        series("Actual", "actual", ...Array<Value>(count - 1).fill(money(actual)), money(4_481)),
        series("Plan", "plan", ...Array<Value>(count).fill(money(plan))),
      ],
      { better: "lower", unjudged: [count - 1] },
    );
    const svg = svgOf(chart);
    const text = findText(svg, "$4.5k");
    const [planned] = barsOf(svg).toSorted((one, other) => one.top - other.top);
    const own = barsOf(svg).toSorted((one, other) => other.top - one.top)[0];
    expect(text.top).toBeGreaterThan(planned?.top ?? 0);
    expect((own?.top ?? 0) - text.bottom).toBeGreaterThanOrEqual(0);
    expect((own?.top ?? 0) - text.bottom).toBeLessThan(8);
    // The others stand above both, with their variance.
    expect(findText(svg, "$7.4k").bottom).toBeLessThanOrEqual(planned?.top ?? 0);
  });

  it("hang below columns that hang", () => {
    const svg = svgOf(chartOfAmounts("columns", 900, -400));
    expect(findText(svg, "-$400").top).toBeGreaterThan(barsOf(svg)[1]?.bottom ?? 0);
  });

  it("stand beside bars, on the side they grow to", () => {
    const svg = svgOf(chartOfAmounts("bars", 900, -400));
    const [right, left] = barsOf(svg);
    expect(findText(svg, "$900").left).toBeGreaterThan(right?.right ?? 0);
    expect(findText(svg, "-$400").right).toBeLessThan(left?.left ?? 0);
  });

  it("become short where they are too wide, then lose the currency, all alike", () => {
    const words = (count: number) =>
      wordsOf(svgOf(chartOfAmounts("columns", ...Array<number>(count).fill(7_421))));
    expect(words(6)).toContain("$7,421");
    expect(words(12)).toContain("$7.4k");
    expect(words(14)).toContain("7.4k");
  });

  it("have one precision in all series", () => {
    const chart = chartOf(
      "bars",
      ["EC2", "Lightsail"],
      [
        series("Now", "actual", money(23), money(20)),
        series("After savings", "plan", money(7.5), money(13)),
      ],
    );
    const words = wordsOf(svgOf(chart));
    for (const amount of ["$23.00", "$20.00", "$7.50", "$13.00"]) expect(words).toContain(amount);
  });

  it("never become short where an amount would read like nothing", () => {
    const words = wordsOf(svgOf(chartOfAmounts("columns", 9_999, ...Array<number>(15).fill(12))));
    expect(words.filter((each) => each.includes("0.0k"))).toEqual([]);
  });

  it("are left out at a regular step, the last one kept, where nothing helps", () => {
    const all = Array.from({ length: 40 }, (_none, at) => 100_000 + at * 1_000);
    const shown = wordsOf(svgOf(chartOfAmounts("columns", ...all))).filter((each) =>
      each.endsWith("k"),
    );
    const steps = shown
      .slice(1)
      .map((each, at) => Number.parseFloat(each) - Number.parseFloat(shown[at] ?? ""));
    expect(shown.at(-1)).toBe("139.0k");
    expect(new Set(steps)).toHaveLength(1);
  });

  it("are n/a where they are missing, without a bar", () => {
    const chart = chartOf("columns", ["A", "B"], [series("Actual", "actual", money(5), missing)]);
    for (const shape of ["columns", "bars"] as const) {
      const svg = svgOf({ ...chart, shape });
      expect(wordsOf(svg)).toContain("n/a");
      expect(barsOf(svg)).toHaveLength(1);
    }
  });

  it("of zero are zero, not missing", () => {
    expect(wordsOf(svgOf(chartOfAmounts("columns", 0, 0))).toSorted()).toEqual([
      "$0",
      "$0",
      "C1",
      "C2",
    ]);
  });
});

describe("a comparison", () => {
  it.each([
    ["higher", RED, GREEN],
    ["lower", GREEN, RED],
  ] as const)("tells good from bad by sign and colour: %s is better", (better, less, more) => {
    const svg = svgOf(compared(better));
    expect(findText(svg, "−14%").color).toBe(less);
    expect(findText(svg, "+10%").color).toBe(more);
  });

  it("draws the plan outlined behind the actual, and alone where there is no actual", () => {
    const [plan, , , actual] = barsOf(svgOf(compared("higher")));
    expect(plan?.fill).toBe("#ffffff");
    expect(actual?.fill).toBe(DARK);
    expect(plan?.left).toBeLessThan(actual?.left ?? 0);
    expect(plan?.right).toBeGreaterThan(actual?.left ?? 0);
    expect(wordsOf(svgOf(compared("higher")))).toContain("$44.2k");
  });

  it("names the scenarios and what the variance is against", () => {
    const words = wordsOf(svgOf(compared("higher")));
    expect(words).toEqual(expect.arrayContaining(["Actual", "Target", "± against Target"]));
  });

  it("says points for shares, and nothing against zero", () => {
    const shares = chartOf(
      "bars",
      ["A", "B"],
      [
        series("Now", "actual", ratio(0.8), ratio(0)),
        series("Before", "previous", ratio(0.75), ratio(0)),
      ],
      { better: "higher" },
    );
    expect(wordsOf(svgOf(shares))).toEqual(expect.arrayContaining(["+5 pts", "±0 pts"]));
    const none = [series("Now", "actual", money(5)), series("Plan", "plan", money(0))];
    const words = wordsOf(svgOf(chartOf("bars", ["A"], none, { better: "higher" })));
    expect(words.filter((each) => /[±+−]\d/u.test(each))).toEqual([]);
  });
});

describe("fills", () => {
  it("follow the scenario", () => {
    const svg = svgOf(
      chartOf(
        "bars",
        ["A"],
        [
          series("AC", "actual", money(4)),
          series("PY", "previous", money(3)),
          series("PL", "plan", money(2)),
          series("FC", "forecast", money(1)),
        ],
      ),
    );
    const fills = barsOf(svg).map(({ fill }) => fill);
    expect(new Set(fills)).toEqual(new Set([DARK, "#a3acb9", "#ffffff", "url(#zr-p0)"]));
  });

  it("tell series of one scenario apart", () => {
    const same = ["A", "B", "C"].map((name) => series(name, "actual", money(4)));
    const fills = barsOf(svgOf(chartOf("bars", ["x"], same))).map(({ fill }) => fill);
    expect(new Set(fills)).toHaveLength(3);
  });

  it("are lighter from the low to the high end of a range, and say so", () => {
    const svg = svgOf(chartOf("columns", ["A"], [series("Case", "actual", range(100, 300))]));
    const [certain, uncertain] = barsOf(svg);
    expect([certain?.fill, uncertain?.fill]).toEqual([DARK, "#e5e8ec"]);
    const tall = ({ top, bottom }: { top: number; bottom: number }) => bottom - top;
    expect(certain && uncertain && tall(uncertain) / tall(certain)).toBeCloseTo(2, 1);
    expect(wordsOf(svg)).toContain("up to the high end of the range");
  });
});

describe("stacks", () => {
  const parts = [
    series("In", "actual", money(600), money(500)),
    series("On", "actual", money(200), money(300)),
  ];
  const stack = (shape: "bars" | "columns") => chartOf(shape, ["A", "B"], parts, { stacked: true });

  it("stand on each other, their total on top, their values in them", () => {
    const svg = svgOf(stack("columns"));
    const [lower, , upper] = barsOf(svg);
    // Between them is a thin line of paper.
    expect(Math.abs((upper?.bottom ?? 0) - (lower?.top ?? 0))).toBeLessThanOrEqual(1.01);
    expect(wordsOf(svg)).toEqual(expect.arrayContaining(["$800", "$600", "$200"]));
  });

  it("are named beside the last column, from top to bottom as they stand", () => {
    const svg = svgOf(stack("columns"));
    expect(findText(svg, "On").top).toBeLessThan(findText(svg, "In").top);
    expect(findText(svg, "On").left).toBeGreaterThan(barsOf(svg)[1]?.right ?? 0);
  });

  it("are named in the key where they lie", () => {
    const svg = svgOf(stack("bars"));
    expect(findText(svg, "In").top).toBe(findText(svg, "On").top);
  });
});

describe("lines", () => {
  it("are named where they end, with their last value", () => {
    const svg = svgOf(
      chartOf("line", months(3), [
        series("Actual", "actual", ratio(0.7), ratio(0.8), ratio(0.9)),
        series("Target", "plan", ratio(0.85), ratio(0.85), ratio(0.85)),
      ]),
    );
    expect(findText(svg, "Actual 90%").top).toBeLessThan(findText(svg, "Target 85%").top);
    expect(barsOf(svg)).toEqual([]);
  });

  it("have the first, the highest, the lowest and the last of many values", () => {
    const values = Array.from({ length: 30 }, (_none, at) => ratio(0.5 + 0.01 * ((at * 7) % 30)));
    const texts = textsOf(svgOf(chartOf("line", months(30), [series("A", "actual", ...values)])));
    const shown = texts.map(({ text }) => text).filter((text) => text.endsWith("%"));
    expect(new Set(shown)).toEqual(new Set(["50%", "79%", "73%"]));
  });
});

describe("names", () => {
  it("have the year where it changes only", () => {
    const words = wordsOf(svgOf(chartOfAmountsIn(months(14))));
    expect(words.filter((each) => /^\d{4}$/u.test(each)).toSorted()).toEqual(["2025", "2026"]);
  });

  it("have what is said of an incomplete month below it", () => {
    const names = [...months(13), "Jan 2027 so far"];
    const texts = textsOf(svgOf(chartOfAmountsIn(names))).toSorted(
      (one, other) => one.left - other.left,
    );
    const [name, year, part] = ["Jan", "2027", "so far"].map((word) => {
      const found = texts.findLast(({ text }) => text === word);
      if (found === undefined) throw new Error(`"${word}" is not in the chart`);
      return { middle: (found.left + found.right) / 2, top: found.top };
    });
    expect(year?.middle).toBeCloseTo(name?.middle ?? 0);
    expect(part?.middle).toBeCloseTo(name?.middle ?? 0);
    expect(year?.top).toBeGreaterThan(name?.top ?? 0);
    expect(part?.top).toBeGreaterThan(year?.top ?? 0);
    expect(wordsOf(svgOf(chartOfAmountsIn(names))).filter((each) => each === "2026")).toHaveLength(
      1,
    );
  });

  it("of bars are broken between words, then cut", () => {
    const name = "Repairs and maintenance of everything that moves or has moved until recently";
    const lines = wordsOf(svgOf(chartOf("bars", [name], [series("A", "actual", money(1))])));
    expect(lines[0]).toMatch(/^Repairs and maintenance/u);
    expect(lines[1]).toMatch(/…$/u);
  });

  it("of more bars than fit on a few screens are counted", () => {
    const many = chartOfAmounts("bars", ...Array<number>(60).fill(5));
    expect(wordsOf(svgOf(many))).toContain("and 20 more");
    expect(barsOf(svgOf(many))).toHaveLength(40);
  });
});

function chartOfAmountsIn(names: readonly string[]) {
  return chartOf("columns", names, [
    series("A", "actual", ...names.map((_name, at) => money(at + 1))),
  ]);
}
