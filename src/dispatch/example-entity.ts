import type { Requester } from "./dispatch.ts";
import type { LoadPortfolio } from "./ports.ts";
import { may, type RightsDependencies, readAccess } from "./rights.ts";

export interface ExampleDependencies extends RightsDependencies {
  readonly loadPortfolio: LoadPortfolio;
}

/**
 * Id of an entity to name in an example of what to type: the first operating one, else the first.
 *
 * @returns Undefined for anybody who may not ask for reports, and where no entity or no valid portfolio is there: an
 * example is nothing to fail for.
 */
export async function exampleEntity(
  requester: Requester,
  deps: ExampleDependencies,
): Promise<string | undefined> {
  try {
    if (!may(await readAccess(deps, requester), "request")) return undefined;
    const { entities } = (await deps.loadPortfolio()).portfolio;
    return (entities.find(({ kind }) => kind === "operating") ?? entities[0])?.id;
  } catch {
    return undefined;
  }
}
