import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import type { Change } from "../report.ts";
import type { BookSpan } from "./book-span.ts";
import { AGAINST_PLAN, againstMonth, relativeAgainst } from "./change-words.ts";
import { plannedOver } from "./plan.ts";

/** `burn was $8,140 in October`, `refunds exceeded expense by $300 in October` */
export function burnWords(span: BookSpan, format: Formatter): string {
  const burn = operatingBurn(span);
  const amount = format.money(format.roundMoney(Math.abs(burn)));
  const when = `in ${span.label}${span.isFull ? "" : " so far"}`;
  if (burn < 0) return `refunds exceeded expense by ${amount} ${when}`;
  return `burn ${span.isFull ? "was" : "is"} ${amount} ${when}`;
}

/** `4% over plan`; empty without a plan for each month, or where a month is not complete. */
export function againstPlan(
  { portfolio }: ComposeInput,
  span: BookSpan,
  format: Formatter,
): string {
  if (!span.isFull) return "";
  const months = span.months.map(({ month }) => month);
  const plan = plannedOver(portfolio, months, "expense");
  return relativeAgainst(operatingBurn(span), plan?.minor, AGAINST_PLAN, format)?.words ?? "";
}

/** `6% above September`, `1% below Q2 2026`; undefined without something to compare with. */
export function againstBefore(
  span: BookSpan,
  before: BookSpan | undefined,
  format: Formatter,
): Change | undefined {
  if (before === undefined) return undefined;
  return relativeAgainst(
    operatingBurn(span),
    operatingBurn(before),
    againstMonth(before.label),
    format,
  );
}
