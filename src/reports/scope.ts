import { UnknownEntityError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { foldName, matchEntities } from "../portfolio/match-entities.ts";
import type { Entity, Portfolio } from "../portfolio/portfolio.ts";

/**
 * The portfolio as if one entity, or a few, were all there is, for a report about them alone.
 *
 * @param typed Ids or names of entities, in any case, separated by commas.
 * @throws UnknownEntityError that names the entity probably meant, or all there are.
 */
export function narrowTo(portfolio: Portfolio, typed: string): Portfolio {
  const entities = findEntities(portfolio, typed);
  const ids = entities.map(({ id }) => id);
  const own = <Row extends { readonly entity: string }>(rows: readonly Row[]) =>
    rows.filter((row) => ids.includes(row.entity));
  const { settings, ledger, invoices, lettings, jobs, handoffs } = portfolio;
  return {
    settings: { ...settings, name: `${settings.name}, ${listNames(entities)} only` },
    entities,
    ...(ledger && { ledger: { ...ledger, cells: own(ledger.cells) } }),
    ...(invoices && { invoices: own(invoices) }),
    ...(lettings && { lettings: own(lettings) }),
    ...(jobs && { jobs: own(jobs) }),
    ...(handoffs && { handoffs: own(handoffs) }),
  };
}

function listNames(entities: readonly Entity[]): string {
  const names = entities.map(({ name }) => name);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

/**
 * The entities somebody means, in the portfolio's order, each once.
 *
 * @param typed Ids or names, in any case, separated by commas; a name may contain a comma itself if it stands alone.
 * @throws UnknownEntityError that names the entity probably meant, or all there are.
 */
export function findEntities({ entities }: Portfolio, typed: string): readonly Entity[] {
  const matched = matchEntities(entities, typed);
  if ("found" in matched) return matched.found;
  const ids = entities.map(({ id }) => id);
  const meant = nearest(foldName(matched.unknown), ids);
  const all = `There are: ${ids.join(", ")}.`;
  const shown = [...matched.unknown].slice(0, 40).join("");
  throw new UnknownEntityError(`There is no entity called "${shown}".`, {
    hint: meant ? `Did you mean "${meant}"? ${all}` : all,
  });
}
