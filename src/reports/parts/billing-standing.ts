import type { Invoice } from "../../portfolio/operations.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { addDays, daysBetween } from "../formulas/days.ts";
import { daysSalesOutstanding } from "../formulas/dso.ts";
import { isWithin } from "../formulas/open-on.ts";
import {
  type Ageing,
  isCreditNote,
  receivables,
  receivablesAgeing,
} from "../formulas/receivables-ageing.ts";

/** DSO is measured over a quarter: a month's invoices of a small business are too few. */
export const DSO_DAYS = 90;
/** Of fewer days on record no balance is compared and no DSO told: what was open before them is not known. */
export const LEAST_DAYS = 30;

/** How things stood at the end of a day. Amounts in minor units. */
export interface Standing {
  readonly on: IsoDate;
  /** Invoices less credit notes; negative where those are more. */
  readonly owed: number;
  readonly ageing: Ageing;
  /** Of invoices alone: a credit note makes no other invoice younger. */
  readonly past60: number;
  /** Length of the window that DSO is taken over: 90, or the days on record where they are fewer. */
  readonly days: number;
  /** Invoiced within these days less credit notes. */
  readonly sales: number;
  /** Undefined also where fewer than `LEAST_DAYS` are on record. */
  readonly dso: number | undefined;
  /** Work that is done and not invoiced; credit notes that are still to be issued are not taken off. */
  readonly unbilled: number;
}

/**
 * How things stand at the end of a day.
 *
 * @param first Day on which the records begin. DSO over days before it would take them for days without an invoice.
 */
export function standing(invoices: readonly Invoice[], on: IsoDate, first: IsoDate): Standing {
  const owed = receivables(invoices, on);
  const ageing = receivablesAgeing(invoices, on);
  const days = Math.min(DSO_DAYS, daysBetween(first, on) + 1);
  const sales = total(invoices.filter(issuedWithin(daysUpTo(on, days))));
  return {
    on,
    owed,
    ageing,
    past60: ageing.buckets["61–90"] + ageing.buckets["90+"],
    days,
    sales,
    dso: days < LEAST_DAYS ? undefined : daysSalesOutstanding(owed, sales, days),
    unbilled: total(invoices.filter((each) => isUnbilled(each, on) && !isCreditNote(each))),
  };
}

/** Whether work was done by a day and not invoiced by then. */
export function isUnbilled({ performed, issued }: Invoice, on: IsoDate): boolean {
  return performed <= on && (issued === undefined || issued > on);
}

/** The last days up to and with one. */
export function daysUpTo(on: IsoDate, days: number) {
  return { from: addDays(on, 1 - days), to: addDays(on, 1) };
}

export function issuedWithin(span: Parameters<typeof isWithin>[1]) {
  return ({ issued }: Invoice) => issued !== undefined && isWithin(issued, span);
}

function total(invoices: readonly Invoice[]): number {
  return invoices.reduce((sum, { amount }) => sum + amount, 0);
}
