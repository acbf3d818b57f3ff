import type { Value } from "../../reports/report.ts";
import { reachOf } from "./drawing.ts";
import type { Extent } from "./extent.ts";
import { drawnAt, isReference, type Lane } from "./lanes.ts";
import type { ChartModel } from "./model.ts";
import { totalsOf } from "./totals.ts";

/** Values that are written on bars, one per category at most. */
export interface Track {
  readonly values: readonly Value[];
  /** Of the bars that a value stands on, by category. */
  readonly reaches: readonly (Extent | undefined)[];
  /** Position of its bar among those of each category; undefined where the value is about all of them. */
  readonly lanes: readonly (number | undefined)[];
  /** The one that keeps its values where those of all tracks do not fit. */
  readonly isMain: boolean;
}

const MISSING: Value = { kind: "missing" };

/**
 * What is written on the bars: the total of a stack; the actual value where it is compared, or the plan's where
 * there is no actual one yet; else the value of each bar.
 */
export function buildTracks(model: ChartModel): readonly Track[] {
  const { lanes, stacked, variances } = model;
  if (stacked) return [{ ...trackOf(model, 0, true), values: totalsOf(model) }];
  if (variances.length > 0) return [trackComparison(model)];
  const main = Math.max(
    0,
    lanes.findIndex((lane) => !lane.some(isReference)),
  );
  return lanes.map((_lane, at) => trackOf(model, at, at === main));
}

function trackOf({ categories, lanes }: ChartModel, position: number, isMain: boolean): Track {
  const lane = lanes[position] ?? [];
  return {
    values: categories.map((_category, at) => valueAt(lane, at) ?? MISSING),
    reaches: categories.map((_category, at) => reachOf(lane, at)),
    lanes: categories.map(() => position),
    isMain,
  };
}

/** The value is the actual one's, and stands on whichever of the two bars reaches farther its way. */
function trackComparison({
  categories,
  lanes: [references = [], primaries = []],
}: ChartModel): Track {
  const rows = categories.map((_category, at) => {
    const [reference, primary] = [reachOf(references, at), reachOf(primaries, at)];
    return {
      value: valueAt(primaries, at) ?? valueAt(references, at) ?? MISSING,
      reach: primary && reference ? farther(primary, reference) : (primary ?? reference),
      lane: primary && reference ? undefined : primary ? 1 : 0,
    };
  });
  return {
    values: rows.map(({ value }) => value),
    reaches: rows.map(({ reach }) => reach),
    lanes: rows.map(({ lane }) => lane),
    isMain: true,
  };
}

function farther(primary: Extent, reference: Extent): Extent {
  const hangs = isHanging(primary);
  return {
    low: hangs ? Math.min(primary.low, reference.low) : primary.low,
    high: hangs ? primary.high : Math.max(primary.high, reference.high),
  };
}

/** Whether a bar goes down, or left, from zero. */
export function isHanging({ low, high }: Extent): boolean {
  return low < 0 && high <= 0;
}

function valueAt(lane: Lane, at: number): Value | undefined {
  return drawnAt(lane, at)?.values[at];
}

/** Whether any bar is drawn for a category. */
export function isKnown({ series }: ChartModel, at: number): boolean {
  return drawnAt(series, at) !== undefined;
}
