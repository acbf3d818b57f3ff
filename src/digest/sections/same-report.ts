import type { Dispatch } from "../../dispatch/dispatch.ts";
import { foldName, matchEntities } from "../../portfolio/match-entities.ts";

/** What entities go by, as far as that is known. */
export type EntityNames = readonly { readonly id: string; readonly name: string }[];

/**
 * Whether two dispatches are about the same: what was asked for counts, not the words for it. `last-month` is another
 * month each month, and `October 2026` may have been asked for without any word.
 */
export function isSameReport(one: Dispatch, other: Dispatch, entities: EntityNames): boolean {
  return (
    one.reportType === other.reportType &&
    one.summary.period === other.summary.period &&
    scopeOf(one, entities) === scopeOf(other, entities)
  );
}

/** The ids of its entities in one order; the words, where nobody knows whom they mean. */
function scopeOf({ choices: { entity = "" } }: Dispatch, entities: EntityNames): string {
  const matched = matchEntities(entities, entity);
  const ids = "found" in matched ? matched.found.map(({ id }) => id) : entity.split(",");
  return ids.map(foldName).sort().join(",");
}
