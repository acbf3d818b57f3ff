/** What the tests of the digest share: a Monday, and dispatches around it. */
import { composeDigest, type DigestInput } from "../../../src/digest/compose-digest.ts";
import type { DigestEntry } from "../../../src/digest/sections/names.ts";
import type { Delivery } from "../../../src/dispatch/delivery.ts";
import type { Dispatch, DispatchState } from "../../../src/dispatch/dispatch.ts";
import { deliveryTo, dispatchIn } from "../commands/samples.ts";
import { sample } from "../reports/sample.ts";

/** Monday, November 30, 2026, 08:00 in Los Angeles. Days begin there at 08:00 UTC. */
export const MORNING = new Date("2026-11-30T16:00:00.000Z");

const { reportingDate: _, ...today } = sample.settings;
export const settings = { ...today, roles: { ...today.roles, approver: ["U04SECOND"] } };

export function digestOf(entries: readonly DigestEntry[], change: Partial<DigestInput> = {}) {
  return composeDigest({
    day: "2026-11-30",
    since: "2026-11-29",
    now: MORNING,
    upToNow: false,
    settings,
    registry: [],
    entries,
    ableToApprove: () => ["U01ADMIN", "U04SECOND"],
    missedRuns: [],
    planned: [],
    ...change,
  });
}

let made = 0;

const PREVIEW = { channel: "C01REPORTS", ts: "1700000000.000100" };

/** A dispatch with an id of its own. Its preview stands, unless `change` says otherwise. */
export function entry(
  state: DispatchState,
  change: Partial<Dispatch> = {},
  deliveries: readonly Delivery[] = [],
): DigestEntry {
  made += 1;
  const id = `01KB${String(made).padStart(22, "0")}`;
  return { dispatch: dispatchIn(state, { id, preview: PREVIEW, ...change }), deliveries };
}

/** One that ended at this moment, with mails in these states. */
export function sentAt(at: string, ...states: readonly Delivery["state"][]): DigestEntry {
  const deliveries = states.map((state, index) =>
    deliveryTo(`Person ${index}`, { state, reason: `Reason of ${state}.` }),
  );
  const state = states.every((it) => it === "accepted" || it === "delivered")
    ? "sent"
    : "partly_sent";
  return entry(state, { announcedAt: at }, deliveries);
}
