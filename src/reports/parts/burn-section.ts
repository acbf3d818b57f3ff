import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import { monthsFrom } from "../formulas/months.ts";
import type { Block, ChartBlock, Section } from "../report.ts";
import type { BookMonth } from "./book-month.ts";
import type { BookSpan } from "./book-span.ts";
import { type Books, olderMonth } from "./books.ts";
import { againstBefore, againstPlan, burnWords } from "./burn-words.ts";
import { monthCategories } from "./month-categories.ts";
import { createMonthFormat } from "./month-format.ts";
import { monthRuns, rangeOf } from "./month-words.ts";
import { plannedFor } from "./plan.ts";
import { missing, money } from "./values.ts";
import { heading, listing, sentence } from "./wording.ts";

/** How many months the chart goes back: a year, and the same month of the year before. */
const MONTHS_SHOWN = 13;

/** Burn by month against plan. */
export function burnSection(input: ComposeInput, books: Books, format: Formatter): Section {
  const { latest, span } = books;
  if (latest === undefined || span === undefined) {
    const hint =
      "Put a ledger export under ledger/ and the chart of accounts in ledger/accounts.yml.";
    return { heading: "Burn is not known", blocks: [{ kind: "text", text: hint }] };
  }
  const blocks = [chart(input, books.months, latest.month, format), ...absentText(input, books)];
  return { heading: heading(burnMovement(input, books, span, format)), blocks };
}

/** Which months of the period are in no figure, or in some alone. */
function absentText({ portfolio }: ComposeInput, books: Books): readonly Block[] {
  const { span, latest, gaps, partial } = books;
  const names = createMonthFormat(portfolio.settings.locale);
  const rangesOf = (months: readonly IsoMonth[]) =>
    listing(monthRuns(months).map((run) => rangeOf(run[0] ?? "", run.at(-1) ?? "", names)));
  const counts = latest && span?.months.includes(latest) ? "held against plan" : "counted";
  const absent = span?.isOneMonth ? "" : rangesOf(gaps);
  const left = partial.filter((each) => each !== latest && !span?.months.includes(each));
  const cut = span?.isOneMonth ? "" : rangesOf(left.map(({ month }) => month));
  const text = [
    latest?.isFull === false
      ? `The ledger does not hold all of ${names.full(latest.month)} yet, so that month is not ${counts}.`
      : "",
    absent === "" ? "" : `No figure counts ${absent}, which the ledger does not hold.`,
    cut === "" ? "" : `No figure counts ${cut}, for which postings of an entity are missing.`,
  ].filter((each) => each !== "");
  return text.length === 0 ? [] : [{ kind: "text", text: text.join(" ") }];
}

/** `burn is 6% above September and 4% over plan` */
function burnMovement(
  input: ComposeInput,
  books: Books,
  span: BookSpan,
  format: Formatter,
): string {
  const moves = [
    againstBefore(span, books.before, format)?.words ?? "",
    againstPlan(input, span, format),
  ].filter((words) => words !== "");
  if (moves.length === 0) return burnWords(span, format);
  return span.isOneMonth && olderMonth(books) === ""
    ? `burn is ${moves.join(" and ")}`
    : `burn of ${span.label} is ${moves.join(" and ")}`;
}

/** A month that the ledger does not hold keeps its place, so that time runs evenly. */
function chart(
  input: ComposeInput,
  held: readonly BookMonth[],
  last: IsoMonth,
  format: Formatter,
): ChartBlock {
  const { settings } = input.portfolio;
  const { short } = createMonthFormat(settings.locale);
  const months = monthsFrom(held[0]?.month ?? last, last).slice(-MONTHS_SHOWN);
  const rounded = (minor: number | undefined) =>
    minor === undefined ? missing : money(format.roundMoney(minor));
  const results = months.map((month) => held.find((each) => each.month === month));
  const { categories, unjudged } = monthCategories(months, held, short);
  const plans = months.map((month) => plannedFor(input.portfolio, month, "expense")?.minor);
  const actual = {
    name: "Actual",
    scenario: "actual" as const,
    values: results.map((result) => rounded(result && operatingBurn(result))),
  };
  const plan = { name: "Plan", scenario: "plan" as const, values: plans.map(rounded) };
  const range = [months[0], months.at(-1)].map((month) => short(month ?? last));
  return {
    kind: "chart",
    shape: "columns",
    better: "lower",
    title: {
      who: settings.name,
      what: `Operating expense in ${settings.currency}`,
      when: [...new Set(range)].join(" to "),
    },
    message: rangeWords(
      results.flatMap((result) => result ?? []),
      short,
      format,
    ),
    categories,
    unjudged,
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
  const amount = (month: BookMonth) => format.money(format.roundMoney(operatingBurn(month)));
  const words = (month: BookMonth) => `${amount(month)} (${short(month.month)})`;
  if (least === most) return sentence(`burn was ${words(least)}`);
  return sentence(
    amount(least) === amount(most)
      ? `burn was ${amount(least)} in every month`
      : `burn ran from ${words(least)} to ${words(most)} a month`,
  );
}
