/** Text nobody should write and somebody will. */
import fc from "fast-check";
import type { Report, TableBlock, Value } from "../../../../src/reports/report.ts";
import { sampleReport } from "../sample-report.ts";

const KNOWN = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "＝1+1",
  "'=1",
  "a;=cmd|' /C calc'!A1;b",
  '"quoted", and\r\nbroken',
  "tab\there",
  "\u0000NUL\u0007",
  "\u202Egpj.exe\u2066",
  "\uD800 alone \uDC00",
  "👩‍👩‍👧‍👦 and 日本語 and עברית",
  "<script>alert(1)</script>",
  "]]></t><f>1+1</f>",
  "_x0041_ _x000D_",
  "\uFFFE\uFDD0 no characters",
  "e\u0301".repeat(40),
  "x".repeat(10_000),
  "word ".repeat(2_000),
  "{{headline}} \\u0041",
  "C:\\path\\[book]sheet?*:/",
  "",
  "   ",
];

export const hostileText = fc.oneof(
  fc.constantFrom(...KNOWN),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."=+-@;,'\"\t\r\n <&_x0041"), maxLength: 20 }),
);

export const text = (value: string): Value => ({ kind: "text", value });
export const money = (minor: number): Value => ({ kind: "money", minor });
export const ratio = (value: number): Value => ({ kind: "ratio", value });
export const range = (low: number, high: number): Value => ({ kind: "money-range", low, high });
export const missing: Value = { kind: "missing" };

/** A table; columns that are called `Amount…` hold figures. */
export function tableOf(
  labels: readonly string[],
  rows: readonly (readonly Value[])[],
  what = "Jobs in USD",
): TableBlock {
  return {
    kind: "table",
    title: { who: "Harbour Hauling", what, when: "October 2026" },
    columns: labels.map((label) => ({
      label,
      align: label.startsWith("Amount") ? "end" : "start",
    })),
    rows: rows.map((cells) => ({ cells })),
  };
}

/** The sample report with one section that holds these blocks. */
export function reportWith(...blocks: Report["sections"][number]["blocks"]): Report {
  return { ...sampleReport, sections: [{ heading: "What was found", blocks }] };
}
