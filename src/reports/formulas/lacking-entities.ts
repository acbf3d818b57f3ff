import type { IsoMonth, LedgerCell } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import { wasClosedBefore } from "./closed-before.ts";

/** An entity that posted in as many complete months in a row is expected to post in the next one, too. */
const REGULAR_MONTHS = 3;

/** A month and what was posted in it. */
interface PostedMonth {
  readonly month: IsoMonth;
  readonly cells: readonly Pick<LedgerCell, "entity">[];
}

/**
 * Whose postings a month lacks: an entity that has none in it, though it has some in each of the last three complete
 * months. Each entity may have its own bank and so its own export; without that of one the sums of all read like a
 * month of thrift. Any posting will do, one of 0 too. Who was closed before the month began has nothing to post.
 *
 * @param complete Complete months before it, the oldest first. Fewer than three say nothing of what is regular.
 */
export function lackingEntities(
  { month, cells }: PostedMonth,
  complete: readonly PostedMonth[],
  entities: readonly Entity[],
): readonly Entity[] {
  const last = complete.slice(-REGULAR_MONTHS);
  if (last.length < REGULAR_MONTHS) return [];
  const regular = last.map(postersOf);
  const posters = postersOf({ cells });
  return entities.filter(
    (entity) =>
      !posters.has(entity.id) &&
      regular.every((each) => each.has(entity.id)) &&
      !wasClosedBefore(month, entity),
  );
}

function postersOf({ cells }: Pick<PostedMonth, "cells">): ReadonlySet<string> {
  return new Set(cells.map(({ entity }) => entity));
}
