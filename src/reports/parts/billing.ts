import type { Invoice } from "../../portfolio/operations.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { daysIn, monthStart } from "../formulas/calendar-span.ts";
import { type Concentration, concentration } from "../formulas/concentration.ts";
import { addDays } from "../formulas/days.ts";
import { daysPastDue, isCreditNote, isOwed } from "../formulas/receivables-ageing.ts";
import { type ClientRevenue, recurringRevenue } from "../formulas/recurring-revenue.ts";
import {
  daysUpTo,
  issuedWithin,
  isUnbilled,
  LEAST_DAYS,
  type Standing,
  standing,
} from "./billing-standing.ts";
import { orderedEntities } from "./entities.ts";
import { type Reach, reachOf } from "./reach.ts";
import { comparable, isCovered, QUIET_DAYS } from "./recorded.ts";
import { currentSpan, type NamedSpan, recentMonths } from "./spans.ts";

/** From here on an invoice is chased: past due for more than so many days. */
export const CHASE_DAYS = 60;
/** Concentration and payment habits are measured over a year. */
export const YEAR_DAYS = 365;

/** What recurs in a month; undefined where the file does not reach. */
export interface Recurring {
  readonly span: NamedSpan;
  readonly clients: readonly ClientRevenue[] | undefined;
  readonly total: number | undefined;
}

/** What the billing report is made from. */
export interface BillingFacts {
  /** Those that have invoices. */
  readonly entities: readonly Entity[];
  /** By day, then by number. */
  readonly invoices: readonly Invoice[];
  /** Days that the file knows. */
  readonly reach: Reach | undefined;
  /** undefined on a day before the file begins: nothing on record is not nothing owed. */
  readonly now: Standing | undefined;
  /** At the end of the day before the period; undefined where too few days before it are on record. */
  readonly before: Standing | undefined;
  /** What `before` is: `the end of September`, `the start of 2026`. */
  readonly beforeLabel: string;
  /** Open invoices, the longest past due first. */
  readonly open: readonly Invoice[];
  /** Open credit notes. */
  readonly credits: readonly Invoice[];
  /** Work that is done and not invoiced, the oldest first. */
  readonly unbilled: readonly Invoice[];
  /** Credit notes that are still to be issued, the oldest first. */
  readonly creditsDue: readonly Invoice[];
  readonly recurring: Recurring;
  readonly recurringBefore: Recurring;
  /** Invoiced within a year less credit notes, by client. */
  readonly yearly: ReadonlyMap<string, number>;
  readonly concentration: Concentration | undefined;
}

export function billingFacts(input: ComposeInput): BillingFacts {
  const invoices = (input.portfolio.invoices ?? []).toSorted(compareInvoices);
  const reach = reachOf(
    invoices.flatMap(({ performed, issued = performed }) => [performed, issued]),
    invoices,
  );
  const span = currentSpan(input);
  const on = addDays(span.to, -1);
  const known = (day: string) =>
    reach && reach.first <= day ? standing(invoices, day, reach.first) : undefined;
  const before = known(addDays(input.period.from, -1));
  const owed = invoices.filter((invoice) => isOwed(invoice, on));
  const notInvoiced = invoices.filter((invoice) => isUnbilled(invoice, on));
  const yearly = sumByClient(invoices.filter(issuedWithin(daysUpTo(on, YEAR_DAYS))));
  return {
    entities: orderedEntities(input.portfolio).filter(({ id }) =>
      invoices.some(({ entity }) => entity === id),
    ),
    invoices,
    reach,
    now: known(on),
    before: before && before.days >= LEAST_DAYS ? before : undefined,
    beforeLabel: beforeWords(input, span),
    open: owed
      .filter((each) => !isCreditNote(each))
      .toSorted((one, other) => daysPastDue(other, on) - daysPastDue(one, on)),
    credits: owed.filter(isCreditNote),
    unbilled: notInvoiced.filter((each) => !isCreditNote(each)),
    creditsDue: notInvoiced.filter(isCreditNote),
    ...recurringFacts(input, invoices),
    yearly,
    concentration: concentration(yearly),
  };
}

/** Amounts by client, minor units; clients in the order of their first invoice. */
export function sumByClient(invoices: readonly Invoice[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { client, amount } of invoices) sums.set(client, (sums.get(client) ?? 0) + amount);
  return sums;
}

/** A balance is held against the one with which the period began. */
function beforeWords(input: ComposeInput, { label }: NamedSpan): string {
  const isMonth = input.period.to <= monthStart(input.period.from, 1);
  return isMonth ? `the end of ${recentMonths(input, 2)[0]?.label}` : `the start of ${label}`;
}

/**
 * The last two months. In its first week, or with no more of it on record, a month may not have all of its lines yet,
 * and the one before is told.
 */
function recurringFacts(
  input: ComposeInput,
  invoices: readonly Invoice[],
): Pick<BillingFacts, "recurring" | "recurringBefore"> {
  const reach = reachOf(
    invoices.map(({ performed }) => performed),
    invoices,
  );
  const months = recentMonths(input, 3, { last: reach?.last });
  const settled = months.filter((span) => daysIn(span) >= QUIET_DAYS);
  const [before, month] = settled.slice(-2) as [NamedSpan, NamedSpan];
  const inMonth = (span: NamedSpan) => recurringIn(invoices, span, reach);
  return {
    recurring: inMonth(month),
    recurringBefore: inMonth(comparable(before, reach ? [reach.first] : [])),
  };
}

function recurringIn(
  invoices: readonly Invoice[],
  span: NamedSpan,
  reach: Reach | undefined,
): Recurring {
  if (!isCovered(span, reach)) return { span, clients: undefined, total: undefined };
  const clients = recurringRevenue(invoices, span);
  return { span, clients, total: clients.reduce((sum, { minor }) => sum + minor, 0) };
}

function compareInvoices(one: Invoice, other: Invoice): number {
  const order = ({ performed, number, source }: Invoice) =>
    JSON.stringify([performed, number, source.line]);
  return order(one) < order(other) ? -1 : 1;
}
