import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { fiscalYearOf } from "../formulas/fiscal-year.ts";
import { addMonths, monthsFrom } from "../formulas/months.ts";
import type { MissingFact } from "../report.ts";
import { type Books, MONTHS_BACK } from "./books.ts";
import { orderedEntities } from "./entities.ts";
import { createMonthFormat, type MonthFormat } from "./month-format.ts";
import { monthRuns, rangeOf } from "./month-words.ts";
import { type PlanFigure, unplannedBy } from "./plan.ts";
import { whereFrom } from "./sources.ts";

const WORDS: Readonly<Record<PlanFigure, string>> = {
  expense: "Planned expense",
  revenue: "Revenue target",
};

/**
 * The months that cannot be held against a plan because an entity has none for them. Expense is told up to the report's
 * month, revenue to the end of its fiscal year.
 */
export function missingPlans(
  { portfolio }: ComposeInput,
  { month }: Books,
): readonly MissingFact[] {
  const { locale, fiscalYearStart = 1 } = portfolio.settings;
  const names = createMonthFormat(locale);
  const yearEnd = fiscalYearOf(month, fiscalYearStart).months.at(-1) ?? month;
  const lacked = (figure: PlanFigure, last: IsoMonth) => {
    const months = monthsFrom(addMonths(month, -MONTHS_BACK), last).map((each) => ({
      month: each,
      lacking: unplannedBy(portfolio, each, figure),
    }));
    return orderedEntities(portfolio).flatMap((entity) => {
      const own = months.filter(({ lacking }) => lacking.includes(entity));
      const runs = monthRuns(own.map((each) => each.month));
      return runs.map((run) => missingPlan(entity, figure, run, names));
    });
  };
  return [...lacked("expense", month), ...lacked("revenue", yearEnd)];
}

/** @param run Months that follow each other. */
function missingPlan(
  entity: Entity,
  figure: PlanFigure,
  run: readonly IsoMonth[],
  names: MonthFormat,
): MissingFact {
  const [from = "", to = ""] = [run[0], run.at(-1)];
  const months = from === to ? from : `${from} to ${to}`;
  return {
    what: `${WORDS[figure]} of ${entity.name} in ${rangeOf(from, to, names)}`,
    from: "the budget, as the other entities have one",
    where: whereFrom(entity, `plan, ${months}: ${figure}`),
  };
}
