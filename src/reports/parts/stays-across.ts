import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Letting } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { monthOf } from "../formulas/months.ts";
import { straightLine } from "../formulas/straight-line.ts";
import { sentence } from "./wording.ts";

/** Stays that begin in a period and reach past it. */
export interface StaysAcross {
  readonly lettings: readonly Letting[];
  /** What of their rent a policy by the night would move past the period, minor units. */
  readonly later: number;
  readonly isOneMonth: boolean;
}

/** @param last The month that ends the period. */
export function staysAcross({ portfolio, period }: ComposeInput, last: IsoMonth): StaysAcross {
  const first = monthOf(period.from);
  const begun = (portfolio.lettings ?? []).filter(
    ({ kind, from }) => kind === "stay" && monthOf(from) >= first && monthOf(from) <= last,
  );
  const lettings = begun.filter((stay) => earnedAfter(stay, last) > 0);
  return {
    lettings,
    later: lettings.reduce((sum, stay) => sum + earnedAfter(stay, last), 0),
    isOneMonth: first === last,
  };
}

function earnedAfter({ rent, from, to }: Letting, last: IsoMonth): number {
  return straightLine(rent, from, to)
    .filter(({ month }) => month > last)
    .reduce((sum, { minor }) => sum + minor, 0);
}

/** `By the night, $417 of the stays that began in the month would be earned after it.` */
export function acrossWords({ later, isOneMonth }: StaysAcross, format: Formatter): string {
  const amount = format.money(format.roundMoney(later));
  const period = isOneMonth ? "month" : "period";
  return sentence(
    `by the night, ${amount} of the stays that began in the ${period} would be earned after it`,
  );
}
