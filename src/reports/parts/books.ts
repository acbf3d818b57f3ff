import type { AccountType, IsoMonth, Ledger, LedgerCell } from "../../portfolio/ledger.ts";
import type { Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { MonthlyResult } from "../formulas/burn.ts";
import { addDays } from "../formulas/days.ts";
import { isFullMonth, monthOf } from "../formulas/months.ts";
import type { MissingFact } from "../report.ts";
import type { MonthFormat } from "./month-format.ts";

/** One month of the ledger. Amounts in minor units; costs are positive. */
export interface BookMonth extends MonthlyResult {
  readonly month: IsoMonth;
  readonly cells: readonly LedgerCell[];
  /** Whether the ledger holds all of it; see `isFullMonth`. */
  readonly isFull: boolean;
}

/** The ledger as far as a report looks at it. */
export interface Books {
  /** The report's month: the last one of its period that has begun. */
  readonly month: IsoMonth;
  /** Months that have postings, up to the report's, the oldest first. A month without any is missing, not zero. */
  readonly months: readonly BookMonth[];
  /** The last of them: the report's month, or an earlier one while the ledger does not reach that far. */
  readonly latest: BookMonth | undefined;
  /** The last one that is complete: what plans, rules and break-even are held against. */
  readonly lastFull: BookMonth | undefined;
}

/** Sums the ledger up by month. Postings in accounts that the chart does not know are in no sum. */
export function readBooks({ portfolio, period, reportingDate }: ComposeInput): Books {
  const lastDay = addDays(period.to, -1);
  const month = monthOf(lastDay < reportingDate ? lastDay : reportingDate);
  const { ledger } = portfolio;
  if (ledger === undefined) return { month, months: [], latest: undefined, lastFull: undefined };
  const to = ledger.to < reportingDate ? ledger.to : reportingDate;
  const months = [...groupByMonth(ledger.cells)]
    .filter(([each]) => each <= month)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([each, cells]) => bookMonth(each, cells, ledger, to));
  return {
    month,
    months,
    latest: months.at(-1),
    lastFull: months.findLast(({ isFull }) => isFull),
  };
}

/** The month before one, if the ledger holds all of it. */
export function fullMonthBefore({ months }: Books, latest: BookMonth): BookMonth | undefined {
  const before = months[months.indexOf(latest) - 1];
  return before?.isFull ? before : undefined;
}

/** Cells whose accounts are of one type. */
function cellsOfType(
  { accounts }: Pick<Ledger, "accounts">,
  cells: readonly LedgerCell[],
  type: AccountType,
): readonly LedgerCell[] {
  const ids = new Set(accounts.filter((each) => each.type === type).map(({ id }) => id));
  return cells.filter(({ account }) => ids.has(account));
}

/** What the ledger does not hold and the report would need. */
export function missingBooks(books: Books, format: MonthFormat): readonly MissingFact[] {
  if (books.latest === undefined) {
    return [
      {
        what: "Revenue and expense by month",
        from: "the bank's or the bookkeeper's export, one row per posting",
        where: "ledger/*.csv (date, entity, account, amount) and ledger/accounts.yml",
      },
    ];
  }
  if (books.latest.month === books.month) return [];
  return [
    {
      what: `Postings of ${format.full(books.month)}`,
      from: "the month's ledger export",
      where: `ledger/${books.month}.csv`,
    },
  ];
}

/** Records behind the sums of some months. */
export function recordsOf(months: readonly (BookMonth | undefined)[]): readonly Sourced[] {
  return months.flatMap((each) => each?.cells ?? []);
}

function groupByMonth(cells: readonly LedgerCell[]): ReadonlyMap<IsoMonth, readonly LedgerCell[]> {
  const groups = new Map<IsoMonth, LedgerCell[]>();
  for (const cell of cells) {
    const group = groups.get(cell.month);
    if (group) group.push(cell);
    else groups.set(cell.month, [cell]);
  }
  return groups;
}

function bookMonth(
  month: IsoMonth,
  cells: readonly LedgerCell[],
  ledger: Ledger,
  to: string,
): BookMonth {
  const sum = (type: AccountType) =>
    cellsOfType(ledger, cells, type).reduce((total, { minor }) => total + minor, 0);
  return {
    month,
    cells,
    revenue: sum("revenue"),
    costOfSales: 0 - sum("cost_of_sales"),
    operatingExpense: 0 - sum("operating_expense"),
    isFull: isFullMonth(month, { from: ledger.from, to }),
  };
}
