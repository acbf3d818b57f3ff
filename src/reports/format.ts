import type { IsoDate } from "../portfolio/portfolio.ts";
import type { ReportFormat, Value } from "./report.ts";

/** Stands where a value is missing. */
const MISSING_MARK = "n/a";

/** Writes values the way the portfolio's locale writes them. */
export interface Formatter {
  /** `$84`, `$1,234.50`, `$8.1k`: minor units in, decimals only where they carry something. */
  money(minor: number): string;
  /** `$50–84`; one figure where both ends are the same. */
  moneyRange(low: number, high: number): string;
  count(value: number, unit?: string): string;
  /** 0.255 → `26%`. */
  ratio(value: number): string;
  /** `Oct 31, 2026`. */
  date(date: IsoDate): string;
  /** Any value by its kind. */
  value(value: Value): string;
}

/**
 * A formatter for one locale and currency.
 *
 * @param format Locale (BCP 47) and currency (ISO 4217).
 */
export function createFormatter({ locale, currency }: ReportFormat): Formatter {
  const exact = new Intl.NumberFormat(locale, { style: "currency", currency });
  const whole = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  });
  const minorDigits = exact.resolvedOptions().maximumFractionDigits ?? 2;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const scale = 10 ** minorDigits;

  const moneyFormat = (...minors: number[]) =>
    minors.every((minor) => minor % scale === 0) ? whole : exact;

  const formatter: Formatter = {
    money: (minor) => moneyFormat(minor).format(minor / scale),
    moneyRange: (low, high) =>
      low === high
        ? formatter.money(low)
        : compactRange(moneyFormat(low, high), low / scale, high / scale),
    count: (value, unit) => (unit ? `${number.format(value)} ${unit}` : number.format(value)),
    ratio: (value) => percent.format(value),
    date: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    value(value) {
      switch (value.kind) {
        case "money":
          return formatter.money(value.minor);
        case "money-range":
          return formatter.moneyRange(value.low, value.high);
        case "count":
          return formatter.count(value.value, value.unit);
        case "ratio":
          return formatter.ratio(value.value);
        case "date":
          return formatter.date(value.value);
        case "text":
          return value.value;
        case "missing":
          return MISSING_MARK;
      }
    },
  };
  return formatter;
}

/**
 * `$50–84`, not `$50 – $84`: where the locale writes the currency in front of both ends, once is enough.
 * Other locales write it once behind them by themselves.
 */
function compactRange(format: Intl.NumberFormat, low: number, high: number): string {
  const parts = format.formatRangeToParts(low, high);
  if (parts[0]?.type !== "currency" || parts[0].source !== "startRange") {
    return format.formatRange(low, high);
  }
  const kept = parts.filter(
    ({ type, source, value }) =>
      source !== "endRange" || (type !== "currency" && value.trim() !== ""),
  );
  return kept.map(({ source, value }) => (source === "shared" ? value.trim() : value)).join("");
}
