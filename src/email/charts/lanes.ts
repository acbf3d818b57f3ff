import type { Scenario, Value } from "../../reports/report.ts";
import type { Extent } from "./extent.ts";

/** A series, ready to be laid out. */
export interface SeriesModel {
  readonly name: string;
  readonly scenario: Scenario;
  /** Tells series of one scenario apart: 0 for the first, 1 for the last. */
  readonly shade: number;
  /** By category; undefined where there is nothing to draw. */
  readonly extents: readonly (Extent | undefined)[];
  readonly values: readonly Value[];
}

/**
 * Series that share one row of bars: parts that stand on each other, or series of which no category has a value
 * in two.
 */
export type Lane = readonly SeriesModel[];

/** Plan and previous period: what others are measured against. */
export function isReference({ scenario }: SeriesModel): boolean {
  return scenario === "plan" || scenario === "previous";
}

export function referencesFirst(series: readonly SeriesModel[]): readonly SeriesModel[] {
  return [
    ...series.filter((one) => isReference(one)),
    ...series.filter((one) => !isReference(one)),
  ];
}

/** Months that are over and months forecast stand in one row, not beside empty places for each other. */
export function shareLanes(series: readonly SeriesModel[]): readonly Lane[] {
  const lanes: SeriesModel[][] = [];
  for (const one of series) {
    const lane = lanes.find((others) => others.every((other) => !collide(one, other)));
    if (lane === undefined) lanes.push([one]);
    else lane.push(one);
  }
  return lanes;
}

function collide(one: SeriesModel, other: SeriesModel): boolean {
  return (
    isReference(one) !== isReference(other) ||
    one.extents.some((extent, at) => extent !== undefined && other.extents[at] !== undefined)
  );
}

/** A reference and what is measured against it. */
export function isPair(lanes: readonly Lane[]): boolean {
  const [first, second] = lanes.map(([one]) => one !== undefined && isReference(one));
  return lanes.length === 2 && first === true && second === false;
}

/** The series of a lane that has a value for a category. */
export function drawnAt(lane: Lane, at: number): SeriesModel | undefined {
  return lane.find(({ extents }) => extents[at] !== undefined);
}
