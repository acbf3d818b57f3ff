import type { Formatter } from "../format.ts";
import type { Change, Metric } from "../report.ts";
import type { BillingFacts } from "./billing.ts";
import { DSO_DAYS, daysUpTo, issuedWithin, LEAST_DAYS } from "./billing-standing.ts";
import { countAgainst, lessIsGood, wholeOf } from "./change.ts";
import { counted } from "./counted.ts";
import { NO_DATA } from "./nothing-on-record.ts";
import { sourcesOf } from "./sources.ts";

/** How many days of invoicing are unpaid, as a figure of the first screen. */
export function dsoMetric(facts: BillingFacts, format: Formatter): Metric {
  const { invoices, now } = facts;
  const change = dsoChange(facts, format);
  return {
    id: "dso",
    label: "Days sales outstanding",
    value: wholeOf(now?.dso),
    meaning: lessIsGood(now?.dso, dsoBefore(facts)),
    ...(change && { change }),
    note:
      now?.dso === undefined
        ? noDso(facts, format)
        : now.days < DSO_DAYS
          ? `over the ${now.days} days on record`
          : `over ${DSO_DAYS} days`,
    sources: sourcesOf(invoices),
  };
}

/** `8 over the end of September`; undefined without something to compare with. */
export function dsoChange(facts: BillingFacts, format: Formatter): Change | undefined {
  return countAgainst(facts.now?.dso, dsoBefore(facts), facts.beforeLabel, format);
}

/** `days sales outstanding are taken over 90 days of invoices`, or over which days, where fewer are on record. */
export function dsoReach({ now, reach }: BillingFacts, format: Formatter): string {
  if (now === undefined || reach === undefined) return "";
  const over = "days sales outstanding are taken over";
  if (now.days >= DSO_DAYS) return `${over} ${DSO_DAYS} days of invoices`;
  if (now.days < LEAST_DAYS)
    return `days sales outstanding are not told from fewer than ${LEAST_DAYS} days on record`;
  return `${over} the days on record, ${format.dateRange(reach.first, now.on)}`;
}

/** DSO is compared over windows of one length: it cannot be more than that, and so grows with the days on record. */
function dsoBefore({ now, before }: BillingFacts): number | undefined {
  return before?.days === now?.days ? before?.dso : undefined;
}

/** Why there is no DSO. */
function noDso({ now, invoices }: BillingFacts, format: Formatter): string {
  if (now === undefined) return NO_DATA;
  const { days, sales, on } = now;
  if (days < LEAST_DAYS)
    return `only ${counted(format, days, "day")} ${days === 1 ? "is" : "are"} on record`;
  if (sales > 0) return "credit notes exceed what is owed";
  return invoices.some(issuedWithin(daysUpTo(on, days)))
    ? `credit notes outweigh the invoices of ${days} days`
    : `nothing was invoiced in ${days} days`;
}
