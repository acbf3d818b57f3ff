import { describe, expect, it } from "vitest";
import type { DigestEntry } from "../../../src/digest/sections/names.ts";
import { bringUpToDate, isOpen } from "../../../src/digest/up-to-date.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { deliveryTo } from "../commands/samples.ts";
import { digestOf, entry, MORNING, sentAt } from "./digests.ts";

const YESTERDAY = "2026-11-29T20:00:00.000Z";
const BY = { by: "U01ADMIN", at: "2026-11-30T17:00:00.000Z" };

const since = (entries: readonly DigestEntry[]) => ({
  now: new Date(MORNING.getTime() + 3_600_000),
  entries,
  ableToApprove: () => ["U01ADMIN"],
});

const changed = ({ dispatch, deliveries }: DigestEntry, change: Partial<Dispatch>) => ({
  dispatch: { ...dispatch, ...change },
  deliveries,
});

describe("a posted digest", () => {
  it("keeps what still waits, for as long as it does now", () => {
    const waits = entry("awaiting_approval", { generatedAt: "2026-11-30T13:00:00.000Z" });
    const now = bringUpToDate(digestOf([waits]), since([waits]));
    expect(now.waiting).toMatchObject([{ waited: "4 hours", on: ["U01ADMIN"] }]);
    expect(now.done).toEqual([]);
    expect(isOpen(now)).toBe(true);
  });

  it("tells what became of what waited, and offers it no more", () => {
    const waits = [entry("awaiting_approval"), entry("awaiting_approval")];
    const [first, second] = waits;
    if (first === undefined || second === undefined) throw new Error("nothing waits");
    const posted = digestOf(waits);
    const one = bringUpToDate(
      posted,
      since([changed(first, { state: "sending", approval: BY }), second]),
    );
    expect(one.waiting.map(({ dispatchId }) => dispatchId)).toEqual([second.dispatch.id]);
    expect(one.done.map(({ dispatch }) => dispatch.state)).toEqual(["sending"]);
    expect(one.headline).toMatch(/^1 report waits for approval/);

    const sending = changed(first, { state: "sending", approval: BY });
    const rejected = changed(second, { state: "rejected", rejection: BY });
    const underWay = bringUpToDate(posted, since([sending, rejected]));
    expect(underWay.headline).toBe("Nothing of what this digest asked for is left to do.");
    expect(isOpen(underWay)).toBe(true);
    const sent = changed(first, { state: "sent", approval: BY });
    expect(isOpen(bringUpToDate(posted, since([sent, rejected])))).toBe(false);
  });

  it("does not grow by what came after it", () => {
    const posted = digestOf([entry("awaiting_approval")]);
    const later = [entry("awaiting_approval"), sentAt(BY.at, "failed")];
    const now = bringUpToDate(posted, since(later));
    expect([now.waiting, now.problems, now.done]).toEqual([[], [], []]);
  });

  it("drops what was mended of what went wrong, and keeps the rest", () => {
    const wrong = sentAt(YESTERDAY, "failed", "failed", "bounced");
    const posted = digestOf([wrong]);
    const [one, two, bounced] = wrong.deliveries;
    if (!(one && two && bounced)) throw new Error("nothing went wrong");
    const half = { ...wrong, deliveries: [{ ...one, state: "accepted" as const }, two, bounced] };
    const after = bringUpToDate(posted, since([half]));
    expect(after.problems.map(({ kind, who }) => [kind, who])).toEqual([
      ["failed", ["Person 1"]],
      ["bounced", ["Person 2"]],
    ]);
    const whole = { ...wrong, deliveries: [deliveryTo("Person 0"), deliveryTo("Person 1")] };
    const mended = bringUpToDate(posted, since([changed(whole, { state: "sent", approval: BY })]));
    expect(mended.problems).toEqual([]);
    expect(mended.done).toMatchObject([{ name: "CTO report, October 2026", afresh: false }]);
    // The past stays as it was told.
    expect(mended.sent).toEqual(posted.sent);
  });

  it("names what was made afresh in the place of what was not sent", () => {
    const expired = entry("expired", { approvalExpiresAt: YESTERDAY });
    const posted = digestOf([expired]);
    expect(isOpen(posted)).toBe(true);
    const fresh = entry("awaiting_approval");
    const now = bringUpToDate(posted, since([fresh, expired]));
    expect(now.notSent).toEqual([]);
    expect(now.done).toMatchObject([{ afresh: true, dispatch: { id: fresh.dispatch.id } }]);
    expect(isOpen(now)).toBe(true);
    const other = changed(fresh, { reportType: "ceo" });
    expect(bringUpToDate(posted, since([other, expired])).notSent).toHaveLength(1);
  });

  it("follows what was made afresh through its edits, and keeps what was not sent until one is seen", () => {
    const expired = entry("expired", { approvalExpiresAt: YESTERDAY });
    const posted = digestOf([expired]);
    const revision = { origin: expired.dispatch.id, choices: { period: "2026-q3" } };
    const unseen = entry("voided", {
      ...revision,
      voidedBecause: "The preview could not be shown.",
    });
    expect(bringUpToDate(posted, since([unseen, expired])).notSent).toHaveLength(1);
    const edited = entry("voided", { ...revision, voidedBecause: "Replaced: it was edited." });
    const sent = entry("sent", { ...revision, approval: BY });
    const now = bringUpToDate(posted, since([sent, edited, unseen, expired]));
    expect(now.notSent).toEqual([]);
    expect(now.done).toMatchObject([{ afresh: true, dispatch: { id: sent.dispatch.id } }]);
    expect(isOpen(now)).toBe(false);
  });

  it("says nothing of what is not on record any more", () => {
    const posted = digestOf([entry("awaiting_approval")]);
    const now = bringUpToDate(posted, since([]));
    expect([now.waiting, now.done]).toEqual([[], []]);
    expect(isOpen(now)).toBe(false);
  });
});
