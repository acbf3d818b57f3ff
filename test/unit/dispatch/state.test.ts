import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DELIVERY_STATES,
  type Delivery,
  type DeliveryState,
} from "../../../src/dispatch/delivery.ts";
import { DISPATCH_STATES, type DispatchState } from "../../../src/dispatch/dispatch.ts";
import {
  finalState,
  isOpenWork,
  isSettled,
  statesBefore,
  TRANSITIONS,
} from "../../../src/dispatch/state.ts";

const delivery = (state: DeliveryState, kind: Delivery["kind"] = "recipient"): Delivery => ({
  dispatchId: "d",
  kind,
  recipientHash: "h",
  name: "n",
  state,
  recipients: 1,
  retryCount: 0,
  fence: 1,
});

describe("dispatch states", () => {
  it("all can be reached from the first, and no work is left open at an end", () => {
    const reached = new Set<DispatchState>(["awaiting_approval"]);
    for (const state of reached) for (const next of TRANSITIONS[state]) reached.add(next);
    expect([...reached].toSorted()).toEqual([...DISPATCH_STATES].toSorted());
    for (const state of DISPATCH_STATES) {
      if (isOpenWork(state)) expect(TRANSITIONS[state]).not.toEqual([]);
    }
  });

  it("are at an end once the mails are settled, unless what failed is taken up again or judged anew", () => {
    const ends = ["sent", "partly_sent", "failed"];
    expect(DISPATCH_STATES.filter(isSettled)).toEqual(ends);
    expect(DISPATCH_STATES.filter(isOpenWork)).toEqual(["approved", "sending"]);
    // What failed can be sent again; what the mail service tells afterwards changes only how it ended.
    expect(TRANSITIONS.sent).toEqual(["sending", "partly_sent", "failed"]);
    expect(TRANSITIONS.partly_sent).toEqual(["sending", "sent", "failed"]);
    expect(TRANSITIONS.failed).toEqual(["sending", "sent", "partly_sent"]);
  });

  it("can be called back before the sending, and be decided on while they wait", () => {
    expect(statesBefore("recalled")).toEqual(["approved"]);
    for (const end of ["rejected", "voided", "expired"] as const) {
      expect(statesBefore(end)).toEqual(["awaiting_approval"]);
      expect(TRANSITIONS[end]).toEqual([]);
    }
    for (const end of ["sent", "partly_sent", "failed"] as const) {
      expect(statesBefore(end)).toEqual(
        ["sending", "sent", "partly_sent", "failed"].filter((state) => state !== end),
      );
    }
  });

  it("let nothing go out that was not approved", () => {
    const leadingTo = (
      state: DispatchState,
      seen = new Set<DispatchState>(),
    ): Set<DispatchState> => {
      for (const earlier of statesBefore(state)) {
        if (seen.has(earlier)) continue;
        seen.add(earlier);
        if (earlier !== "approved") leadingTo(earlier, seen);
      }
      return seen;
    };
    // Whatever leads to the sending leads through an approval.
    for (const state of ["sending", "sent", "partly_sent", "failed"] as const) {
      expect(leadingTo(state)).not.toContain("awaiting_approval");
      expect(leadingTo(state)).toContain("approved");
    }
    expect(statesBefore("approved")).toEqual(["awaiting_approval"]);
  });

  it("take up again only what has ended: everybody may have got it, and the copy for the record not", () => {
    expect(statesBefore("sending")).toEqual(["approved", "sent", "partly_sent", "failed"]);
  });
});

describe("finalState", () => {
  it.each<[DeliveryState[], ReturnType<typeof finalState>]>([
    [["accepted", "accepted"], "sent"],
    [["accepted", "failed"], "partly_sent"],
    [["failed", "failed"], "failed"],
    [["uncertain", "failed"], "partly_sent"],
    [["uncertain"], "partly_sent"],
    [["accepted", "pending"], undefined],
    [["accepted", "claimed"], undefined],
    [["delivered", "bounced", "complained", "accepted"], "sent"],
    [["bounced", "failed"], "partly_sent"],
  ])("%j is %s", (states, expected) => {
    expect(finalState(states.map((state) => delivery(state)))).toBe(expected);
  });

  it("waits for the audit copy but is not judged by it", () => {
    const accepted = delivery("accepted");
    expect(finalState([accepted, delivery("failed", "audit")])).toBe("sent");
    expect(finalState([accepted, delivery("pending", "audit")])).toBeUndefined();
  });

  it("never calls a dispatch sent while a mail was not taken", () => {
    const taken = new Set(["accepted", "delivered", "bounced", "complained"]);
    const states = fc.array(fc.constantFrom(...DELIVERY_STATES), { minLength: 1 });
    fc.assert(
      fc.property(states, (list) => {
        const everybody = list.every((state) => taken.has(state));
        expect(finalState(list.map((state) => delivery(state))) === "sent").toBe(everybody);
      }),
    );
  });
});
