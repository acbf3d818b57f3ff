import { UnknownEntityError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { Portfolio } from "../portfolio/portfolio.ts";

/**
 * The portfolio as if one entity were all there is, for a report about that entity alone.
 *
 * @param typed Id or name of the entity, in any case.
 * @throws UnknownEntityError that names the entity probably meant, or all there are.
 */
export function narrowTo(portfolio: Portfolio, typed: string): Portfolio {
  const entity = findEntity(portfolio, typed);
  const own = <Row extends { readonly entity: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.entity === entity.id);
  const { settings, ledger, invoices, lettings, jobs, handoffs } = portfolio;
  return {
    settings: { ...settings, name: `${settings.name}, ${entity.name} only` },
    entities: [entity],
    ...(ledger && { ledger: { ...ledger, cells: own(ledger.cells) } }),
    ...(invoices && { invoices: own(invoices) }),
    ...(lettings && { lettings: own(lettings) }),
    ...(jobs && { jobs: own(jobs) }),
    ...(handoffs && { handoffs: own(handoffs) }),
  };
}

/**
 * The entity somebody means.
 *
 * @param typed Its id or name, in any case.
 * @throws UnknownEntityError that names the entity probably meant, or all there are.
 */
export function findEntity({ entities }: Portfolio, typed: string) {
  const name = foldName(typed);
  const found = entities.find((it) => it.id === name || foldName(it.name) === name);
  if (found) return found;
  const ids = entities.map(({ id }) => id);
  const meant = nearest(name, ids);
  const all = `There are: ${ids.join(", ")}.`;
  throw new UnknownEntityError(`There is no entity called "${[...typed].slice(0, 40).join("")}".`, {
    hint: meant ? `Did you mean "${meant}"? ${all}` : all,
  });
}

/** Case, blanks around it and the kind of apostrophe do not matter. */
function foldName(name: string): string {
  return name.trim().toLowerCase().replace(/[‘’‛]/gu, "'");
}
