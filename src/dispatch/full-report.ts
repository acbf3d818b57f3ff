import { NothingToSendError } from "../errors.ts";
import type { MailFile } from "./artifact.ts";
import { findDispatch } from "./decide.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
import type { DispatchStore } from "./store-port.ts";

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
  const { attachments } = await deps.store.getMail(dispatch);
  const file = attachments.find(isPdf);
  if (file !== undefined) return { dispatch, file };
  throw new NothingToSendError("No PDF comes with this report.", {
    hint: 'Add "pdf" to its "attachments" under "audiences" in settings.yml.',
  });
}
