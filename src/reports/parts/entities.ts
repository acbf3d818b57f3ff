import type { Entity, Portfolio } from "../../portfolio/portfolio.ts";

/** A record and the entity it belongs to. */
export interface Owned<Item> {
  readonly entity: Entity;
  readonly item: Item;
}

/** Entities in the order of all reports: operating ones first, then by id. Not the order of files. */
export function orderedEntities({ entities }: Portfolio): readonly Entity[] {
  const order = ({ kind, id }: Entity) => `${kind === "operating" ? 0 : 1} ${id}`;
  return entities.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** The records of all entities, each with its owner. */
export function collect<Item>(
  entities: readonly Entity[],
  select: (entity: Entity) => readonly Item[],
): readonly Owned<Item>[] {
  return entities.flatMap((entity) => select(entity).map((item) => ({ entity, item })));
}
