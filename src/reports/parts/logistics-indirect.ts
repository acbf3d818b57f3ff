import type { IsoMonth, Ledger } from "../../portfolio/ledger.ts";
import type { Job } from "../../portfolio/operations.ts";
import type { Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { monthStart, monthsIn } from "../formulas/calendar-span.ts";
import { costOnNoJob } from "../formulas/cost-on-no-job.ts";
import { jobEconomics } from "../formulas/cost-per-job.ts";
import { monthOf } from "../formulas/months.ts";
import type { Block } from "../report.ts";
import { type BookMonth, bookMonths } from "./book-month.ts";
import type { LogisticsFacts } from "./logistics.ts";
import { completedIn } from "./logistics-trucks.ts";
import { createMonthFormat } from "./month-format.ts";
import { areConsecutive, monthsWords } from "./month-words.ts";
import { sentence } from "./wording.ts";

/** Cost of sales of those who haul, beside the jobs of the same months. Minor units. */
export interface IndirectCost {
  /** Negative where the jobs carry more than the books hold; never zero. */
  readonly amount: number;
  readonly jobs: number;
  /** `in October`, `from May to October`, `in July and September 2026`. */
  readonly when: string;
  /** What one of these jobs leaves after its direct cost; undefined where none has revenue and cost. */
  readonly margin: number | undefined;
  /** Postings and accounts of the ledger that it was worked out from. */
  readonly records: readonly Sourced[];
}

/**
 * What the books hold and no job carries, over the whole months that both the ledger and the jobs hold: a part of a
 * month has only a part of its postings, and of a month without any the jobs alone would be counted. All cost of sales
 * of an entity with jobs counts as its hauling's.
 *
 * @returns undefined without such a month, without a cost of sales in it or any that is on no job, and where no job tells
 *   what it earned and cost, beside which it would stand.
 */
export function indirectCost(
  input: ComposeInput,
  { jobs, now }: Pick<LogisticsFacts, "jobs" | "now">,
): IndirectCost | undefined {
  const { ledger } = input.portfolio;
  if (ledger === undefined || now.economics === undefined) return undefined;
  const books = booksOf(input, ledger, new Set(jobs.map(({ entity }) => entity)));
  const touched = monthsIn(now.span);
  const whole = touched
    .filter(({ from, to }) => from === monthStart(from) && to === monthStart(from, 1))
    .filter(({ from }) => books.some(({ month, isFull }) => isFull && month === monthOf(from)));
  const months = whole.map(({ from }) => monthOf(from));
  const { accounts, cells } = costOfSales(
    ledger,
    books.filter(({ month }) => months.includes(month)),
  );
  if (cells.length === 0) return undefined;
  const booked = -cells.reduce((sum, { minor }) => sum + minor, 0);
  const done = whole.flatMap((month) => completedIn(now.jobs ?? [], month));
  const amount = costOnNoJob(booked, done);
  if (amount === 0) return undefined;
  const when = whole.length === touched.length ? now.span.when : monthsInWords(months, input);
  const economics = jobEconomics(done);
  const margin = economics && economics.revenue - economics.cost;
  return { amount, jobs: done.length, when, margin, records: [...cells, ...accounts] };
}

/** The months of the ledger as if nobody else had one. */
function booksOf(
  { portfolio: { entities }, reportingDate }: ComposeInput,
  ledger: Ledger,
  haulers: ReadonlySet<Job["entity"]>,
): readonly BookMonth[] {
  const cells = ledger.cells.filter(({ entity }) => haulers.has(entity));
  return bookMonths({ ledger: { ...ledger, cells }, entities }, reportingDate);
}

/** `in May`, `from May to October`, `in July and September 2026` */
function monthsInWords(
  months: readonly IsoMonth[],
  { portfolio: { settings } }: ComposeInput,
): string {
  const names = createMonthFormat(settings.locale);
  if (!areConsecutive(months))
    return `in ${monthsWords(months, settings.fiscalYearStart ?? 1, names)}`;
  const [first = "", last = first] = [months[0], months.at(-1)];
  return first === last
    ? `in ${names.name(first)}`
    : `from ${names.name(first)} to ${names.name(last)}`;
}

/** Postings, and the accounts they stand in. */
function costOfSales(
  { accounts }: Ledger,
  months: readonly BookMonth[],
): Pick<Ledger, "accounts" | "cells"> {
  const costs = accounts.filter(({ type }) => type === "cost_of_sales");
  const ids = new Set(costs.map(({ id }) => id));
  const own = months.flatMap(({ cells }) => cells.filter(({ account }) => ids.has(account)));
  const used = new Set(own.map(({ account }) => account));
  return { accounts: costs.filter(({ id }) => used.has(id)), cells: own };
}

/**
 * `Besides, $5,821 of cost of sales is on no job, $224 for each of the 26 jobs; with it each lost about $27`, so that
 * nobody takes what a job leaves over its direct cost for profit.
 */
export function indirectText({ indirect }: LogisticsFacts, format: Formatter): readonly Block[] {
  if (indirect === undefined) return [];
  const short = (minor: number) => format.money(format.roundMoney(Math.abs(minor)));
  const amount = short(indirect.amount);
  if (indirect.amount < 0)
    return [{ kind: "text", text: sentence(`the jobs carry ${amount} more than the books hold`) }];
  const found = `the books hold ${amount} of cost of sales ${indirect.when} that is on no job`;
  if (indirect.jobs === 0) return [{ kind: "text", text: sentence(found) }];
  const each = indirect.amount / indirect.jobs;
  const left = (indirect.margin ?? 0) - each;
  const full =
    indirect.margin === undefined
      ? ""
      : `with it each job ${left < 0 ? "lost" : "left"} about ${short(left)}`;
  return [{ kind: "text", text: sentence(`${found}, ${short(each)} a job`, full) }];
}
