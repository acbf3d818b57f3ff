import type { Invoice } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { addDays } from "../formulas/days.ts";
import { daysPastDue } from "../formulas/receivables-ageing.ts";
import type { Action } from "../report.ts";
import { type BillingFacts, CHASE_DAYS } from "./billing.ts";
import { byClient } from "./billing-open.ts";
import { listing, plural } from "./wording.ts";

const OWNER = "Bookkeeper";
/** What is past due for more than 60 days is called about within three days. */
const COLLECT_DAYS = 3;
/** Unbilled work is invoiced within a week. */
const INVOICE_DAYS = 7;

/** Collect what is long past due, the oldest first; then invoice what is done, the largest first. */
export function billingActions(
  { reportingDate }: ComposeInput,
  { entities, open, unbilled, now }: BillingFacts,
  format: Formatter,
): readonly Action[] {
  const stale = open.filter((invoice) => daysPastDue(invoice, now.on) > CHASE_DAYS);
  const owner = (records: readonly Invoice[]) => {
    const ids = new Set(records.map(({ entity }) => entity));
    const names = entities.filter(({ id }) => ids.has(id)).map(({ name }) => name);
    return [OWNER, ...names].join(", ");
  };
  const debtors = [...new Set(stale.map(({ client }) => client))];
  return [
    ...debtors.map((client) => {
      const own = stale.filter((each) => each.client === client);
      const oldest = Math.max(...own.map((invoice) => daysPastDue(invoice, now.on)));
      const sum = own.reduce((total, { amount }) => total + amount, 0);
      return {
        title: `Collect ${format.money(sum)} from ${client}`,
        owner: owner(own),
        due: addDays(reportingDate, COLLECT_DAYS),
        effect: `${listing(own.map(({ number }) => number))}; up to ${plural(oldest, "day")} past due`,
      };
    }),
    ...byClient(unbilled).map(([client, amount]) => {
      const own = unbilled.filter((each) => each.client === client);
      return {
        title: `Invoice ${client} for ${format.money(amount)}`,
        owner: owner(own),
        due: addDays(reportingDate, INVOICE_DAYS),
        effect: `${plural(own.length, "item")}; done from ${format.date(own[0]?.performed ?? "")}`,
      };
    }),
  ];
}
