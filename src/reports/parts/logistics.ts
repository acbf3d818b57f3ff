import type { Job, Truck } from "../../portfolio/operations.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { type JobEconomics, jobEconomics } from "../formulas/cost-per-job.ts";
import { type OnTime, onTimeRate } from "../formulas/on-time-rate.ts";
import { utilisation } from "../formulas/utilisation.ts";
import { collect, type Owned, orderedEntities } from "./entities.ts";
import { type IndirectCost, indirectCost } from "./logistics-indirect.ts";
import {
  completedIn,
  hoursByTruck,
  type TruckGaps,
  type TruckHours,
  type TruckOnRecord,
  totalHours,
  truckGaps,
  trucksOnRecord,
} from "./logistics-trucks.ts";
import { type Reach, reachOf } from "./reach.ts";
import { comparable, isCovered, isOnRecord } from "./recorded.ts";
import { currentSpan, type NamedSpan, previousSpan, recentMonths } from "./spans.ts";

const CHART_MONTHS = 6;

/** What a span brought; only `span` where the file says nothing about it. */
export interface LogisticsSpan {
  readonly span: NamedSpan;
  /** Completed within it, by number; undefined where the file does not reach. */
  readonly jobs: readonly Job[] | undefined;
  readonly onTime: OnTime;
  readonly economics: JobEconomics | undefined;
  readonly gaps: TruckGaps;
  /** Of the trucks whose hours are known. */
  readonly utilisation: number | undefined;
}

/** What the logistics report is made from. */
export interface LogisticsFacts {
  /** Those with jobs or trucks. */
  readonly entities: readonly Entity[];
  /** By number. */
  readonly jobs: readonly Job[];
  readonly trucks: readonly Owned<Truck>[];
  /** Days that the file knows. */
  readonly reach: Reach | undefined;
  readonly now: LogisticsSpan;
  readonly before: LogisticsSpan;
  /** Up to six months that are on record, the oldest first. */
  readonly months: readonly LogisticsSpan[];
  /** The busiest first; empty where no hours are on record. */
  readonly truckHours: readonly TruckHours[];
  /** Cost of sales of the period that stands on no job; undefined where there is none, or nothing knows. */
  readonly indirect: IndirectCost | undefined;
}

export function logisticsFacts(input: ComposeInput): LogisticsFacts {
  const entities = orderedEntities(input.portfolio);
  const jobs = (input.portfolio.jobs ?? []).toSorted(compareJobs);
  const fleet = collect(entities, (entity) => entity.trucks);
  const listed = fleet.filter(({ item }) => item.available);
  const reach = reachOf(
    jobs.map(({ inquired }) => inquired),
    jobs,
  );
  const trucks = trucksOnRecord(listed, jobs, reach);
  const inSpan = (span: NamedSpan) => logisticsSpan(span, { jobs, fleet, trucks, reach });
  const now = inSpan(currentSpan(input, reach));
  const previous = previousSpan(input, reach);
  const before = inSpan(comparable(previous, reach ? [reach.first] : []));
  // Jobs of two fleets can be counted side by side; how busy the trucks were cannot, nor where hours are left out.
  const isSameFleet =
    !hasGaps(now) &&
    !hasGaps(before) &&
    trucks
      .filter(({ since }) => since < now.span.to)
      .every(({ since }) => isOnRecord(previous, since));
  return {
    entities: entities.filter(
      (entity) => entity.trucks.length > 0 || jobs.some((job) => job.entity === entity.id),
    ),
    jobs,
    trucks: listed,
    reach,
    now,
    before: isSameFleet ? before : { ...before, utilisation: undefined },
    months: recentMonths(input, CHART_MONTHS, reach).map(inSpan),
    truckHours: now.utilisation === undefined ? [] : hoursByTruck(now.span, trucks, now.gaps),
    indirect: indirectCost(input, { jobs, now }),
  };
}

/** What spans are counted from. */
interface LogisticsRecords {
  readonly jobs: readonly Job[];
  /** All trucks that entities list. */
  readonly fleet: readonly Owned<Truck>[];
  /** Those that may be out. */
  readonly trucks: readonly TruckOnRecord[];
  readonly reach: Reach | undefined;
}

function logisticsSpan(
  span: NamedSpan,
  { jobs, fleet, trucks, reach }: LogisticsRecords,
): LogisticsSpan {
  const known = isCovered(span, reach);
  const done = known ? completedIn(jobs, span) : [];
  const gaps = truckGaps(done, fleet);
  const { out, available } = totalHours(known ? hoursByTruck(span, trucks, gaps) : []);
  const timed = done.some((job) => job.hours !== undefined && !gaps.unplaced.includes(job));
  return {
    span,
    jobs: known ? done : undefined,
    onTime: onTimeRate(done),
    economics: jobEconomics(done),
    gaps,
    utilisation: timed ? utilisation(out, available) : undefined,
  };
}

function hasGaps({ gaps: { untimed, unplaced } }: LogisticsSpan): boolean {
  return untimed.length + unplaced.length > 0;
}

function compareJobs(one: Job, other: Job): number {
  const order = ({ number, entity, source }: Job) => JSON.stringify([number, entity, source.line]);
  return order(one) < order(other) ? -1 : 1;
}
