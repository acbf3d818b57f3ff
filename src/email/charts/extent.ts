import type { Value } from "../../reports/report.ts";

/** A bar's extent on the chart's own axis; `low` to `high` is an uncertain part, equal for exact values. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Smallest and largest end of a chart's bars. Always spans zero, where every bar starts. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** The extent of a value; undefined for what cannot be drawn (missing, text, dates). */
export function extentOf(value: Value): Extent | undefined {
  switch (value.kind) {
    case "money":
      return { low: value.minor, high: value.minor };
    case "money-range":
      return { low: Math.min(value.low, value.high), high: Math.max(value.low, value.high) };
    case "count":
    case "ratio":
      return { low: value.value, high: value.value };
    default:
      return undefined;
  }
}
