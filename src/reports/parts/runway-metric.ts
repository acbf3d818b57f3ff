import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { newestDay } from "../formulas/newest-day.ts";
import type { Runway } from "../formulas/runway.ts";
import type { Meaning, Metric, Value } from "../report.ts";
import { type Books, recordsOf } from "./books.ts";
import type { TotalCash } from "./cash.ts";
import { createMonthFormat } from "./month-format.ts";
import { areConsecutive } from "./month-words.ts";
import type { JudgedRule } from "./rules.ts";
import { sourcesOf } from "./sources.ts";
import { missing, text } from "./values.ts";
import { listing, plural } from "./wording.ts";

/** What runway is told from. */
export interface RunwayFacts {
  readonly books: Books;
  readonly cash: TotalCash | undefined;
  readonly runway: Runway;
  readonly rules: readonly JudgedRule[];
}

/** How long cash lasts, as a figure of the first screen. */
export function runwayMetric(input: ComposeInput, facts: RunwayFacts, format: Formatter): Metric {
  const { books, cash, runway } = facts;
  const held = cash
    ? `${format.money(format.roundMoney(cash.minor))} in cash${cashDay(cash, input.reportingDate, format)}`
    : "no cash is on record";
  return {
    id: "runway",
    label: "Runway",
    value: runwayValue(runway),
    meaning: meaningOf(facts),
    note: `${held}; ${burnedOver(input, books, runway)}`,
    sources: sourcesOf([...(cash?.records ?? []), ...recordsOf(books.burning)]),
  };
}

/** `net burn of 3 full months, rounded down`; old months and those of a ledger with gaps are named. */
function burnedOver({ portfolio }: ComposeInput, books: Books, runway: Runway): string {
  const { burning, isStale } = books;
  const months = burning.map(({ month }) => month);
  if (months.length === 0) return "no full month on record";
  const names = createMonthFormat(portfolio.settings.locale);
  const over = areConsecutive(months)
    ? `${plural(months.length, "full month")}${isStale ? ` to ${names.full(months.at(-1) ?? "")}` : ""}`
    : listing(months.map(isStale ? names.full : names.name));
  if (runway.kind === "not-burning") return `revenue covered the cost of ${over}`;
  return `net burn of ${over}${runway.kind === "months" ? ", rounded down" : ""}`;
}

/** Balances are kept for one day only: a report on an earlier one says which day they are of. */
function cashDay({ records }: TotalCash, reportingDate: IsoDate, format: Formatter): string {
  const newest = newestDay(records);
  return newest === undefined || newest <= reportingDate ? "" : ` on ${format.date(newest)}`;
}

function runwayValue(runway: Runway): Value {
  switch (runway.kind) {
    case "months":
      return {
        kind: "count",
        value: runway.months,
        unit: runway.months === 1 ? "month" : "months",
      };
    case "not-burning":
      return text("not burning cash");
    case "unknown":
      return missing;
  }
}

/** As the rule on runway is judged; without one, only cash that does not burn is good. */
function meaningOf({ books, runway, rules }: RunwayFacts): Meaning {
  const rule = rules.find(({ item }) => item.measure === "runway_months");
  if (books.isStale || rule?.state === "unknown") return "neutral";
  if (rule === undefined) return runway.kind === "not-burning" ? "good" : "neutral";
  return rule.state === "kept" ? "good" : "bad";
}
