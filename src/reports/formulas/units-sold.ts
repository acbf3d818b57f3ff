import type { UnitSource } from "../../portfolio/business.ts";
import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Invoice, Job, Letting } from "../../portfolio/operations.ts";
import type { IsoDate, Portfolio, Sourced } from "../../portfolio/portfolio.ts";
import { type DaySpan, elapsed } from "./calendar-span.ts";
import { addDays } from "./days.ts";
import { addMonths, firstDayOf } from "./months.ts";
import { newestDay } from "./newest-day.ts";
import { nightsLet } from "./occupancy.ts";
import { isWithin } from "./open-on.ts";

/** Rows of one entity that count what it sold. */
export type UnitRows = Pick<Portfolio, "jobs" | "lettings" | "invoices">;

/** Units of one month, and the rows they were counted from. */
export interface CountedUnits {
  readonly units: number;
  readonly records: readonly Sourced[];
}

/** How late in a month a file may begin, and how long before its end it may end, and still count all of it. */
const QUIET_DAYS = 7;

/**
 * Units sold in a month, counted from a table of the entity:
 *
 * - `jobs`: jobs completed in it.
 * - `stays`: nights of stays let in it; a night booked twice is let once. Leases are no nights sold.
 * - `recurring_invoices`: recurring lines that begin in it; credit notes are none.
 *
 * Of a month that is not over, what happened up to the reporting date.
 *
 * @param rows Of one entity.
 * @returns undefined where the file does not reach: it begins more than seven days into the month, or ends as long
 *   before the end of it. A file ends with its as-of day, however far ahead a stay in it is booked. Lines that
 *   recur are written when their month begins, so its first seven days are enough.
 * @example unitsSold("jobs", { jobs }, "2026-10", "2026-10-31")?.units // 23
 */
export function unitsSold(
  from: UnitSource,
  rows: UnitRows,
  month: IsoMonth,
  reportingDate: IsoDate,
): CountedUnits | undefined {
  const span = { from: firstDayOf(month), to: firstDayOf(addMonths(month, 1)) };
  const happened = elapsed(span, reportingDate);
  const count = COUNTS[from](rows, happened);
  const [first] = count.days.toSorted();
  if (first === undefined || first > addDays(span.from, QUIET_DAYS)) return undefined;
  if (!isKept(from, happened, newestDay(count.rows) ?? "")) return undefined;
  return { units: count.units, records: count.counted };
}

/** Whether a file that ends on a day has all that happened in a part of a month. */
function isKept(from: UnitSource, { from: begin, to }: DaySpan, last: IsoDate): boolean {
  if (last < begin) return false;
  const isSettled = from === "recurring_invoices" && last >= addDays(begin, QUIET_DAYS - 1);
  return isSettled || last >= addDays(to, -1 - QUIET_DAYS);
}

interface Count {
  /** All rows of the kind; they tell from when and until when the file is kept. */
  readonly rows: readonly Sourced[];
  /** Days on which they begin. */
  readonly days: readonly IsoDate[];
  readonly counted: readonly Sourced[];
  readonly units: number;
}

const COUNTS: Readonly<Record<UnitSource, (rows: UnitRows, span: DaySpan) => Count>> = {
  jobs: ({ jobs = [] }, span) => countJobs(jobs, span),
  stays: ({ lettings = [] }, span) => countNights(lettings, span),
  recurring_invoices: ({ invoices = [] }, span) => countRecurring(invoices, span),
};

function countJobs(rows: readonly Job[], span: DaySpan): Count {
  const counted = rows.filter(
    ({ stage, completed }) =>
      stage === "completed" && completed !== undefined && isWithin(completed, span),
  );
  const days = rows.map(({ inquired, completed = inquired }) =>
    completed < inquired ? completed : inquired,
  );
  return { rows, days, counted, units: counted.length };
}

function countNights(lettings: readonly Letting[], span: DaySpan): Count {
  const rows = lettings.filter(({ kind }) => kind === "stay");
  const counted = rows.filter(({ from, to }) => from < span.to && to > span.from);
  const days = rows.map(({ from }) => from);
  return { rows, days, counted, units: nightsLet(counted, span) };
}

function countRecurring(invoices: readonly Invoice[], span: DaySpan): Count {
  const rows = invoices.filter(({ kind }) => kind === "recurring");
  const counted = rows.filter(({ performed, amount }) => isWithin(performed, span) && amount > 0);
  const days = rows.map(({ performed }) => performed);
  return { rows, days, counted, units: counted.length };
}
