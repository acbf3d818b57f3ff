import type { IsoMonth } from "../../portfolio/ledger.ts";
import { addMonths, monthsFrom } from "./months.ts";

/** A fiscal year, or a quarter of one. */
export interface FiscalSpan {
  /** The calendar year the fiscal year ends in. */
  readonly year: number;
  /** 1 to 4; undefined for a whole year. */
  readonly quarter?: number;
  readonly months: readonly IsoMonth[];
}

/**
 * A fiscal year, named after the calendar year it ends in, as the United States government and most companies do:
 * with a start in July, fiscal year 2027 begins in July 2026.
 *
 * @param start Number of the first month, 1 (January) to 12.
 */
export function fiscalYear(year: number, start: number): FiscalSpan {
  const first = `${start > 1 ? year - 1 : year}-${String(start).padStart(2, "0")}`;
  return { year, months: monthsFrom(first, addMonths(first, 11)) };
}

/** @param quarter 1 to 4. */
export function fiscalQuarter(year: number, quarter: number, start: number): FiscalSpan {
  const { months } = fiscalYear(year, start);
  return { year, quarter, months: months.slice((quarter - 1) * 3, quarter * 3) };
}

/**
 * The fiscal year a month belongs to.
 *
 * @param start Number of the first month, 1 (January) to 12.
 * @example fiscalYearOf("2026-10", 7).months[0] // "2026-07"
 */
export function fiscalYearOf(month: IsoMonth, start: number): FiscalSpan {
  const last = addMonths(month, 11 - monthsSinceStart(month, start));
  return fiscalYear(Number(last.slice(0, 4)), start);
}

/**
 * The fiscal quarter a month belongs to.
 *
 * @param start Number of the fiscal year's first month, 1 (January) to 12.
 * @example fiscalQuarterOf("2026-10", 7) // { year: 2027, quarter: 2, months: ["2026-10", …] }
 */
export function fiscalQuarterOf(month: IsoMonth, start: number): FiscalSpan {
  const quarter = Math.floor(monthsSinceStart(month, start) / 3) + 1;
  return fiscalQuarter(fiscalYearOf(month, start).year, quarter, start);
}

/**
 * What a fiscal year or a quarter of one is called everywhere: with `FY` where it is not the calendar year, as `2027`
 * would name other months then.
 *
 * @param start Number of the fiscal year's first month, 1 (January) to 12.
 * @example fiscalName({ year: 2027, quarter: 1 }, 7) // "Q1 FY 2027"
 * @example fiscalName({ year: 2026 }, 1) // "2026"
 */
export function fiscalName(
  { year, quarter }: Pick<FiscalSpan, "year" | "quarter">,
  start: number,
): string {
  const name = start > 1 ? `FY ${year}` : String(year);
  return quarter === undefined ? name : `Q${quarter} ${name}`;
}

function monthsSinceStart(month: IsoMonth, start: number): number {
  return (Number(month.slice(5, 7)) - start + 12) % 12;
}
