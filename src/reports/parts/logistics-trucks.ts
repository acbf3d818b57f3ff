import type { Job, Truck } from "../../portfolio/operations.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { type DaySpan, monthStart, overlap } from "../formulas/calendar-span.ts";
import { isWithin } from "../formulas/open-on.ts";
import { hoursAvailable } from "../formulas/utilisation.ts";
import type { Owned } from "./entities.ts";
import type { Reach } from "./reach.ts";

/** A truck with what the file knows of it. */
export interface TruckOnRecord extends Owned<Truck> {
  /** Its completed jobs. */
  readonly jobs: readonly Job[];
  /**
   * The month's first day of its first completed job; of a truck that was never out, the first day of the file. Hours
   * before it are not known to have been idle.
   */
  readonly since: IsoDate;
}

/** Completed jobs that leave open which truck was out, or for how long. */
export interface TruckGaps {
  /** They name a truck of the list and no hours. */
  readonly untimed: readonly Job[];
  /** They name a truck that their entity does not list, or hours of no truck. */
  readonly unplaced: readonly Job[];
}

/** Hours of one truck within a span. */
export interface TruckHours extends Owned<Truck>, Pick<TruckOnRecord, "since"> {
  /** Completed jobs. */
  readonly jobs: number;
  /** undefined where none are on record, and a job may have taken some. */
  readonly out: number | undefined;
  readonly available: number;
  /** Whether a job without hours, or on no truck of the list, may have taken more than is on record. */
  readonly isAtLeast: boolean;
}

export function trucksOnRecord(
  trucks: readonly Owned<Truck>[],
  jobs: readonly Job[],
  reach: Reach | undefined,
): readonly TruckOnRecord[] {
  if (reach === undefined) return [];
  return trucks.map(({ entity, item }) => {
    const own = jobs.filter(
      (job) => job.stage === "completed" && job.entity === entity.id && job.truck === item.truck,
    );
    const [first] = own.flatMap(({ completed }) => completed ?? []).toSorted();
    return { entity, item, jobs: own, since: first ? monthStart(first) : reach.first };
  });
}

/** @param trucks All that entities list, also those that may not be out. */
export function truckGaps(done: readonly Job[], trucks: readonly Owned<Truck>[]): TruckGaps {
  const isListed = (job: Job) =>
    trucks.some(({ entity, item }) => entity.id === job.entity && item.truck === job.truck);
  return {
    untimed: done.filter((job) => isListed(job) && job.hours === undefined),
    // A job of neither truck nor hours, such as one passed on to others, took no truck.
    unplaced: done.filter(
      (job) => !isListed(job) && (job.truck !== undefined || job.hours !== undefined),
    ),
  };
}

/** Hours of each truck that is on record within a span, the busiest first, what is not known last. */
export function hoursByTruck(
  span: DaySpan,
  trucks: readonly TruckOnRecord[],
  { unplaced }: TruckGaps,
): readonly TruckHours[] {
  return trucks
    .filter(({ since }) => since < span.to)
    .map((truck): TruckHours => {
      const { entity, item, since } = truck;
      const done = completedIn(truck.jobs, span);
      const timed = done.flatMap(({ hours }) => hours ?? []);
      const isAtLeast =
        timed.length < done.length || unplaced.some((job) => job.entity === entity.id);
      const out =
        timed.length === 0 && isAtLeast ? undefined : timed.reduce((sum, hours) => sum + hours, 0);
      const onRecord = overlap(span, { from: since, to: span.to });
      const available = hoursAvailable(item, onRecord);
      return { entity, item, since, jobs: done.length, out, available, isAtLeast };
    })
    .toSorted(
      (one, other) =>
        (other.out ?? -1) - (one.out ?? -1) || (one.item.truck < other.item.truck ? -1 : 1),
    );
}

/** Whether a truck is known to have been out for no job. */
export function isIdle({ jobs, out }: TruckHours): boolean {
  return jobs === 0 && out === 0;
}

/** Hours of the trucks whose hours are known. */
export function totalHours(trucks: readonly TruckHours[]): Record<"out" | "available", number> {
  const known = trucks.filter(({ out }) => out !== undefined);
  return {
    out: known.reduce((sum, { out = 0 }) => sum + out, 0),
    available: known.reduce((sum, { available }) => sum + available, 0),
  };
}

/** A job belongs to the day it was completed. */
export function completedIn(jobs: readonly Job[], span: DaySpan): readonly Job[] {
  return jobs.filter(
    ({ stage, completed }) =>
      stage === "completed" && completed !== undefined && isWithin(completed, span),
  );
}
