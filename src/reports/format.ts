import type { IsoDate } from "../portfolio/portfolio.ts";
import { dateWriter } from "./date-words.ts";
import { monthOf } from "./formulas/months.ts";
import { createMoneyFormat, type MoneyStyle } from "./money-format.ts";
import type { ReportFormat, Value } from "./report.ts";
import { percentDigits, shownPercent } from "./shown-percent.ts";

/** Stands where a value is missing. */
const MISSING_MARK = "n/a";

/** Writes values the way the portfolio's locale writes them; months are in English. */
export interface Formatter {
  /** `$84`, `$1,234.50`: minor units in, decimals only where they carry something. */
  money(minor: number): string;
  /** `$50–84`; one figure where both ends are the same. */
  moneyRange(low: number, high: number): string;
  /** An estimate to whole units of the currency, in minor units: 16364 → 16400. */
  roundMoney(minor: number): number;
  count(value: number, unit?: string): string;
  /** 0.255 → `26%`; 0.996 → `99.6%`, as it is not all, and 0.004 → `0.4%`. */
  ratio(value: number): string;
  /** `Oct 31, 2026`. */
  date(date: IsoDate): string;
  /** `Oct 20–29, 2026`; one day where both are the same. */
  dateRange(from: IsoDate, to: IsoDate): string;
  /** Any value by its kind, exactly. */
  value(value: Value): string;
  /** As `value`, for a tile: money of 10,000 or more is short, `$8,100` but `$15.8k–34.0k` and `$1.2m`. */
  figure(value: Value): string;
  /**
   * Values that stand below each other, with one precision: either all amounts have decimals or none has.
   *
   * @param style `bare` leaves the currency to the header; `short` writes amounts in `k` and `m`.
   */
  column(values: readonly Value[], style?: Pick<MoneyStyle, "bare" | "short">): readonly string[];
  /** Whether any of the values is short in a tile or chart. */
  hasLarge(values: readonly Value[]): boolean;
}

/**
 * A formatter for one locale and currency.
 *
 * @param format Locale (BCP 47) and currency (ISO 4217).
 */
export function createFormatter({ locale, currency }: ReportFormat): Formatter {
  const money = createMoneyFormat({ locale, currency });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const tenths = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const percent = percentWriter(locale);
  const day = dateWriter(locale, { dateStyle: "medium" });
  const utc = (date: IsoDate) => new Date(`${date}T00:00:00Z`);
  const withUnit = (written: string, unit?: string) => (unit ? `${written} ${unit}` : written);

  const write = (value: Value, style: MoneyStyle, counts = number): string => {
    switch (value.kind) {
      case "money":
        return money.write(value.minor, value.minor, style);
      case "money-range":
        return money.write(value.low, value.high, style);
      case "count":
        return withUnit(counts.format(value.value), value.unit);
      case "ratio":
        return percent(value.value, value.digits);
      case "date":
        return day.format(utc(value.value));
      case "text":
        return value.value;
      case "missing":
        return MISSING_MARK;
    }
  };

  const formatter: Formatter = {
    money: (minor) => money.write(minor, minor),
    moneyRange: (low, high) => money.write(low, high),
    roundMoney: money.round,
    count: (value, unit) => withUnit(number.format(value), unit),
    ratio: (value) => percent(value),
    date: (date) => day.format(utc(date)),
    dateRange(from, to) {
      if (from === to) return day.format(utc(from));
      const range = day.formatRange(utc(from), utc(to));
      // Between bare days the dash stands close, `20–29`; between months and years it keeps its spaces.
      return monthOf(from) === monthOf(to) ? range.replace(/(\d)\s–\s(\d)/u, "$1–$2") : range;
    },
    value: (value) => write(value, {}),
    figure: (value) => write(value, { short: formatter.hasLarge([value]) }),
    column(values, style = {}) {
      const amounts = values.flatMap(amountsOf);
      const counts = values.flatMap((value) => (value.kind === "count" ? [value.value] : []));
      const decimals = amounts.some(money.hasDecimals);
      const counting = counts.some((each) => !Number.isInteger(each)) ? tenths : number;
      return values.map((value) => write(value, { ...style, decimals }, counting));
    },
    hasLarge: (values) => values.flatMap(amountsOf).some(money.isLarge),
  };
  return formatter;
}

/** Writes shares in percent as they are shown: see `shownPercent`. */
function percentWriter(locale: string): (share: number, digits?: number) => string {
  const formats = new Map<number, Intl.NumberFormat>();
  return (share, digits = percentDigits(share)) => {
    const format =
      formats.get(digits) ??
      new Intl.NumberFormat(locale, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: "negative", // no -0%
      });
    formats.set(digits, format);
    return format.format(shownPercent(share, digits) / 100);
  };
}

/** The amounts in a value, in minor units. */
function amountsOf(value: Value): readonly number[] {
  if (value.kind === "money") return [value.minor];
  return value.kind === "money-range" ? [value.low, value.high] : [];
}
