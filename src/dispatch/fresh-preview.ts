import { alreadyDecided } from "./already-decided.ts";
import { type DecideDependencies, findDispatch } from "./decide.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import { type DraftDependencies, draft, type ReplacingDraft } from "./draft.ts";
import { assertAccess } from "./rights.ts";

/** Whether a preview is over in a way that a fresh one mends. */
export function canBeMadeAfresh({ state, changes }: Dispatch): boolean {
  return state === "expired" || (state === "voided" && changes !== undefined);
}

/**
 * Drafts a report again, with the same choices, after its preview has expired or was overtaken by a change.
 *
 * @param onceKey Identifies the click: the same key drafts once, however often it is delivered.
 * @returns undefined if this very click has been handled before.
 * @throws What `draft` throws; AlreadyDecidedError if that preview is not over, or has a fresh one already.
 */
export async function makeFreshPreview(
  dispatchId: string,
  by: Requester,
  onceKey: string,
  deps: DraftDependencies & DecideDependencies,
): Promise<ReplacingDraft | undefined> {
  await assertAccess(deps, by, "request");
  const old = await findDispatch(dispatchId, deps.store);
  if (!canBeMadeAfresh(old)) throw alreadyDecided(old);
  const drafted = await draft(
    {
      report: old.reportType,
      choices: old.choices,
      requester: by,
      channel: old.preview?.channel ?? by.userId,
      without: old.mail.leftOut,
      replaces: { old, because: "Replaced by a fresh preview." },
      onceKey,
    },
    deps,
  );
  return drafted && { ...drafted, old };
}
