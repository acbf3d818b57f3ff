import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyChart, chartOfAmounts, hostileText, svgOf } from "./chart-samples.ts";
import { barsOf, type TextShape, textsOf, wordsOf } from "./read-svg.ts";

const CHART_WIDTH = 536;
const rounding = 0.01;
/** The library puts bars and thin lines on whole pixels. */
const A_PIXEL = 1.01;

function overlap(one: TextShape, other: TextShape): boolean {
  return (
    one.left < other.right - rounding &&
    other.left < one.right - rounding &&
    one.top < other.bottom - rounding &&
    other.top < one.bottom - rounding
  );
}

it("is well-formed and refers to nothing, whatever the texts say", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyChart(hostileText), (chart) => {
      const svg = svgOf(chart);
      // The renderer's parser refuses XML that is not well-formed.
      expect(new Resvg(svg, { font: { loadSystemFonts: false } }).imagesToResolve()).toEqual([]);
      const markup = svg.replace(/>[^<]*</gu, "><");
      expect(markup).not.toMatch(/<(script|image|use|a|foreignObject)\b/u);
      expect(markup).not.toMatch(/href=|data:|url\((?!#zr-)/u);
    }),
    { numRuns: 100 },
  );
});

it("never writes one text over another, or out of the picture", { timeout: 60_000 }, () => {
  const words = fc.lorem({ maxCount: 8 });
  fc.assert(
    fc.property(anyChart(fc.oneof(words, hostileText)), (chart) => {
      const texts = textsOf(svgOf(chart));
      for (const [at, one] of texts.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(-rounding);
        expect(one.right).toBeLessThanOrEqual(CHART_WIDTH + rounding);
        expect(texts.slice(at + 1).find((other) => overlap(one, other))).toBeUndefined();
      }
    }),
    { numRuns: 120 },
  );
});

it("stands every bar on zero", () => {
  const amounts = fc.array(fc.integer({ min: -9_000, max: 9_000 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(amounts, fc.constantFrom("bars", "columns"), (units, shape) => {
      const svg = svgOf(chartOfAmounts(shape, ...units));
      const zero = zeroOf(svg, shape);
      const bars = barsOf(svg);
      expect(bars).toHaveLength(units.length);
      for (const [at, { left, right, top, bottom }] of bars.entries()) {
        const foot = shape === "bars" ? [left, right] : [bottom, top];
        const isNegative = (units[at] ?? 0) < 0;
        expect(Math.abs((foot[isNegative ? 1 : 0] ?? 0) - zero)).toBeLessThanOrEqual(A_PIXEL);
      }
    }),
  );
});

/** Where the line at zero is: the only path without a fill. */
function zeroOf(svg: string, shape: "bars" | "columns"): number {
  const line = /<path d="M([-\d.]+) ([-\d.]+)L[^"]*" fill="none"/u.exec(svg);
  return Number(line?.[shape === "bars" ? 1 : 2]);
}

it("leaves every object as it was, whatever the texts are called", () => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  const chart = chartOfAmounts("bars", ...names.map((_name, at) => at + 1));
  svgOf({ ...chart, categories: names });
  svgOf({ ...chart, categories: names.map((name) => `${"wide ".repeat(7)}${name}`) });
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
  expect(Object.getOwnPropertyNames(Object)).not.toContain("next");
});

it("reads back what it wrote", () => {
  const chart = fc.sample(anyChart(fc.constant('a < b & "c"')), { numRuns: 1, seed: 7 })[0];
  if (chart === undefined) throw new Error("No chart was generated.");
  const named = { ...chart, shape: "bars" as const, categories: ['a < b & "c"'] };
  expect(wordsOf(svgOf(named))).toContain('a < b & "c"');
});
