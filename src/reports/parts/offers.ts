import type { RevenueStream } from "../../portfolio/business.ts";
import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity, Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { breakEvenUnits } from "../formulas/break-even.ts";
import { contributionMargin } from "../formulas/contribution-margin.ts";
import { type UnitRows, unitsSold } from "../formulas/units-sold.ts";
import type { BookSpan } from "./book-span.ts";
import { countWords } from "./count-words.ts";
import { collect, type Owned } from "./entities.ts";

/** A revenue stream with its economics. Amounts in minor units. */
export interface Offer extends Owned<RevenueStream> {
  readonly margin: number;
  /** Units a month that cover all fixed costs alone; undefined without fixed costs, or where none would. */
  readonly breakEven: number | undefined;
  /** Break-even a month, times the months that sales are counted over. */
  readonly needed: number | undefined;
  /** Units sold in these months; undefined where any of them is not counted. */
  readonly sold: number | undefined;
  /** The months of them that are not counted. */
  readonly uncounted: readonly IsoMonth[];
  /** What units were counted from. */
  readonly records: readonly Sourced[];
}

/**
 * What the entities sell, what contributed most first; what nobody counted comes after that, by margin.
 *
 * @param months Whose sales are counted.
 * @param base Months whose average fixed costs are to be covered; undefined without a complete one.
 */
export function offersIn(
  input: ComposeInput,
  entities: readonly Entity[],
  months: readonly IsoMonth[],
  base: BookSpan | undefined,
): readonly Offer[] {
  return collect(entities, ({ revenueStreams }) => revenueStreams)
    .map((owned): Offer => {
      const margin = contributionMargin(owned.item);
      // Fixed costs ÷ months ÷ margin in one division, so that nothing is rounded in between.
      const breakEven = base && breakEvenUnits(base.fixedCosts, margin * base.months.length);
      const needed = breakEven === undefined ? undefined : breakEven * months.length;
      return { ...owned, margin, breakEven, needed, ...countedIn(input, owned, months) };
    })
    .toSorted(
      (one, other) =>
        (contribution(other) ?? 0) - (contribution(one) ?? 0) ||
        other.margin - one.margin ||
        (one.item.id < other.item.id ? -1 : 1),
    );
}

/** What a stream left to pay fixed costs with; undefined where units are not counted. */
export function contribution({ margin, sold }: Offer): number | undefined {
  return sold === undefined ? undefined : sold * margin;
}

/** `4 charters`, `1 charter`, `no charters` */
export function unitWords({ item }: Offer, units: number, format: Formatter): string {
  return countWords(units, format, item.unit, item.units);
}

function countedIn(
  input: ComposeInput,
  owned: Owned<RevenueStream>,
  months: readonly IsoMonth[],
): Pick<Offer, "sold" | "uncounted" | "records"> {
  const rows = rowsOf(input, owned.entity);
  const counts = months.map((month) => ({ month, count: countIn(input, owned.item, rows, month) }));
  const uncounted = counts.flatMap(({ month, count }) => (count === undefined ? [month] : []));
  const sold = counts.reduce((sum, { count }) => sum + (count?.units ?? 0), 0);
  return {
    sold: uncounted.length === 0 ? sold : undefined,
    uncounted,
    records: counts.flatMap(({ count }) => count?.records ?? []),
  };
}

/** By hand, or from the table that the stream names. */
function countIn(
  { reportingDate }: ComposeInput,
  { sold, unitsFrom }: RevenueStream,
  rows: UnitRows,
  month: IsoMonth,
) {
  if (unitsFrom !== undefined) return unitsSold(unitsFrom, rows, month, reportingDate);
  const record = sold.find((each) => each.month === month);
  return record && { units: record.units, records: [record] };
}

function rowsOf({ portfolio }: ComposeInput, { id }: Entity): UnitRows {
  const own = <Row extends { readonly entity: string }>(rows: readonly Row[] = []) =>
    rows.filter(({ entity }) => entity === id);
  return {
    jobs: own(portfolio.jobs),
    lettings: own(portfolio.lettings),
    invoices: own(portfolio.invoices),
  };
}
