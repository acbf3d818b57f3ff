import type { Invoice } from "../../portfolio/operations.ts";
import type { Formatter } from "../format.ts";
import type { ListItem, Section } from "../report.ts";
import { type BillingFacts, sumByClient } from "./billing.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import { heading } from "./wording.ts";

/** Work that is done and not invoiced, by client; then credit notes that are not issued. */
export function unbilledSection(
  { unbilled, creditsDue, now }: BillingFacts,
  format: Formatter,
): Section {
  if (now === undefined || unbilled.length + creditsDue.length === 0) {
    const words =
      now === undefined ? "Unbilled work is not on record" : "All work on record is invoiced";
    return plain(words, "Work stands here from the day it is done until it has an issued day.");
  }
  const [oldest] = unbilled;
  const clients = byClient(unbilled);
  const work =
    oldest === undefined
      ? "all work on record is invoiced"
      : `${format.money(now.unbilled)} of work for ${counted(format, clients.length, "client")} is not invoiced, the oldest of ${format.date(oldest.performed)}`;
  const due = -creditsDue.reduce((sum, { amount }) => sum + amount, 0);
  return {
    heading: heading(work, due === 0 ? "" : `${format.money(due)} of credit notes is not issued`),
    blocks: [
      {
        kind: "list",
        ranked: false,
        items: [
          ...clients.map(([client, amount]) => workItem(client, amount, unbilled, format)),
          ...byClient(creditsDue).map(([client, amount]) => ({
            title: `${client}: credit note of ${format.money(-amount)}`,
            detail: `${doneWords(client, creditsDue, format)}.`,
          })),
        ],
      },
    ],
  };
}

function workItem(
  client: string,
  amount: number,
  unbilled: readonly Invoice[],
  format: Formatter,
): ListItem {
  const own = unbilled.filter((each) => each.client === client);
  return {
    title: `${client}: ${format.money(amount)}`,
    detail: `${doneWords(client, unbilled, format)}.`,
    tags: [...new Set(own.map(({ kind }) => kind))],
    meaning: "bad",
  };
}

/** `1 item, done on Oct 22, 2026`, `2 items, the oldest done on Apr 18, 2026`; the oldest come first. */
export function doneWords(client: string, lines: readonly Invoice[], format: Formatter): string {
  const own = lines.filter((each) => each.client === client);
  const first = own[0]?.performed ?? "";
  const items = counted(format, own.length, "item");
  return `${items}, ${own.length === 1 ? "done" : "the oldest done"} on ${format.date(first)}`;
}

/** Clients with their sums, the largest first. */
export function byClient(invoices: readonly Invoice[]): readonly (readonly [string, number])[] {
  return [...sumByClient(invoices)].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}
