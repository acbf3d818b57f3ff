import type { Invoice } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { addDays } from "../formulas/days.ts";
import { daysPastDue } from "../formulas/receivables-ageing.ts";
import type { Action } from "../report.ts";
import { type BillingFacts, CHASE_DAYS } from "./billing.ts";
import { byClient, doneWords } from "./billing-unbilled.ts";
import { counted, named } from "./counted.ts";

const OWNER = "Bookkeeper";
/** What is past due for more than 60 days is called about within three days. */
const COLLECT_DAYS = 3;
/** Unbilled work is invoiced, and what is owed to a client credited, within a week. */
const INVOICE_DAYS = 7;

/** Collect what is long past due, the oldest first; then invoice what is done, the largest first; then credit. */
export function billingActions(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): readonly Action[] {
  const { unbilled, creditsDue } = facts;
  const due = addDays(input.reportingDate, INVOICE_DAYS);
  const line = (title: string, client: string, lines: readonly Invoice[]): Action => ({
    title,
    owner: ownerOf(facts, client, lines),
    due,
    effect: doneWords(client, lines, format),
  });
  return [
    ...collections(input, facts, format),
    ...byClient(unbilled).map(([client, amount]) =>
      line(`Invoice ${client} for ${format.money(amount)}`, client, unbilled),
    ),
    ...byClient(creditsDue).map(([client, amount]) =>
      line(`Send ${client} a credit note of ${format.money(-amount)}`, client, creditsDue),
    ),
  ];
}

/** Whom to call. A client who has open credit notes is asked for what is left after them. */
function collections(
  { reportingDate }: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): readonly Action[] {
  const { open, credits, now } = facts;
  if (now === undefined) return [];
  const stale = open.filter((invoice) => daysPastDue(invoice, now.on) > CHASE_DAYS);
  const debtors = [...new Set(stale.map(({ client }) => client))];
  return debtors.map((client) => {
    const own = stale.filter((each) => each.client === client);
    const oldest = Math.max(...own.map((invoice) => daysPastDue(invoice, now.on)));
    const credit = -sumOf(credits.filter((each) => each.client === client));
    const left = sumOf(own) - credit;
    const invoices = named(
      own.map(({ number }) => number),
      format,
    );
    const age = `${invoices}; up to ${counted(format, oldest, "day")} past due`;
    return {
      title:
        left > 0
          ? `Collect ${format.money(left)} from ${client}`
          : `Set ${format.money(sumOf(own))} of ${client} off against credit notes`,
      owner: ownerOf(facts, client, own),
      due: addDays(reportingDate, COLLECT_DAYS),
      effect: credit > 0 ? `${age}; ${format.money(credit)} of credit notes is open` : age,
    };
  });
}

function ownerOf({ entities }: BillingFacts, client: string, lines: readonly Invoice[]): string {
  const own = lines.filter((each) => each.client === client);
  const ids = new Set(own.map(({ entity }) => entity));
  const names = entities.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  return [OWNER, ...names].join(", ");
}

function sumOf(invoices: readonly Invoice[]): number {
  return invoices.reduce((total, { amount }) => total + amount, 0);
}
