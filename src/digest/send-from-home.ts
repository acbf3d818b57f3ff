import type { Requester } from "../dispatch/dispatch.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Draft } from "../dispatch/draft.ts";
import { assertAccess, type RightsDependencies } from "../dispatch/rights.ts";

/**
 * Drafts a report for somebody who is in no channel. The preview appears where summaries do: whoever may approve it
 * looks there, and in a conversation of two nobody else could.
 *
 * @param onceKey Identifies the click: the same key drafts once, however often it is delivered.
 * @throws What `draft` throws.
 */
export async function sendFromHome(
  report: string,
  requester: Requester,
  onceKey: string,
  deps: RightsDependencies & { readonly draft: Dispatcher["draft"] },
): Promise<Draft | undefined> {
  const { settings } = await assertAccess(deps, requester, "request");
  return await deps.draft({ report, requester, channel: settings.channels.reports, onceKey });
}
