import type { Invoice } from "../../portfolio/operations.ts";
import { daysBetween } from "./days.ts";

/**
 * How late a client pays: the mean of days from due to paid over paid invoices. An invoice that is paid early
 * counts as 0, because it does not make up for one that is late.
 *
 * Source: days beyond terms (DBT), as credit bureaus report it, here not weighted by amount.
 *
 * @returns Days, not rounded; undefined where no invoice is paid.
 * @example averageDaysLate([{ issued: "2026-09-01", due: "2026-09-15", paid: "2026-09-25" }]) // 10
 */
export function averageDaysLate(
  invoices: readonly Pick<Invoice, "issued" | "due" | "paid">[],
): number | undefined {
  const days = invoices.flatMap(({ issued, due = issued, paid }) =>
    due === undefined || paid === undefined ? [] : [Math.max(0, daysBetween(due, paid))],
  );
  if (days.length === 0) return undefined;
  return days.reduce((sum, each) => sum + each, 0) / days.length;
}
