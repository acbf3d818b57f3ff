/** Charts for the tests, and what is drawn of them as SVG. */
import fc from "fast-check";
import { loadFonts } from "../../../../src/email/charts/fonts.ts";
import { buildChartOption } from "../../../../src/email/charts/option.ts";
import { loadSvgRenderer } from "../../../../src/email/charts/svg.ts";
import { CHART_WIDTH } from "../../../../src/email/charts/theme.ts";
import { createFormatter } from "../../../../src/reports/format.ts";
import type { ChartBlock, ChartSeries, Scenario, Value } from "../../../../src/reports/report.ts";

export const format = createFormatter({ locale: "en-US", currency: "USD" });
export const { measure } = await loadFonts();
const drawSvg = await loadSvgRenderer(measure);

export const money = (units: number): Value => ({ kind: "money", minor: Math.round(units * 100) });
export const ratio = (value: number): Value => ({ kind: "ratio", value });
export const range = (low: number, high: number): Value => ({
  kind: "money-range",
  low: low * 100,
  high: high * 100,
});
export const missing: Value = { kind: "missing" };

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Jan 2025`, `Feb 2025`, … */
export function months(count: number): string[] {
  return Array.from(
    { length: count },
    (_none, at) => `${MONTHS[at % 12]} ${2025 + Math.floor(at / 12)}`,
  );
}

export function series(name: string, scenario: Scenario, ...values: Value[]): ChartSeries {
  return { name, scenario, values };
}

type Choices = Partial<Pick<ChartBlock, "better" | "stacked" | "unjudged">>;

export function chartOf(
  shape: ChartBlock["shape"],
  categories: readonly string[],
  all: readonly ChartSeries[],
  choices: Choices = {},
): ChartBlock {
  const title = { who: "Group", what: "Cost in USD", when: "2026" };
  return { kind: "chart", shape, title, message: "It costs.", categories, series: all, ...choices };
}

/** One series of amounts, named C1, C2, … */
export function chartOfAmounts(shape: ChartBlock["shape"], ...units: number[]): ChartBlock {
  const names = units.map((_unit, at) => `C${at + 1}`);
  return chartOf(shape, names, [series("Actual", "actual", ...units.map(money))]);
}

export function svgOf(chart: ChartBlock): string {
  return drawSvg(buildChartOption(chart, format, CHART_WIDTH, measure));
}

/** Text as people who mean harm, or only other scripts, would write it. */
export const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "",
    "<script>alert('x')</script>",
    "]]>&amp;\"'`{a|b}{{x}}",
    "line\r\nbreak\tand\u0000NUL",
    "\u202eoverride\u2066isolate",
    "lone \ud800 and \udfff",
    "not a character \ufffe\uffff",
    "__proto__",
    "constructor",
    "the toString",
    "=1+1",
    "@SUM(A1)",
    "日本語のカテゴリ 👩‍👩‍👧‍👦 e\u0301",
    "W".repeat(10_000),
    "word ".repeat(2_000),
    "data:image/png;base64,AAAA",
    "url(https://example.com/x)",
  ),
);

const amount = fc.integer({ min: -10_000_000_00, max: 10_000_000_00 });
const values: readonly fc.Arbitrary<Value>[] = [
  amount.map((minor) => ({ kind: "money", minor })),
  fc.tuple(amount, amount).map(([low, high]) => ({ kind: "money-range", low, high })),
  fc
    .record({ value: fc.integer({ min: -500, max: 5_000 }), unit: hostileText })
    .map((count) => ({ kind: "count", ...count })),
  fc.double({ min: -2, max: 5, noNaN: true }).map((value) => ({ kind: "ratio", value })),
];

const scenarios: readonly Scenario[] = ["actual", "previous", "plan", "forecast"];

/** Charts of every shape, with values missing and texts of every kind. */
export function anyChart(text: fc.Arbitrary<string>): fc.Arbitrary<ChartBlock> {
  const shape = fc.constantFrom("bars", "columns", "line");
  const value = fc.constantFrom(...values);
  return fc.tuple(fc.integer({ min: 0, max: 45 }), value).chain(([count, one]) =>
    fc.record(
      {
        kind: fc.constant("chart"),
        shape,
        title: fc.constant({ who: "Group", what: "Cost", when: "2026" }),
        message: text,
        categories: fc.array(text, { minLength: count, maxLength: count }),
        series: fc.array(
          fc.record({
            name: text,
            scenario: fc.constantFrom(...scenarios),
            values: fc.array(fc.option(one, { nil: missing, freq: 6 }), { maxLength: count }),
          }),
          { maxLength: 4 },
        ),
        stacked: fc.boolean(),
        better: fc.constantFrom("higher", "lower"),
      },
      { requiredKeys: ["kind", "shape", "title", "message", "categories", "series"] },
    ),
  );
}
