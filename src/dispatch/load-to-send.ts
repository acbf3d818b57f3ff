import { ArtifactCorruptError, ArtifactExpiredError } from "../errors.ts";
import type { Artifact } from "./artifact.ts";
import type { Dispatch } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * What is about to be sent. Where it is not to be had, the error says also what was not done.
 *
 * @param undone As a sentence.
 * @throws ArtifactExpiredError, ArtifactCorruptError
 */
export async function loadToSend(
  dispatch: Dispatch,
  store: DispatchStore,
  undone = "Nothing was sent.",
): Promise<Artifact> {
  return await store.getArtifact(dispatch).catch((cause: unknown) => {
    for (const Gone of [ArtifactExpiredError, ArtifactCorruptError]) {
      if (!(cause instanceof Gone)) continue;
      const { message, hint } = cause;
      throw new Gone(`${message} ${undone}`, { cause, ...(hint !== undefined && { hint }) });
    }
    throw cause;
  });
}
