import type { Invoice } from "../../portfolio/operations.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { daysBetween } from "./days.ts";

/** Days past due of invoices, from fresh to stale. */
export const AGEING_BUCKETS = ["current", "1–30", "31–60", "61–90", "90+"] as const;
export type AgeingBucket = (typeof AGEING_BUCKETS)[number];

type OpenTerms = Pick<Invoice, "issued" | "due" | "paid">;
type Owed = OpenTerms & Pick<Invoice, "amount">;

/**
 * Whether an invoice is owed on a day: issued by then, and not paid by then. Work that is not invoiced is not
 * a receivable.
 *
 * @example isOwed({ issued: "2026-10-01", paid: "2026-10-31" }, "2026-10-31") // false
 */
export function isOwed({ issued, paid }: OpenTerms, on: IsoDate): boolean {
  return issued !== undefined && issued <= on && (paid === undefined || paid > on);
}

/**
 * Days that an invoice is past due on a day; 0 or less if it is not. Without a due date it is due on the day
 * it was issued, as invoices without terms are.
 */
export function daysPastDue({ issued, due }: OpenTerms, on: IsoDate): number {
  const from = due ?? issued;
  return from === undefined ? 0 : daysBetween(from, on);
}

/**
 * The bucket for a number of days past due. What is due today is current; day 30 is still in `1–30`.
 *
 * @example ageingBucket(31) // "31–60"
 */
export function ageingBucket(days: number): AgeingBucket {
  if (days <= 0) return "current";
  if (days <= 30) return "1–30";
  if (days <= 60) return "31–60";
  return days <= 90 ? "61–90" : "90+";
}

/** What is owed by age, minor units. The buckets and the credit notes add up to the receivables. */
export interface Ageing {
  readonly buckets: Readonly<Record<AgeingBucket, number>>;
  /** Open invoices before credit notes: the sum of the buckets. */
  readonly invoiced: number;
  /** Open credit notes, 0 or negative. */
  readonly credits: number;
}

/** Whether a line lowers what a client owes. */
export function isCreditNote({ amount }: Pick<Invoice, "amount">): boolean {
  return amount < 0;
}

/**
 * Ages what is owed by days past due on a reporting date. Every open invoice is in exactly one bucket. Credit notes
 * stand apart: nobody is late with one, and in a bucket it would hide what somebody else is late with.
 *
 * Source: the ageing-of-receivables method, e.g. OpenStax, Principles of Accounting, Volume 1, section 9.2.
 *
 * @param invoices Amounts in integer minor units; a credit note is negative.
 */
export function receivablesAgeing(invoices: readonly Owed[], on: IsoDate): Ageing {
  const buckets = { current: 0, "1–30": 0, "31–60": 0, "61–90": 0, "90+": 0 };
  const open = invoices.filter((each) => isOwed(each, on));
  for (const invoice of open.filter((each) => !isCreditNote(each))) {
    buckets[ageingBucket(daysPastDue(invoice, on))] += invoice.amount;
  }
  return {
    buckets,
    invoiced: sumOf(open.filter((each) => !isCreditNote(each))),
    credits: sumOf(open.filter(isCreditNote)),
  };
}

/** All that is owed on a day less open credit notes, in minor units; negative where those are more. */
export function receivables(invoices: readonly Owed[], on: IsoDate): number {
  return sumOf(invoices.filter((each) => isOwed(each, on)));
}

function sumOf(invoices: readonly Owed[]): number {
  return invoices.reduce((sum, { amount }) => sum + amount, 0);
}
