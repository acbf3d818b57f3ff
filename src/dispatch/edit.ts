import type { DraftChoices } from "./choices.ts";
import { type Draft, type DraftDependencies, type DraftRequest, draft } from "./draft.ts";
import { findEditable } from "./form/open-form.ts";
import { assertAccess } from "./rights.ts";
import { canonicalJson } from "./trail.ts";

/** What is asked for in the place of a draft. */
export type EditRequest = Required<
  Pick<DraftRequest, "report" | "choices" | "requester" | "onceKey">
>;

/**
 * Makes a fresh draft with other choices, in the place of one that waits. Approvals it has got so far are gone with it.
 * Of two people who edit the same draft one wins.
 *
 * @returns undefined if this very request has been handled before.
 * @throws What `draft` throws; AlreadyDecidedError or ApprovalExpiredError if the old draft waits no more.
 */
export async function edit(
  dispatchId: string,
  request: EditRequest,
  deps: DraftDependencies,
): Promise<Draft | undefined> {
  await assertAccess(deps, request.requester, "request");
  const old = await findEditable(dispatchId, deps);
  return await draft(
    {
      ...request,
      channel: old.preview?.channel ?? request.requester.userId,
      // Whoever chooses the attachments anew has them all back.
      without: hasSameFiles(old.choices, request.choices) ? old.mail.leftOut : [],
      replaces: { old, because: "Replaced: it was edited, and a new preview stands below." },
    },
    deps,
  );
}

function hasSameFiles(before: DraftChoices, now: DraftChoices): boolean {
  return canonicalJson(before.attachments) === canonicalJson(now.attachments);
}
