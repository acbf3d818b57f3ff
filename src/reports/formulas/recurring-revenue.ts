import type { Invoice } from "../../portfolio/operations.ts";
import type { DaySpan } from "./calendar-span.ts";
import { isWithin } from "./open-on.ts";

/** What one client is worth every month, minor units. */
export interface ClientRevenue {
  readonly client: string;
  readonly minor: number;
}

type Line = Pick<Invoice, "client" | "kind" | "performed" | "amount">;

/**
 * Monthly recurring revenue by client: recurring lines whose period begins in the month. A line that is not
 * invoiced yet counts, because the service runs; project work never counts.
 *
 * Source: Stripe, "Monthly recurring revenue (MRR)": the sum of what each client pays for a month.
 *
 * @param invoices Amounts in integer minor units; each recurring line is one month.
 * @param month The calendar month.
 * @returns The largest first, equals by client; empty if nothing recurs.
 * @example recurringRevenue(invoices, { from: "2026-10-01", to: "2026-11-01" })
 */
export function recurringRevenue(
  invoices: readonly Line[],
  month: DaySpan,
): readonly ClientRevenue[] {
  const sums = new Map<string, number>();
  for (const { client, kind, performed, amount } of invoices) {
    if (kind === "recurring" && isWithin(performed, month)) {
      sums.set(client, (sums.get(client) ?? 0) + amount);
    }
  }
  return [...sums]
    .map(([client, minor]) => ({ client, minor }))
    .sort((one, other) => other.minor - one.minor || (one.client < other.client ? -1 : 1));
}
