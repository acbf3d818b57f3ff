import { JOB_STAGES, type Job, type Truck } from "../../portfolio/operations.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { type JobEconomics, jobEconomics } from "../formulas/cost-per-job.ts";
import { type OnTime, onTimeRate } from "../formulas/on-time-rate.ts";
import { isWithin } from "../formulas/open-on.ts";
import { hoursAvailable, utilisation } from "../formulas/utilisation.ts";
import { collect, type Owned, orderedEntities } from "./entities.ts";
import {
  comparable,
  currentSpan,
  isCovered,
  type NamedSpan,
  previousSpan,
  recentMonths,
} from "./spans.ts";

const CHART_MONTHS = 6;

/** What a span brought; only `span` where the file says nothing about it. */
export interface LogisticsSpan {
  readonly span: NamedSpan;
  /** Completed within it, by number; undefined where the file does not reach. */
  readonly jobs: readonly Job[] | undefined;
  readonly onTime: OnTime;
  readonly economics: JobEconomics | undefined;
  readonly utilisation: number | undefined;
}

/** Hours of one truck within the period. */
export interface TruckHours extends Owned<Truck> {
  readonly out: number;
  readonly available: number;
}

/** How many inquiries of a span got how far. */
export type Funnel = readonly { readonly stage: Job["stage"]; readonly count: number }[];

/** What the logistics report is made from. */
export interface LogisticsFacts {
  /** Those with jobs or trucks. */
  readonly entities: readonly Entity[];
  /** By number. */
  readonly jobs: readonly Job[];
  readonly trucks: readonly Owned<Truck>[];
  readonly now: LogisticsSpan;
  readonly before: LogisticsSpan;
  /** The last six months, the oldest first. */
  readonly months: readonly LogisticsSpan[];
  /** The busiest first; empty where no hours are on record. */
  readonly truckHours: readonly TruckHours[];
}

export function logisticsFacts(input: ComposeInput): LogisticsFacts {
  const entities = orderedEntities(input.portfolio);
  const jobs = (input.portfolio.jobs ?? []).toSorted(compareJobs);
  const trucks = collect(entities, (entity) => entity.trucks.filter(({ available }) => available));
  const inSpan = (span: NamedSpan) => logisticsSpan(span, jobs, trucks);
  const now = inSpan(currentSpan(input));
  return {
    entities: entities.filter(
      (entity) => entity.trucks.length > 0 || jobs.some((job) => job.entity === entity.id),
    ),
    jobs,
    trucks,
    now,
    before: inSpan(comparable(previousSpan(input), reachOf(jobs)?.first)),
    months: recentMonths(input, CHART_MONTHS).map(inSpan),
    truckHours: now.utilisation === undefined ? [] : hoursByTruck(now.span, jobs, trucks),
  };
}

/** Inquiries that came within a span, by how far they got; each stage includes the ones after it. */
export function funnelOf(jobs: readonly Job[], span: NamedSpan): Funnel {
  const cohort = jobs.filter(({ inquired }) => isWithin(inquired, span));
  const depth = ({ stage }: Job) => JOB_STAGES.indexOf(stage);
  return JOB_STAGES.map((stage, index) => ({
    stage,
    count: cohort.filter((job) => depth(job) >= index).length,
  }));
}

function logisticsSpan(
  span: NamedSpan,
  jobs: readonly Job[],
  trucks: readonly Owned<Truck>[],
): LogisticsSpan {
  const reach = reachOf(jobs);
  const known = isCovered(span, reach);
  const done = known ? completedIn(jobs, span) : [];
  const hours = known ? hoursByTruck(span, jobs, trucks) : [];
  const timed = done.some((job) => job.hours !== undefined);
  const sum = (key: "out" | "available") => hours.reduce((total, each) => total + each[key], 0);
  return {
    span,
    jobs: known ? done : undefined,
    onTime: onTimeRate(done),
    economics: jobEconomics(done),
    utilisation: timed ? utilisation(sum("out"), sum("available")) : undefined,
  };
}

/** A job belongs to the day it was completed. */
function completedIn(jobs: readonly Job[], span: NamedSpan): readonly Job[] {
  return jobs.filter(
    ({ stage, completed }) =>
      stage === "completed" && completed !== undefined && isWithin(completed, span),
  );
}

function hoursByTruck(
  span: NamedSpan,
  jobs: readonly Job[],
  trucks: readonly Owned<Truck>[],
): readonly TruckHours[] {
  const done = completedIn(jobs, span);
  return trucks
    .map(({ entity, item }) => {
      const own = done.filter((job) => job.entity === entity.id && job.truck === item.truck);
      const out = own.reduce((sum, { hours = 0 }) => sum + hours, 0);
      return { entity, item, out, available: hoursAvailable(item, span) };
    })
    .toSorted((one, other) => other.out - one.out || (one.item.truck < other.item.truck ? -1 : 1));
}

/** From the first to the last day that the file knows. */
function reachOf(jobs: readonly Job[]) {
  const days = jobs.flatMap(({ inquired, completed = inquired }) => [inquired, completed]).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

function compareJobs(one: Job, other: Job): number {
  const order = ({ number, entity, source }: Job) => JSON.stringify([number, entity, source.line]);
  return order(one) < order(other) ? -1 : 1;
}
