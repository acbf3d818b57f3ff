import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import type { Block, ChartBlock, Section } from "../report.ts";
import { type BookMonth, type Books, fullMonthBefore } from "./books.ts";
import { AGAINST_PLAN, againstMonth, changeWords } from "./change-words.ts";
import { orderedEntities } from "./entities.ts";
import { createMonthFormat } from "./month-format.ts";
import { plannedFor } from "./plan.ts";
import { missing, money } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/** How many months the chart goes back: a year, and the same month of the year before. */
const MONTHS_SHOWN = 13;

/** Burn by month against plan. */
export function burnSection(input: ComposeInput, books: Books, format: Formatter): Section {
  const { latest } = books;
  if (latest === undefined) {
    const hint =
      "Put a ledger export under ledger/ and the chart of accounts in ledger/accounts.yml.";
    return { heading: "Burn is not known", blocks: [{ kind: "text", text: hint }] };
  }
  const months = books.months.slice(-MONTHS_SHOWN);
  const blocks: Block[] = [chart(input, months, format)];
  if (!latest.isFull) {
    const month = createMonthFormat(input.portfolio.settings.locale).full(latest.month);
    const text = `The ledger does not hold all of ${month} yet, so that month is not held against plan.`;
    blocks.push({ kind: "text", text });
  }
  return { heading: heading(burnMovement(input, books, latest, format)), blocks };
}

/** `burn is 6% above September and 4% over plan` */
function burnMovement(
  input: ComposeInput,
  books: Books,
  latest: BookMonth,
  format: Formatter,
): string {
  const { name } = createMonthFormat(input.portfolio.settings.locale);
  const burn = operatingBurn(latest);
  const amount = format.money(format.roundMoney(burn));
  if (!latest.isFull) return `burn is ${amount} in ${name(latest.month)} so far`;
  const before = fullMonthBefore(books, latest);
  const moves = [
    before
      ? changeWords(burn, operatingBurn(before), againstMonth(name(before.month)), format)
      : "",
    againstPlan(input, latest, format),
  ].filter((words) => words !== "");
  return moves.length === 0
    ? `burn was ${amount} in ${name(latest.month)}`
    : `burn is ${moves.join(" and ")}`;
}

/** `4% over plan`; empty without a plan, or for a month that is not complete. */
export function againstPlan(input: ComposeInput, month: BookMonth, format: Formatter): string {
  if (!month.isFull) return "";
  const plan = plannedFor(orderedEntities(input.portfolio), month.month, "expense");
  return changeWords(operatingBurn(month), plan?.minor, AGAINST_PLAN, format);
}

function chart(input: ComposeInput, months: readonly BookMonth[], format: Formatter): ChartBlock {
  const { settings } = input.portfolio;
  const { short } = createMonthFormat(settings.locale);
  const entities = orderedEntities(input.portfolio);
  const labels = months.map(({ month }) => short(month));
  const plans = months.map(({ month }) => plannedFor(entities, month, "expense")?.minor);
  const actual = {
    name: "Actual",
    scenario: "actual" as const,
    values: months.map((month) => money(format.roundMoney(operatingBurn(month)))),
  };
  const plan = {
    name: "Plan",
    scenario: "plan" as const,
    values: plans.map((minor) => (minor === undefined ? missing : money(format.roundMoney(minor)))),
  };
  const span = [labels[0], labels.at(-1)];
  return {
    kind: "chart",
    shape: "columns",
    title: {
      who: settings.name,
      what: `Operating expense in ${settings.currency}`,
      when: [...new Set(span)].join(" to "),
    },
    message: rangeWords(months, short, format),
    categories: labels,
    series: plans.some((minor) => minor !== undefined) ? [actual, plan] : [actual],
  };
}

/** `Burn ran from $7,185 (Nov 2025) to $8,778 (Jul 2026) a month.`; partial months are left out. */
function rangeWords(
  months: readonly BookMonth[],
  short: (month: string) => string,
  format: Formatter,
): string {
  const sorted = months
    .filter(({ isFull }) => isFull)
    .toSorted((one, other) => operatingBurn(one) - operatingBurn(other));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return "No month is complete yet.";
  const words = (month: BookMonth) =>
    `${format.money(format.roundMoney(operatingBurn(month)))} (${short(month.month)})`;
  return sentence(
    least === most
      ? `burn was ${words(least)}`
      : `burn ran from ${words(least)} to ${words(most)} a month`,
  );
}
