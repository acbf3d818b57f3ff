import type { RevenueStream } from "../../portfolio/business.ts";
import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import { breakEvenUnits } from "../formulas/break-even.ts";
import { contributionMargin } from "../formulas/contribution-margin.ts";
import { collect, type Owned } from "./entities.ts";

/** A revenue stream with its economics. Amounts in minor units. */
export interface Offer extends Owned<RevenueStream> {
  readonly margin: number;
  /** Units a month that cover all fixed costs alone; undefined without fixed costs, or where none would. */
  readonly breakEven: number | undefined;
  /** Units sold in the month; undefined where nobody counted. */
  readonly sold: number | undefined;
}

/**
 * What the entities sell, what contributed most in the month first; what nobody counted comes after that, by
 * margin.
 *
 * @param fixedCosts Minor units a month; undefined if not known.
 */
export function offersIn(
  entities: readonly Entity[],
  month: IsoMonth,
  fixedCosts: number | undefined,
): readonly Offer[] {
  return collect(entities, ({ revenueStreams }) => revenueStreams)
    .map((owned): Offer => {
      const margin = contributionMargin(owned.item);
      const breakEven = fixedCosts === undefined ? undefined : breakEvenUnits(fixedCosts, margin);
      const sold = owned.item.sold.find((each) => each.month === month)?.units;
      return { ...owned, margin, breakEven, sold };
    })
    .toSorted(
      (one, other) =>
        (contribution(other) ?? 0) - (contribution(one) ?? 0) ||
        other.margin - one.margin ||
        (one.item.id < other.item.id ? -1 : 1),
    );
}

/** What a stream left in the month to pay fixed costs with; undefined where units are not counted. */
export function contribution({ margin, sold }: Offer): number | undefined {
  return sold === undefined ? undefined : sold * margin;
}

/** `4 charters`, `1 charter`, `no charters` */
export function unitWords({ item }: Offer, units: number): string {
  return `${units === 0 ? "no" : units} ${units === 1 ? item.unit : item.units}`;
}
