import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import {
  countAgainst,
  lessIsGood,
  moneyAgainst,
  moneyOf,
  moreIsGood,
  note,
  pointsAgainst,
  ratioOf,
  wholeOf,
} from "../parts/change.ts";
import { counted } from "../parts/counted.ts";
import type { LogisticsFacts, LogisticsSpan } from "../parts/logistics.ts";
import { totalHours } from "../parts/logistics-trucks.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { nothingOnRecord } from "../parts/nothing-on-record.ts";
import { outOfReach } from "../parts/reach.ts";
import { sourcesOf } from "../parts/sources.ts";
import { sentence } from "../parts/wording.ts";
import type { Metric } from "../report.ts";

/** `78% of jobs were on time in October, 8 points under September; each earned $488 at $306 of direct cost.` */
export function logisticsHeadline(
  input: ComposeInput,
  { jobs, now, before, reach }: LogisticsFacts,
  format: Formatter,
): string {
  if (jobs.length === 0)
    return nothingOnRecord(input.portfolio, input.portfolio.jobs, "job", "jobs.csv");
  if (now.jobs === undefined)
    return sentence(...outOfReach(input, "job", "jobs.csv", reach, format));
  const { when } = now.span;
  if (now.jobs.length === 0) return sentence(`no job was completed ${when}`);
  const { rate } = now.onTime;
  const change = pointsAgainst(rate, before.onTime.rate, before.span.label, format);
  const was =
    rate === undefined
      ? `${counted(format, now.jobs.length, "job")} completed ${when}, none with a promised day`
      : `${format.ratio(rate)} of jobs were on time ${when}`;
  return sentence(change === undefined ? was : `${was}, ${change.words}`, costWords(now, format));
}

function costWords({ economics }: LogisticsSpan, format: Formatter): string {
  if (economics === undefined) return "what they earned and cost is not on record";
  const whole = (minor: number) => format.money(format.roundMoney(minor));
  return `each earned ${whole(economics.revenue)} at ${whole(economics.cost)} of direct cost`;
}

export function logisticsMetrics(facts: LogisticsFacts, format: Formatter): readonly Metric[] {
  return settleMeanings([
    jobsMetric(facts, format),
    onTimeMetric(facts, format),
    perJobMetric(facts, "revenue", format),
    perJobMetric(facts, "cost", format),
    utilisationMetric(facts, format),
  ]);
}

function jobsMetric({ entities, jobs, now, before }: LogisticsFacts, format: Formatter): Metric {
  const [done, was] = [now.jobs?.length, before.jobs?.length];
  const change = countAgainst(done, was, before.span.label, format);
  const byEntity = entities
    .map(({ id, name }) => ({ name, jobs: now.jobs?.filter((job) => job.entity === id).length }))
    .flatMap(({ name, jobs: own = 0 }) => (own === 0 ? [] : [`${format.count(own)} ${name}`]));
  return {
    id: "jobs",
    label: "Jobs completed",
    value: wholeOf(done),
    meaning: moreIsGood(done, was),
    ...(change && { change }),
    note:
      done === undefined
        ? NO_DATA
        : note(
            change === undefined && now.span.isPartOnRecord ? now.span.when : "",
            byEntity.join(", "),
          ),
    sources: sourcesOf(jobs),
  };
}

function onTimeMetric({ jobs, now, before }: LogisticsFacts, format: Formatter): Metric {
  const { rate, onTime, measured } = now.onTime;
  const change = pointsAgainst(rate, before.onTime.rate, before.span.label, format);
  return {
    id: "on-time",
    label: "On time",
    value: ratioOf(rate),
    meaning: moreIsGood(rate, before.onTime.rate),
    ...(change && { change }),
    note:
      rate === undefined
        ? NO_DATA
        : `${format.count(onTime)} of ${counted(format, measured, "job")}`,
    sources: sourcesOf(jobs),
  };
}

function perJobMetric(
  { jobs, now, before }: LogisticsFacts,
  key: "revenue" | "cost",
  format: Formatter,
): Metric {
  const [each, was] = [now.economics?.[key], before.economics?.[key]];
  const change = moneyAgainst(each, was, before.span.label, format);
  const over = counted(format, now.economics?.jobs ?? 0, "job");
  return {
    id: `${key}-per-job`,
    label: key === "revenue" ? "Revenue per job" : "Direct cost per job",
    value: moneyOf(each),
    meaning: key === "revenue" ? moreIsGood(each, was) : lessIsGood(each, was),
    ...(change && { change }),
    note: each === undefined ? NO_DATA : `over ${over}`,
    sources: sourcesOf(jobs),
  };
}

function utilisationMetric(facts: LogisticsFacts, format: Formatter): Metric {
  const { jobs, trucks, truckHours, now, before } = facts;
  const change = pointsAgainst(now.utilisation, before.utilisation, before.span.label, format);
  const { out, available } = totalHours(truckHours);
  const left = now.gaps.untimed.length + now.gaps.unplaced.length;
  const hours = `${format.count(out)} of ${format.count(available)} hours`;
  return {
    id: "utilisation",
    label: "Truck utilisation",
    value: ratioOf(now.utilisation),
    meaning: moreIsGood(now.utilisation, before.utilisation),
    ...(change && { change }),
    note:
      now.utilisation === undefined
        ? NO_DATA
        : note(hours, left === 0 ? "" : `${counted(format, left, "job")} left out`),
    sources: sourcesOf([...jobs, ...trucks.map(({ item }) => item)]),
  };
}

const NO_DATA = "nothing is on record";
