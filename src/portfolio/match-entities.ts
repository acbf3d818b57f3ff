/** What an entity goes by. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** The entities that are meant, or the words that are the name of none. */
export type MatchedEntities<E> = { readonly found: readonly E[] } | { readonly unknown: string };

/**
 * The entities somebody means, in the order of `entities`, each once.
 *
 * @param typed Ids or names, in any case, separated by commas; a name may contain a comma itself if it stands alone.
 */
export function matchEntities<E extends Named>(
  entities: readonly E[],
  typed: string,
): MatchedEntities<E> {
  const only = matching(entities, typed);
  if (only !== undefined) return { found: [only] };
  const parts = typed.split(",").filter((part) => part.trim() !== "");
  const meant: E[] = [];
  for (const part of parts.length === 0 ? [typed] : parts) {
    const found = matching(entities, part);
    if (found === undefined) return { unknown: part };
    meant.push(found);
  }
  return { found: entities.filter((entity) => meant.includes(entity)) };
}

function matching<E extends Named>(entities: readonly E[], typed: string): E | undefined {
  const name = foldName(typed);
  return entities.find((it) => it.id === name || foldName(it.name) === name);
}

/** Case, blanks around it and the kind of apostrophe do not matter. */
export function foldName(name: string): string {
  return name.trim().toLowerCase().replace(/[‘’‛]/gu, "'");
}
