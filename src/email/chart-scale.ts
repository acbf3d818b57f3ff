import type { ChartBlock, Value } from "../reports/report.ts";

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

/** The scale all bars of a chart share. */
export function scaleOf(chart: ChartBlock): Scale {
  const extents = chart.series
    .flatMap((series) => series.values.map(extentOf))
    .filter((extent) => extent !== undefined);
  return extents.reduce<Scale>(
    (scale, { low, high }) => ({ min: Math.min(scale.min, low), max: Math.max(scale.max, high) }),
    { min: 0, max: 0 },
  );
}

/** Parts of one bar from left (or bottom) to right (or top), in whole units of `room`. */
export interface BarParts {
  /** Empty room before the bar; only charts with negative values have it. */
  readonly lead: number;
  /** From zero to the near end. */
  readonly solid: number;
  /** From the near to the far end of a range. */
  readonly extension: number;
}

/**
 * Divides the room of a bar. What is not zero gets at least one unit, so that it can be seen.
 *
 * @param room Units the whole scale takes, e.g. 66 percent or 120 pixels.
 */
export function partsOf(extent: Extent | undefined, scale: Scale, room: number): BarParts {
  const span = scale.max - scale.min;
  if (extent === undefined || span === 0) return { lead: 0, solid: 0, extension: 0 };
  const units = (size: number) => (size === 0 ? 0 : Math.max(1, Math.round((size / span) * room)));
  const { low, high } = extent;
  const zero = units(-scale.min);
  if (low >= 0) return { lead: zero, solid: units(low), extension: units(high - low) };
  // Below zero a range has no certain part to stand on zero with: it floats from its low to its high end.
  if (low < high) return { lead: units(low - scale.min), solid: 0, extension: units(high - low) };
  // Measured back from zero, so that rounding does not move the line that all bars share.
  const solid = Math.min(zero, units(-low));
  return { lead: zero - solid, solid, extension: 0 };
}
