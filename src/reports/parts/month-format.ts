import type { IsoMonth } from "../../portfolio/ledger.ts";
import { dateWriter } from "../date-words.ts";
import { firstDayOf } from "../formulas/months.ts";

/** Writes months in English; see `dateWriter`. */
export interface MonthFormat {
  /** `October` */
  name(month: IsoMonth): string;
  /** `October 2026` */
  full(month: IsoMonth): string;
  /** `Oct 2026` */
  short(month: IsoMonth): string;
}

/** @param locale BCP 47. */
export function createMonthFormat(locale: string): MonthFormat {
  const writer = (options: Intl.DateTimeFormatOptions) => {
    const format = dateWriter(locale, options);
    return (month: IsoMonth) => format.format(new Date(firstDayOf(month)));
  };
  return {
    name: writer({ month: "long" }),
    full: writer({ month: "long", year: "numeric" }),
    short: writer({ month: "short", year: "numeric" }),
  };
}
