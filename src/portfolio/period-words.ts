import type { IsoMonth } from "./ledger.ts";

/** Periods that are others as time goes on. */
const RELATIVE = ["this-month", "last-month", "last-quarter", "ytd"] as const;

/** A period as it is written, without regard to the day and the fiscal year it is read in. */
export type PeriodWords =
  | { readonly kind: "month"; readonly month: IsoMonth }
  /** Of a fiscal year, 1 to 4. */
  | { readonly kind: "quarter"; readonly year: number; readonly quarter: number }
  /** A fiscal year. */
  | { readonly kind: "year"; readonly year: number }
  | { readonly kind: (typeof RELATIVE)[number] };

/** What people can type, for help texts and errors. */
export const PERIOD_FORMS = "2026-10, 2026-Q3, 2026, this-month, last-month, last-quarter, ytd";

/**
 * @param typed In any case.
 * @returns undefined if it is none of {@link PERIOD_FORMS}.
 * @example readPeriodWords("2026-Q3") // { kind: "quarter", year: 2026, quarter: 3 }
 */
export function readPeriodWords(typed: string): PeriodWords | undefined {
  const words = typed.trim().toLowerCase();
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(words)) return { kind: "month", month: words };
  const [, year, quarter] = /^(\d{4})-?q([1-4])$/.exec(words) ?? [];
  if (year !== undefined) return { kind: "quarter", year: Number(year), quarter: Number(quarter) };
  if (/^\d{4}$/.test(words)) return { kind: "year", year: Number(words) };
  const relative = RELATIVE.find((word) => word === words);
  return relative && { kind: relative };
}
