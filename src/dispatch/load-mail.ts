import { ArtifactExpiredError } from "../errors.ts";
import type { RenderedMail } from "./artifact.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * The mail of a dispatch, for whoever was given its address.
 *
 * @returns undefined if there is no such dispatch, or its mail is not kept any more.
 * @throws ArtifactCorruptError
 */
export async function loadMail(
  dispatchId: string,
  store: DispatchStore,
): Promise<RenderedMail | undefined> {
  const dispatch = await store.get(dispatchId);
  if (dispatch === undefined) return undefined;
  return await store.getMail(dispatch).catch((error: unknown) => {
    if (error instanceof ArtifactExpiredError) return undefined;
    throw error;
  });
}
