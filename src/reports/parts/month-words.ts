import type { IsoMonth } from "../../portfolio/ledger.ts";
import { fiscalName, fiscalQuarterOf, fiscalYearOf } from "../formulas/fiscal-year.ts";
import { addMonths } from "../formulas/months.ts";
import type { MonthFormat } from "./month-format.ts";
import { listing } from "./wording.ts";

/** From here on months that do not follow each other are counted, not listed. */
const LONGEST_LIST = 3;

/**
 * Months as a sentence names them after "in": `October 2026`, `Q3 2026`, `FY 2027`, `January to October 2026`,
 * `July and September 2026`, `8 months of January to October 2026`.
 *
 * @param months In order.
 * @param start Number of the fiscal year's first month, 1 (January) to 12.
 */
export function monthsWords(
  months: readonly IsoMonth[],
  start: number,
  names: MonthFormat,
): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return "";
  if (areConsecutive(months)) return fiscalWords(months, start) ?? rangeOf(first, last, names);
  if (months.length > LONGEST_LIST) {
    return `${months.length} months of ${rangeOf(first, last, names)}`;
  }
  return listing(months.map((month) => bare(month, last, names)));
}

/** Whether each month follows the one before it. */
export function areConsecutive(months: readonly IsoMonth[]): boolean {
  return months.every((month, index) => {
    const before = months[index - 1];
    return before === undefined || addMonths(before, 1) === month;
  });
}

/** Months that follow each other, run by run. */
export function monthRuns(months: readonly IsoMonth[]): readonly (readonly IsoMonth[])[] {
  const runs: IsoMonth[][] = [];
  for (const month of months) {
    const run = runs.at(-1);
    if (run && addMonths(run.at(-1) ?? "", 1) === month) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** `October 2026`, `August to October 2026`, `November 2025 to January 2026` */
export function rangeOf(first: IsoMonth, last: IsoMonth, names: MonthFormat): string {
  if (first === last) return names.full(last);
  return `${bare(first, last, names)} to ${names.full(last)}`;
}

/** A whole fiscal quarter or year by its name; undefined for any other months. */
function fiscalWords(months: readonly IsoMonth[], start: number): string | undefined {
  const [first] = months;
  if (first === undefined) return undefined;
  const named = [fiscalQuarterOf(first, start), fiscalYearOf(first, start)].find(
    (span) => span.months.length === months.length && span.months[0] === first,
  );
  return named && fiscalName(named, start);
}

/** Without its year where the year stands behind a later month. */
function bare(month: IsoMonth, last: IsoMonth, names: MonthFormat): string {
  const isNamedLater = month !== last && month.slice(0, 4) === last.slice(0, 4);
  return isNamedLater ? names.name(month) : names.full(month);
}
