import type { Clock } from "../clock.ts";
import { ApprovalExpiredError } from "../errors.ts";
import type { Log } from "../log.ts";
import { alreadyDecided } from "./already-decided.ts";
import type { Announcer } from "./announcer-port.ts";
import { isExpired } from "./approval-policy.ts";
import type { Dispatch } from "./dispatch.ts";
import { showCurrentOrLog } from "./show-current.ts";
import type { DispatchStore } from "./store-port.ts";

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

/** For how long it is remembered that the asker was told: longer than any process takes over from another. */
const TOLD_SECONDS = 30 * 24 * 3600;

/** In the preview, and whoever asked learns it in person, once. */
export async function showExpiry(dispatch: Dispatch, deps: ExpiryDependencies): Promise<void> {
  const { store } = deps;
  if (dispatch.announcedAt !== undefined) return;
  if (!(await store.claimOnce(`announce#${dispatch.id}`, SHOW_SECONDS))) return;
  await showCurrentOrLog(dispatch, deps);
  if (await store.claimOnce(`told-expired#${dispatch.id}`, TOLD_SECONDS)) {
    await tellAsker(dispatch, deps);
  }
  await store.markAnnounced(dispatch.id);
}

async function tellAsker(
  { id, summary: { title, period }, requestedBy }: Dispatch,
  { announcer, log }: ExpiryDependencies,
): Promise<void> {
  const text = `Nobody decided on "${title}, ${period}" in time. It has expired and was not sent; ask for it again, or press "Make a fresh preview" below it.`;
  await announcer.tell(requestedBy.userId, text).catch((err: unknown) => {
    log.error({ err, dispatch: id }, "somebody could not be told");
  });
}
