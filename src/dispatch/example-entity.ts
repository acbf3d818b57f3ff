import type { Requester } from "./dispatch.ts";
import type { LoadPortfolio, LoadSettings } from "./ports.ts";
import { may } from "./rights.ts";

export interface ExampleDependencies {
  readonly loadSettings: LoadSettings;
  readonly loadPortfolio: LoadPortfolio;
  readonly homeTeam: string;
}

/**
 * Id of an entity to name in an example of what to type: the first operating one, else the first.
 *
 * @returns Undefined for anybody who may not ask for reports, and where no entity or no valid portfolio is there: an
 * example is nothing to fail for.
 */
export async function exampleEntity(
  requester: Requester,
  { loadSettings, loadPortfolio, homeTeam }: ExampleDependencies,
): Promise<string | undefined> {
  try {
    if (!may(await loadSettings(), homeTeam, requester, "request")) return undefined;
    const { entities } = (await loadPortfolio()).portfolio;
    return (entities.find(({ kind }) => kind === "operating") ?? entities[0])?.id;
  } catch {
    return undefined;
  }
}
