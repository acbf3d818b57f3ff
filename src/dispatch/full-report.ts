import { ArtifactExpiredError, NothingToSendError } from "../errors.ts";
import type { MailFile, RenderedMail } from "./artifact.ts";
import { findDispatch } from "./decide.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
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
  return await store.getArtifact(dispatch).then(
    ({ mail }) => mail,
    (error: unknown) => {
      if (error instanceof ArtifactExpiredError) return undefined;
      throw error;
    },
  );
}

/** Whether a file is one to read and keep. */
export function isPdf({ name }: { readonly name: string }): boolean {
  return name.toLowerCase().endsWith(".pdf");
}

export type GetPdfDependencies = RightsDependencies & { readonly store: DispatchStore };

/**
 * The report as a file, as it comes with the mail.
 *
 * @throws NotAllowedError, DispatchNotFoundError, ArtifactExpiredError, ArtifactCorruptError; NothingToSendError if no
 *   PDF comes with it.
 */
export async function getPdf(
  dispatchId: string,
  by: Requester,
  deps: GetPdfDependencies,
): Promise<{ readonly dispatch: Dispatch; readonly file: MailFile }> {
  await assertAccess(deps, by, "view");
  const dispatch = await findDispatch(dispatchId, deps.store);
  const { mail } = await deps.store.getArtifact(dispatch);
  const file = mail.attachments.find(isPdf);
  if (file !== undefined) return { dispatch, file };
  throw new NothingToSendError("No PDF comes with this report.", {
    hint: 'Add "pdf" to its "attachments" under "audiences" in settings.yml.',
  });
}
