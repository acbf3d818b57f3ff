import type { Delivery, DeliveryState } from "./delivery.ts";
import type { Dispatch, DispatchState } from "./dispatch.ts";

/**
 * The states a dispatch can go to from each state.
 *
 *     awaiting_approval ─ approved ─ sending ─┬─ sent ────────┐
 *       ├─ rejected          └─ recalled   │  ├─ partly_sent ─┤
 *       ├─ voided                          │  └─ failed ──────┤
 *       └─ expired                         └──── taken up again
 *
 * Everybody may have got it, and the copy for the record not: then that is what is taken up again.
 *
 * It may also go from waiting to waiting: the first of two approvals, and the reminder, are on record then. How it ended
 * is judged anew when the mail service tells of a mail afterwards: from each of the three ends it may go to the others.
 */
export const TRANSITIONS: Readonly<Record<DispatchState, readonly DispatchState[]>> = {
  awaiting_approval: ["awaiting_approval", "approved", "rejected", "voided", "expired"],
  approved: ["sending", "recalled"],
  sending: ["sent", "partly_sent", "failed"],
  sent: ["sending", "partly_sent", "failed"],
  partly_sent: ["sending", "sent", "failed"],
  failed: ["sending", "sent", "partly_sent"],
  rejected: [],
  voided: [],
  expired: [],
  recalled: [],
};

/** The states from which a dispatch may go to `to`. */
export function statesBefore(to: DispatchState): readonly DispatchState[] {
  return (Object.keys(TRANSITIONS) as DispatchState[]).filter((from) =>
    TRANSITIONS[from].includes(to),
  );
}

/** Approved, and not every mail is settled: somebody has to go on sending. */
export function isOpenWork(state: DispatchState): boolean {
  return state === "approved" || state === "sending";
}

/** Approved, and kept back for a while in which it can be recalled. */
export function isHeld({ state, heldUntil }: Pick<Dispatch, "state" | "heldUntil">): boolean {
  return state === "approved" && heldUntil !== undefined;
}

/** The mails are settled one way or the other; what may be left is to tell people. */
export function isSettled(state: DispatchState): boolean {
  return state === "sent" || state === "partly_sent" || state === "failed";
}

/**
 * The mail service took it. What became of it afterwards does not change how its dispatch ended, so that an event
 * counts the same whether it comes before or after the end.
 */
export function wasAccepted(state: DeliveryState): boolean {
  return ACCEPTED.has(state);
}

const ACCEPTED: ReadonlySet<DeliveryState> = new Set([
  "accepted",
  "delivered",
  "bounced",
  "complained",
]);

/**
 * How a dispatch ended, judged by its audience; the audit copy does not count. An uncertain delivery is not a
 * sent one.
 *
 * @returns undefined while a delivery is still to be settled.
 */
export function finalState(
  deliveries: readonly Delivery[],
): "sent" | "partly_sent" | "failed" | undefined {
  if (deliveries.some(({ state }) => state === "pending" || state === "claimed")) return undefined;
  const audience = deliveries.filter(({ kind }) => kind === "recipient");
  const accepted = audience.filter(({ state }) => wasAccepted(state)).length;
  if (accepted === audience.length) return "sent";
  if (accepted > 0 || audience.some(({ state }) => state === "uncertain")) return "partly_sent";
  return "failed";
}
