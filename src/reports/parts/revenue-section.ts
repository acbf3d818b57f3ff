import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { fiscalName } from "../formulas/fiscal-year.ts";
import { attainment } from "../formulas/revenue-attainment.ts";
import type { Block, ChartBlock, Row, Section, TableBlock, Value } from "../report.ts";
import type { Books } from "./books.ts";
import { monthCategories } from "./month-categories.ts";
import { createMonthFormat } from "./month-format.ts";
import {
  type RevenueMonth,
  type RevenueQuarter,
  recentRevenue,
  revenueQuarters,
  sumRevenue,
} from "./revenue.ts";
import { chartWords } from "./revenue-chart-words.ts";
import { revenueWords } from "./revenue-words.ts";
import { missing, money, nothing, text } from "./values.ts";
import { heading } from "./wording.ts";

/** Revenue against target: the last two quarters by month, the fiscal year by quarter. */
export function revenueSection(input: ComposeInput, books: Books, format: Formatter): Section {
  const months = recentRevenue(input, books);
  const quarters = revenueQuarters(input, books);
  const year = quarters.flatMap((quarter) => quarter.months);
  const hasFigures = [...months, ...year].some(({ actual, target }) => actual ?? target);
  if (!hasFigures) {
    const hint = "Targets stand under plan in each entity's file, actuals in the ledger.";
    return {
      heading: "Revenue and its targets are not known",
      blocks: [{ kind: "text", text: hint }],
    };
  }
  const blocks: Block[] = [chart(input, months, format), table(input, quarters, format)];
  return { heading: heading(revenueWords(input, books, year, format)), blocks };
}

function chart(
  input: ComposeInput,
  months: readonly RevenueMonth[],
  format: Formatter,
): ChartBlock {
  const { settings } = input.portfolio;
  const { short, name } = createMonthFormat(settings.locale);
  const rounded = (minor: number | undefined): Value =>
    minor === undefined ? missing : money(format.roundMoney(minor));
  const ids = months.map(({ month }) => month);
  const held = months.flatMap(({ actual }) => actual ?? []);
  return {
    kind: "chart",
    shape: "columns",
    better: "higher",
    title: {
      who: settings.name,
      what: `Revenue in ${settings.currency}`,
      when: [ids[0], ids.at(-1)].map((month = "") => short(month)).join(" to "),
    },
    message: chartWords(months, format, name),
    ...monthCategories(ids, held, short),
    series: [
      {
        name: "Actual",
        scenario: "actual",
        values: months.map(({ actual }) => rounded(actual?.revenue)),
      },
      {
        name: "Target",
        scenario: "plan",
        values: months.map(({ target }) => rounded(target?.minor)),
      },
    ],
  };
}

function table(
  { portfolio }: ComposeInput,
  quarters: readonly RevenueQuarter[],
  format: Formatter,
): TableBlock {
  const { name, currency, fiscalYearStart: start = 1 } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  const [first] = quarters;
  const all = quarters.flatMap(({ months }) => months);
  return {
    kind: "table",
    title: {
      who: name,
      what: "Revenue against target by fiscal quarter",
      when: first === undefined ? "" : fiscalName({ year: first.year }, start),
    },
    columns: [
      { label: "Quarter", align: "start" },
      amount("Target"),
      amount("Actual"),
      { label: "Attained to date", align: "end" },
    ],
    rows: quarters.map((each) => quarterRow(fiscalName(each, start), each.months, format)),
    total: quarterRow("Year", all, format).cells,
  };
}

/** Attainment counts the complete months that have a target only. */
function quarterRow(label: string, months: readonly RevenueMonth[], format: Formatter): Row {
  const { target, actual, comparable } = sumRevenue(months);
  const share = attainment(comparable.actual, comparable.target);
  const rounded = (minor: number | undefined) =>
    minor === undefined ? nothing : money(format.roundMoney(minor));
  const cells = [
    text(label),
    rounded(target),
    rounded(actual),
    share === undefined
      ? nothing
      : comparable.actual < 0
        ? text("none")
        : ({ kind: "ratio", value: share } as const),
  ];
  return share !== undefined && share < 1 ? { cells, meaning: "bad" } : { cells };
}
