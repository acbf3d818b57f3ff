import type { Invoice } from "../../portfolio/operations.ts";
import type { Entity, IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { type Concentration, concentration } from "../formulas/concentration.ts";
import { addDays } from "../formulas/days.ts";
import { daysSalesOutstanding } from "../formulas/dso.ts";
import { isWithin } from "../formulas/open-on.ts";
import {
  type AgeingBucket,
  daysPastDue,
  isOwed,
  receivables,
  receivablesAgeing,
} from "../formulas/receivables-ageing.ts";
import { type ClientRevenue, recurringRevenue } from "../formulas/recurring-revenue.ts";
import { orderedEntities } from "./entities.ts";
import { currentSpan, isCovered, type NamedSpan, previousSpan, recentMonths } from "./spans.ts";

/** From here on an invoice is chased: past due for more than so many days. */
export const CHASE_DAYS = 60;
/** DSO is measured over a quarter: a month's invoices of a small business are too few. */
export const DSO_DAYS = 90;
/** Concentration and payment habits are measured over a year. */
export const YEAR_DAYS = 365;

/** How things stood at the end of a day. Amounts in minor units. */
export interface Standing {
  readonly on: IsoDate;
  readonly owed: number;
  readonly ageing: Readonly<Record<AgeingBucket, number>>;
  readonly past60: number;
  readonly dso: number | undefined;
  readonly unbilled: number;
}

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
  readonly now: Standing;
  readonly before: Standing;
  /** e.g. `September`: what `before` is the end of. */
  readonly beforeLabel: string;
  /** The longest past due first. */
  readonly open: readonly Invoice[];
  /** Work that is done and not invoiced, the oldest first. */
  readonly unbilled: readonly Invoice[];
  readonly recurring: Recurring;
  readonly recurringBefore: Recurring;
  /** Invoiced within a year, by client. */
  readonly yearly: ReadonlyMap<string, number>;
  readonly concentration: Concentration | undefined;
}

export function billingFacts(input: ComposeInput): BillingFacts {
  const invoices = (input.portfolio.invoices ?? []).toSorted(compareInvoices);
  const [now, before] = [currentSpan(input), previousSpan(input)];
  const on = addDays(now.to, -1);
  const [monthBefore, month] = recentMonths(input, 2);
  const yearly = sumByClient(
    invoices.filter(
      ({ issued }) => issued !== undefined && isWithin(issued, daysUpTo(on, YEAR_DAYS)),
    ),
  );
  return {
    entities: orderedEntities(input.portfolio).filter(({ id }) =>
      invoices.some(({ entity }) => entity === id),
    ),
    invoices,
    now: standing(invoices, on),
    before: standing(invoices, addDays(before.to, -1)),
    beforeLabel: before.label,
    open: invoices
      .filter((invoice) => isOwed(invoice, on))
      .toSorted((one, other) => daysPastDue(other, on) - daysPastDue(one, on)),
    unbilled: invoices.filter((invoice) => isUnbilled(invoice, on)),
    recurring: recurringIn(invoices, month ?? now),
    recurringBefore: recurringIn(invoices, monthBefore ?? before),
    yearly,
    concentration: concentration(yearly),
  };
}

/** The last days up to and with one. */
export function daysUpTo(on: IsoDate, days: number) {
  return { from: addDays(on, 1 - days), to: addDays(on, 1) };
}

/** Amounts by client, minor units; clients in the order of their first invoice. */
export function sumByClient(invoices: readonly Invoice[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { client, amount } of invoices) sums.set(client, (sums.get(client) ?? 0) + amount);
  return sums;
}

function standing(invoices: readonly Invoice[], on: IsoDate): Standing {
  const owed = receivables(invoices, on);
  const ageing = receivablesAgeing(invoices, on);
  const quarter = daysUpTo(on, DSO_DAYS);
  const sales = total(
    invoices.filter(({ issued }) => issued !== undefined && isWithin(issued, quarter)),
  );
  return {
    on,
    owed,
    ageing,
    past60: ageing["61–90"] + ageing["90+"],
    dso: daysSalesOutstanding(owed, sales, DSO_DAYS),
    unbilled: total(invoices.filter((invoice) => isUnbilled(invoice, on))),
  };
}

/** Whether work was done by a day and not invoiced by then. */
function isUnbilled({ performed, issued }: Invoice, on: IsoDate): boolean {
  return performed <= on && (issued === undefined || issued > on);
}

function recurringIn(invoices: readonly Invoice[], span: NamedSpan): Recurring {
  const days = invoices.map(({ performed }) => performed).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || !isCovered(span, { first, last }))
    return { span, clients: undefined, total: undefined };
  const clients = recurringRevenue(invoices, span);
  return { span, clients, total: clients.reduce((sum, { minor }) => sum + minor, 0) };
}

function total(invoices: readonly Invoice[]): number {
  return invoices.reduce((sum, { amount }) => sum + amount, 0);
}

function compareInvoices(one: Invoice, other: Invoice): number {
  const order = ({ performed, number, source }: Invoice) =>
    JSON.stringify([performed, number, source.line]);
  return order(one) < order(other) ? -1 : 1;
}
