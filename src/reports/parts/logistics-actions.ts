import type { Job } from "../../portfolio/operations.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { daysIn } from "../formulas/calendar-span.ts";
import { isCosted } from "../formulas/cost-per-job.ts";
import { addDays, daysBetween, overdueDays } from "../formulas/days.ts";
import type { Action } from "../report.ts";
import { counted, named } from "./counted.ts";
import type { LogisticsFacts } from "./logistics.ts";
import { lossesOf } from "./logistics-losses.ts";
import { isIdle } from "./logistics-trucks.ts";
import { lastKnownDay } from "./spans.ts";

const OWNER = "Operations lead";
/** A quote without an answer for a week is followed up within three days. */
const QUOTE_DAYS = 7;
const FOLLOW_UP_DAYS = 3;
/** Costs of a completed job are written down within a week. */
const RECORD_DAYS = 7;
/** The price of a job that lost money is looked at within two weeks. */
const PRICE_DAYS = 14;
/** What becomes of a truck that stands still is decided within a month. */
const TRUCK_DAYS = 30;
const IDLE_DAYS = 28;

/** What to do, most urgent first: broken promises, cold quotes, unknown costs, losses, idle trucks. */
export function logisticsActions(
  input: ComposeInput,
  facts: LogisticsFacts,
  format: Formatter,
): readonly Action[] {
  const day = lastKnownDay(input, facts.now.span);
  return facts.entities.flatMap((entity): readonly Action[] => {
    const owner = `${OWNER}, ${entity.name}`;
    const mine = ({ jobs = [] }: { readonly jobs?: readonly Job[] | undefined }) =>
      jobs.filter((job) => job.entity === entity.id);
    return [
      ...brokenPromises(input, day, mine(facts), owner, format),
      ...coldQuotes(input, day, mine(facts), owner, format),
      ...unknownCosts(input, mine(facts.now), owner, format),
      ...losses(input, mine(facts.now), owner, format),
      ...idleTrucks(input, facts, entity.id, owner),
    ];
  });
}

/** @param day After which nothing is known to be undone. */
function brokenPromises(
  { reportingDate }: ComposeInput,
  day: IsoDate,
  jobs: readonly Job[],
  owner: string,
  format: Formatter,
): readonly Action[] {
  return jobs.flatMap(({ number, stage, lost, promised }) =>
    stage === "booked" && !lost && promised !== undefined && promised < day
      ? [
          {
            title: `Do job ${number}, promised for ${format.date(promised)}`,
            owner,
            due: promised,
            overdueDays: overdueDays(promised, reportingDate),
          },
        ]
      : [],
  );
}

/** @param day After which nothing is known to be unanswered. */
function coldQuotes(
  { reportingDate }: ComposeInput,
  day: IsoDate,
  jobs: readonly Job[],
  owner: string,
  format: Formatter,
): readonly Action[] {
  const cold = jobs.filter(
    ({ stage, lost, inquired }) =>
      stage === "quoted" && !lost && daysBetween(inquired, day) > QUOTE_DAYS,
  );
  const worth = cold.reduce((sum, { revenue = 0 }) => sum + revenue, 0);
  if (cold.length === 0) return [];
  return [
    {
      title: `Follow up ${counted(format, cold.length, "quote")} without an answer for a week: ${numbers(cold, format)}`,
      owner,
      due: addDays(reportingDate, FOLLOW_UP_DAYS),
      ...(worth === 0 ? {} : { effect: `worth ${format.money(worth)}` }),
    },
  ];
}

function unknownCosts(
  { reportingDate }: ComposeInput,
  done: readonly Job[],
  owner: string,
  format: Formatter,
): readonly Action[] {
  const blind = done.filter((job) => !isCosted(job));
  if (blind.length === 0) return [];
  return [
    {
      title: `Record what ${blind.length === 1 ? "job" : "jobs"} ${numbers(blind, format)} earned and cost`,
      owner,
      due: addDays(reportingDate, RECORD_DAYS),
      effect: "completes the figures per job",
    },
  ];
}

function losses(
  { reportingDate }: ComposeInput,
  done: readonly Job[],
  owner: string,
  format: Formatter,
): readonly Action[] {
  const bad = lossesOf(done);
  const lost = bad.reduce((sum, { loss }) => sum + loss, 0);
  if (bad.length === 0) return [];
  return [
    {
      title: `Review the price of ${numbers(
        bad.map(({ job }) => job),
        format,
      )}, done at a loss`,
      owner,
      due: addDays(reportingDate, PRICE_DAYS),
      effect: `${format.money(lost)} was lost`,
    },
  ];
}

/** A truck that was out in none of at least four weeks; less time decides nothing. */
function idleTrucks(
  { reportingDate }: ComposeInput,
  { truckHours, now }: LogisticsFacts,
  entity: string,
  owner: string,
): readonly Action[] {
  if (daysIn(now.span) < IDLE_DAYS) return [];
  return truckHours
    .filter((each) => each.entity.id === entity && isIdle(each))
    .map(({ item }) => ({
      title: `Put ${item.truck} to work, or sell it`,
      owner,
      due: addDays(reportingDate, TRUCK_DAYS),
      effect: `stood still ${now.span.when}`,
    }));
}

function numbers(jobs: readonly Job[], format: Formatter): string {
  return named(
    jobs.map(({ number }) => number),
    format,
  );
}
