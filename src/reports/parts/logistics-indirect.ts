import type { IsoMonth, Ledger } from "../../portfolio/ledger.ts";
import type { Job } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { monthStart, monthsIn } from "../formulas/calendar-span.ts";
import { costOnNoJob } from "../formulas/cost-on-no-job.ts";
import { isFullMonth, monthOf } from "../formulas/months.ts";
import type { Block } from "../report.ts";
import type { LogisticsFacts } from "./logistics.ts";
import { completedIn } from "./logistics-trucks.ts";
import { createMonthFormat } from "./month-format.ts";
import { sentence } from "./wording.ts";

/** Cost of sales of those who haul, beside the jobs of the same months. Minor units. */
export interface IndirectCost {
  readonly amount: number;
  readonly jobs: number;
  /** `in October`, `from May to October`. */
  readonly when: string;
}

/**
 * What the books hold and no job carries, over the whole months that both the ledger and the jobs hold: a part of a
 * month has only a part of its postings. All cost of sales of an entity with jobs counts as its hauling's.
 *
 * @returns undefined without such a month, or without a cost of sales in it.
 */
export function indirectCost(
  { portfolio: { ledger, settings } }: ComposeInput,
  { jobs, now }: Pick<LogisticsFacts, "jobs" | "now">,
): IndirectCost | undefined {
  if (ledger === undefined) return undefined;
  const touched = monthsIn(now.span);
  const whole = touched
    .filter(({ from, to }) => from === monthStart(from) && to === monthStart(from, 1))
    .filter(({ from }) => isFullMonth(monthOf(from), ledger));
  const months = whole.map(({ from }) => monthOf(from));
  const entities = new Set(jobs.map(({ entity }) => entity));
  const booked = costOfSales(ledger, new Set(months), entities);
  if (booked === undefined) return undefined;
  const done = whole.flatMap((month) => completedIn(now.jobs ?? [], month));
  const when =
    whole.length === touched.length ? now.span.when : monthsInWords(months, settings.locale);
  return { amount: costOnNoJob(booked, done), jobs: done.length, when };
}

/** `in May`, `from May to October` */
function monthsInWords(months: readonly IsoMonth[], locale: string): string {
  const { name } = createMonthFormat(locale);
  const [first = "", last = first] = [months[0], months.at(-1)];
  return first === last ? `in ${name(first)}` : `from ${name(first)} to ${name(last)}`;
}

/** Positive minor units; undefined without a posting. */
function costOfSales(
  { accounts, cells }: Ledger,
  months: ReadonlySet<string>,
  entities: ReadonlySet<Job["entity"]>,
): number | undefined {
  const costs = new Set(
    accounts.filter(({ type }) => type === "cost_of_sales").map(({ id }) => id),
  );
  const own = cells.filter(
    ({ month, entity, account }) => months.has(month) && entities.has(entity) && costs.has(account),
  );
  return own.length === 0 ? undefined : -own.reduce((sum, { minor }) => sum + minor, 0);
}

/**
 * `Besides, $5,821 of cost of sales is on no job, $224 for each of the 26 jobs; with it each lost about $27`, so that
 * nobody takes what a job leaves over its direct cost for profit.
 *
 * @param margin What a job leaves after its direct cost, minor units.
 */
export function indirectText(
  { indirect }: LogisticsFacts,
  margin: number,
  format: Formatter,
): readonly Block[] {
  if (indirect === undefined || indirect.amount === 0) return [];
  const short = (minor: number) => format.money(format.roundMoney(Math.abs(minor)));
  const amount = short(indirect.amount);
  if (indirect.amount < 0)
    return [{ kind: "text", text: sentence(`the jobs carry ${amount} more than the books hold`) }];
  const found = `the books hold ${amount} of cost of sales ${indirect.when} that is on no job`;
  if (indirect.jobs === 0) return [{ kind: "text", text: sentence(found) }];
  const each = indirect.amount / indirect.jobs;
  const left = margin - each;
  const full = `with it each job ${left < 0 ? "lost" : "left"} about ${short(left)}`;
  return [{ kind: "text", text: sentence(`${found}, ${short(each)} a job`, full) }];
}
