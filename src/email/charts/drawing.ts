import type { Extent, Scale } from "./extent.ts";
import type { Fill } from "./fills.ts";
import type { Box, Label } from "./labels.ts";
import type { Lane } from "./lanes.ts";
import type { ChartModel } from "./model.ts";

/** Where everything stands, in CSS pixels. What is left to the charting library is to draw it. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** The area between the smallest and the largest value, and the first and the last category. */
  readonly plot: Box;
  readonly scale: Scale;
  readonly lanes: LaneSizes;
  readonly labels: readonly Label[];
  readonly swatches: readonly Swatch[];
}

/** The bars of one category. */
export interface LaneSizes {
  readonly thickness: number;
  /** Room between two bars as a share of their thickness; negative where they overlap. */
  readonly gap: number;
  /** Of each bar's middle, from the middle of the category. */
  readonly offsets: readonly number[];
}

/** A sample of a fill, in the key. */
export interface Swatch {
  readonly box: Box;
  readonly fill: Fill;
}

/** A reference looks out behind what is measured against it, by a third of its width. */
const OVERLAP = -0.67;
const GAP = 0.12;

/** How an extent would draw: a stack reaches from the sum of its negative to the sum of its positive parts. */
export function reachOf(lane: Lane, at: number): Extent | undefined {
  const extents = lane.map(({ extents }) => extents[at]).filter((each) => each !== undefined);
  if (extents.length === 0) return undefined;
  return {
    low: extents.reduce((sum, { low }) => sum + Math.min(0, low), 0),
    high: extents.reduce((sum, { high }) => sum + Math.max(0, high), 0),
  };
}

/** The scale all lanes share. Spans zero, and is never empty, so that zeros stand on a line too. */
export function scaleOfLanes({ categories, lanes }: ChartModel): Scale {
  const reaches = categories.flatMap((_category, at) => lanes.map((lane) => reachOf(lane, at)));
  const min = Math.min(0, ...reaches.map((reach) => reach?.low ?? 0));
  const max = Math.max(0, ...reaches.map((reach) => reach?.high ?? 0));
  // The library divides the scale, which must not end at zero.
  return max - min < Number.EPSILON ? { min: 0, max: 1 } : { min, max };
}

/**
 * @param room For all bars of a category, in CSS pixels.
 * @param widest A bar may become, in CSS pixels.
 */
export function sizeLanes(
  { lanes, variances }: ChartModel,
  room: number,
  widest: number,
): LaneSizes {
  const gap = variances.length > 0 ? OVERLAP : GAP;
  const steps = Math.max(0, lanes.length - 1) * (1 + gap);
  const thickness = Math.min(widest, room / (1 + steps));
  const offsets = lanes.map((_lane, at) => (at * (1 + gap) - steps / 2) * thickness);
  return { thickness, gap, offsets };
}
