import { type DecideDependencies, findWaiting } from "./decide.ts";
import type { Requester } from "./dispatch.ts";
import { type DraftDependencies, draft, type ReplacingDraft } from "./draft.ts";
import { assertAccess } from "./rights.ts";

/**
 * Drafts a report again without one of its attachments, in the place of a draft that is too large to be sent.
 *
 * @param attachment Name of the file to leave out.
 * @returns undefined if this very click has been handled before.
 * @throws What `draft` throws; AlreadyDecidedError if the old draft waits no more.
 */
export async function leaveOut(
  dispatchId: string,
  attachment: string,
  by: Requester,
  onceKey: string,
  deps: DraftDependencies & DecideDependencies,
): Promise<ReplacingDraft | undefined> {
  await assertAccess(deps, by, "request");
  const old = await findWaiting(dispatchId, deps.store);
  const drafted = await draft(
    {
      report: old.reportType,
      choices: old.choices,
      requester: by,
      channel: old.preview?.channel ?? by.userId,
      without: [...new Set([...old.mail.leftOut, attachment])],
      replaces: { old, because: "Replaced by a smaller mail." },
      onceKey,
    },
    deps,
  );
  return drafted && { ...drafted, old };
}
