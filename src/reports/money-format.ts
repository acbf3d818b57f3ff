import type { ReportFormat } from "./report.ts";

/** How an amount is written. */
export interface MoneyStyle {
  /** Amounts in `k` or `m` with one decimal. */
  readonly short?: boolean;
  /** Without the currency, where a header names it. */
  readonly bare?: boolean;
  /** Decimals also where all of them are zero, so that a column has one precision. */
  readonly decimals?: boolean;
}

/** Writes amounts of one currency. All amounts are integer minor units. */
export interface MoneyFormat {
  /** `$50–84`, `-$900 to $200`; one amount where both ends are the same. */
  write(low: number, high: number, style?: MoneyStyle): string;
  /** Whether an amount has a part of a whole unit, e.g. cents. */
  hasDecimals(minor: number): boolean;
  /** Whether an amount is large enough to be short in a tile or chart: 10,000 units or more. */
  isLarge(minor: number): boolean;
  /** To whole units, still in minor ones: 16364 → 16400. */
  round(minor: number): number;
}

/** From here on, four digits and a unit say what a reader takes in anyway. In whole units of the currency. */
const SHORT_FROM = 10_000;
/** What rounds to 1,000.0k is 1.0m. */
const MILLIONS_FROM = 999_950;

interface Part {
  readonly type: string;
  readonly value: string;
  readonly source?: string;
}

export function createMoneyFormat({ locale, currency }: ReportFormat): MoneyFormat {
  const style = { style: "currency", currency } as const;
  const digits = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 2;
  const scale = 10 ** digits;
  const formats = new Map<string, Intl.NumberFormat>();

  const formatWith = (fraction: number, bare: boolean): Intl.NumberFormat => {
    const key = `${fraction} ${bare}`;
    const digitOptions = { minimumFractionDigits: fraction, maximumFractionDigits: fraction };
    const format =
      formats.get(key) ??
      new Intl.NumberFormat(locale, {
        ...(bare ? {} : style),
        ...digitOptions,
        signDisplay: "negative", // no -0
      });
    formats.set(key, format);
    return format;
  };

  const money: MoneyFormat = {
    hasDecimals: (minor) => minor % scale !== 0,
    isLarge: (minor) => Math.abs(minor / scale) >= SHORT_FROM,
    round: (minor) => Math.round(minor / scale) * scale,
    write(low, high, { short = false, bare = false, decimals = false } = {}) {
      const fine = decimals || money.hasDecimals(low) || money.hasDecimals(high);
      const format = formatWith(short ? 1 : fine ? digits : 0, bare);
      const from = inUnit(low / scale, short);
      const to = inUnit(high / scale, short);
      const one = (end: typeof from) => joinParts(format.formatToParts(end.amount), end.unit, "");
      if (low === high) return one(from);
      // A dash beside a minus sign cannot be told from it.
      if (low < 0) return `${one(from)} to ${one(to)}`;
      const parts = format.formatRangeToParts(from.amount, to.amount);
      return joinParts(dropRepeatedCurrency(parts), from.unit, to.unit);
    },
  };
  return money;
}

function inUnit(amount: number, short: boolean) {
  if (!short) return { amount, unit: "" };
  return Math.abs(amount) >= MILLIONS_FROM
    ? { amount: amount / 1_000_000, unit: "m" }
    : { amount: amount / 1000, unit: "k" };
}

/**
 * `$50–84`, not `$50 – $84`: where the locale writes the currency in front of both ends, once is enough.
 * Other locales write it once behind them by themselves.
 */
function dropRepeatedCurrency(parts: readonly Part[]): readonly Part[] {
  const [first] = parts;
  if (first?.type !== "currency" || first.source !== "startRange") return parts;
  return parts
    .filter(
      ({ type, source, value }) =>
        source !== "endRange" || (type !== "currency" && value.trim() !== ""),
    )
    .map((part) => (part.source === "shared" ? { ...part, value: part.value.trim() } : part));
}

/** The parts as one text, each end's unit right behind its digits: `$15.8k–34.0k`, `15,8k €`. */
function joinParts(parts: readonly Part[], from: string, to: string): string {
  const isDigits = ({ type }: Part) => type === "integer" || type === "fraction";
  const lastOf = (end: boolean) =>
    parts.findLastIndex((part) => isDigits(part) && (part.source === "endRange") === end);
  const units = new Map([
    [lastOf(true), to],
    [lastOf(false), from],
  ]);
  return parts.map(({ value }, index) => value + (units.get(index) ?? "")).join("");
}
