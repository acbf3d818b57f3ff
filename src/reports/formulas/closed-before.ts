import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import { firstDayOf } from "./months.ts";

/**
 * Whether an entity was out of business on every day of a month: nothing of it is expected for that month any more,
 * neither postings nor a plan. `closed` is the first day without business, so the month that it lies in still counts,
 * unless it is the first one.
 *
 * @example wasClosedBefore("2026-10", { closed: "2026-10-01" }) // true
 * @example wasClosedBefore("2026-10", { closed: "2026-10-02" }) // false
 */
export function wasClosedBefore(month: IsoMonth, { closed }: Pick<Entity, "closed">): boolean {
  return closed !== undefined && closed <= firstDayOf(month);
}
