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

/** Hours of one truck within a span. */
export interface TruckHours extends Owned<Truck>, Pick<TruckOnRecord, "since"> {
  readonly out: number;
  readonly available: number;
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

/** Hours of each truck that is on record within a span, the busiest first. */
export function hoursByTruck(
  span: DaySpan,
  trucks: readonly TruckOnRecord[],
): readonly TruckHours[] {
  return trucks
    .filter(({ since }) => since < span.to)
    .map(({ entity, item, jobs, since }) => {
      const out = completedIn(jobs, span).reduce((sum, { hours = 0 }) => sum + hours, 0);
      const onRecord = overlap(span, { from: since, to: span.to });
      return { entity, item, since, out, available: hoursAvailable(item, onRecord) };
    })
    .toSorted((one, other) => other.out - one.out || (one.item.truck < other.item.truck ? -1 : 1));
}

/** A job belongs to the day it was completed. */
export function completedIn(jobs: readonly Job[], span: DaySpan): readonly Job[] {
  return jobs.filter(
    ({ stage, completed }) =>
      stage === "completed" && completed !== undefined && isWithin(completed, span),
  );
}
