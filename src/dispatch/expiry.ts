import type { Clock } from "../clock.ts";
import { ApprovalExpiredError } from "../errors.ts";
import type { Log } from "../log.ts";
import { alreadyDecided } from "./already-decided.ts";
import { isExpired } from "./approval-policy.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Announcer, DispatchStore } from "./ports.ts";
import { showCurrent } from "./show-current.ts";

export interface ExpiryDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Throws where the time to decide is over, whether or not the sweep has been there.
 *
 * @throws ApprovalExpiredError; AlreadyDecidedError if somebody decided at the last moment.
 */
export async function assertInTime(waiting: Dispatch, deps: ExpiryDependencies): Promise<void> {
  if (!isExpired(waiting, deps.clock.now())) return;
  const dispatch = await expire(waiting, deps);
  if (dispatch.state !== "expired") throw alreadyDecided(dispatch);
  throw new ApprovalExpiredError("Nobody decided on this report in time; it was not sent.", {
    hint: 'Press "Make a fresh preview".',
  });
}

/** Ends a dispatch whose time is over, and shows it. A decision that came first stands. */
export async function expire(waiting: Dispatch, deps: ExpiryDependencies): Promise<Dispatch> {
  const { dispatch } = await deps.store.changeState({ dispatchId: waiting.id, to: "expired" });
  if (dispatch.state === "expired") await showExpiry(dispatch, deps);
  return dispatch;
}

/** How long one process has for telling people, before another takes over. */
const SHOW_SECONDS = 300;

/** In the preview; where that is gone, whoever asked learns it in person. */
export async function showExpiry(dispatch: Dispatch, deps: ExpiryDependencies): Promise<void> {
  const { store, announcer, log } = deps;
  if (dispatch.announcedAt !== undefined) return;
  if (!(await store.claimOnce(`announce#${dispatch.id}`, SHOW_SECONDS))) return;
  try {
    await showCurrent(dispatch, deps);
  } catch (err) {
    log.warn({ err, dispatch: dispatch.id }, "the preview could not be updated");
    const { title, period } = dispatch.summary;
    const text = `Nobody decided on "${title}, ${period}" in time. It has expired and was not sent; ask for it again.`;
    await announcer.tell(dispatch.requestedBy.userId, text).catch((failure: unknown) => {
      log.error({ err: failure, dispatch: dispatch.id }, "somebody could not be told");
    });
  }
  await store.markAnnounced(dispatch.id);
}
