import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeliveryState } from "../../../src/dispatch/delivery.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import type { DeliveryRecord, HeadRecord, Trailed } from "../../../src/dispatch/record.ts";
import {
  canonicalJson,
  type EventDetails,
  hashEvent,
  nextEvent,
  sha256,
  type TrailEvent,
  trailStart,
} from "../../../src/dispatch/trail.ts";
import { verifyTrail } from "../../../src/dispatch/verify-trail.ts";
import { AT, chain, deliveryRecord, record, WAYS } from "./trails.ts";

const ways = fc.array(fc.nat(WAYS.length - 1), { minLength: 1, maxLength: 4 });

/** What somebody may do to a list of events who cannot make the hashes anew. */
const TAMPERINGS: Readonly<
  Record<string, (trail: readonly TrailEvent[], at: number) => readonly TrailEvent[]>
> = {
  change: (trail, at) =>
    trail.map((event, n) => (n === at ? { ...event, at: "2026-11-01T00:00:00.000Z" } : event)),
  rename: (trail, at) => trail.map((event, n) => (n === at ? { ...event, event: "sent" } : event)),
  addDetail: (trail, at) => trail.map((event, n) => (n === at ? { ...event, note: "x" } : event)),
  rehash: (trail, at) =>
    trail.map((event, n) =>
      n === at ? { ...event, hash: hashEvent(sha256("elsewhere"), event) } : event,
    ),
  remove: (trail, at) => trail.filter((_, n) => n !== at),
  repeat: (trail, at) => trail.flatMap((event, n) => (n === at ? [event, event] : [event])),
  insert: (trail, at) =>
    trail.flatMap((event, n) =>
      n === at ? [event, nextEvent(event, { event: "accepted", at: AT })] : [event],
    ),
  swap: (trail, at) => {
    const other = (at + 1) % trail.length;
    return trail.map(
      (event, n) => (n === at ? trail[other] : n === other ? trail[at] : event) ?? event,
    );
  },
};

describe("verifyTrail", () => {
  it("finds nothing wrong with what was written", () => {
    fc.assert(
      fc.property(ways, (chosen) => {
        const { head, deliveries } = record(chosen);
        expect(verifyTrail(head, deliveries)).toEqual([]);
        expect(verifyTrail(head, deliveries.toReversed())).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(TAMPERINGS))("sees any event tampered with: %s", (_, tamper) => {
    fc.assert(
      fc.property(ways, fc.nat(), fc.nat(), (chosen, which, where) => {
        const { head, deliveries } = record(chosen);
        const all: Trailed[] = [head, ...deliveries];
        const target = all[which % all.length] ?? head;
        const trail = tamper(target.trail, where % target.trail.length);
        const change = <T extends Trailed>(it: T): T => (it === target ? { ...it, trail } : it);
        expect(verifyTrail(change(head), deliveries.map(change))).not.toEqual([]);
      }),
    );
  });

  const goesOn = (from: number, to: number) => {
    const [told = [], more = []] = [from, to].map((way) => WAYS[way % WAYS.length]?.events);
    return told.every((event, at) => isDeepStrictEqual(event, more[at]));
  };

  it("sees a delivery that was told anew from its beginning, hashes and all", () => {
    fc.assert(
      fc.property(ways, fc.nat(), fc.nat(), (chosen, which, way) => {
        const { head, deliveries } = record(chosen);
        const at = which % deliveries.length;
        // A delivery may go on after the end.
        fc.pre(!goesOn(chosen[at] ?? 0, way));
        const retold = deliveries.map((it, n) => (n === at ? deliveryRecord(n, way) : it));
        expect(verifyTrail(head, retold)).not.toEqual([]);
      }),
    );
  });

  it("sees a delivery that is gone, or one too many", () => {
    fc.assert(
      fc.property(ways, fc.nat(), (chosen, which) => {
        const { head, deliveries } = record(chosen);
        const without = deliveries.filter((_, n) => n !== which % deliveries.length);
        expect(verifyTrail(head, without)).not.toEqual([]);
        expect(verifyTrail(head, [...deliveries, deliveryRecord(9, which)])).not.toEqual([]);
      }),
    );
  });

  it.each([
    ["state", { state: "pending" as DeliveryState }],
    ["message id", { messageId: "m-2" }],
    ["reason", { reason: "another" }],
    ["calls", { fence: 7 }],
    ["retries", { retryCount: 7 }],
    ["calls in vain", { parkedCalls: 7 }],
    ["name", { name: "Somebody else" }],
    ["count", { recipients: 2 }],
    ["kind", { kind: "audit" as const }],
  ])("sees an outcome that is not the one told: %s", (_, change) => {
    const { head, deliveries } = record([0, 1, 2, 3]);
    for (const at of deliveries.keys()) {
      const changed = deliveries.map((it, n) =>
        n === at ? { ...it, delivery: { ...it.delivery, ...change } } : it,
      );
      expect(verifyTrail(head, changed)).not.toEqual([]);
    }
  });

  it.each([
    ["state", { state: "sent" as const }],
    ["approver", { approval: { by: "U9", at: AT } }],
    ["time of approval", { approval: { by: "U1", at: "2026-11-01T00:00:00.000Z" } }],
    [
      "an earlier approval",
      {
        approvals: [
          { by: "U8", at: AT },
          { by: "U1", at: AT },
        ],
      },
    ],
    ["no approvals", { approvals: [] }],
    ["a recall", { recall: { by: "U1", at: AT } }],
    ["an approval that lapsed", { lapsed: ["U8"] }],
    ["a hold", { heldUntil: AT }],
    ["changes", { changes: ["the subject"] }],
    ["a rejection", { rejection: { by: "U1", at: AT, reason: "no" } }],
    ["mail", { artifactHash: sha256("other") }],
    ["sources", { sources: [{ file: "settings.yml", sha256: sha256("other") }] }],
    ["who asked", { requestedBy: { userId: "U9", teamId: "T1" } }],
    [
      "figures",
      { summary: { title: "t", headline: "other", figures: [], period: "p", basis: "b" } },
    ],
    ["recipients", { recipientNames: ["Somebody else"] }],
  ])("sees a head that is not the one told: %s", (_, change) => {
    const { head, deliveries } = record([0, 1]);
    const changed = { ...head, dispatch: { ...head.dispatch, ...change } };
    expect(verifyTrail(changed, deliveries)).not.toEqual([]);
  });

  it("follows an approval that ceased to count before the last one", () => {
    const { head, deliveries } = record([0]);
    const decided = { at: AT, decided_at: AT, artifact: head.dispatch.artifactHash };
    const [drafted, , ...rest] = head.trail;
    if (drafted === undefined) throw new Error("no draft");
    const events: readonly EventDetails[] = [
      drafted,
      { event: "approved_in_part", by: "U8", ...decided },
      { event: "approved_in_part", by: "U9", lapsed: ["U8"], ...decided },
      { event: "approved", by: "U1", ...decided },
      ...rest,
    ].map(({ seq: _, hash: __, ...details }: Partial<TrailEvent> & EventDetails) => details);
    const approvals = ["U9", "U1"].map((by) => ({ by, at: AT }));
    const dispatch: Dispatch = { ...head.dispatch, approvals, lapsed: ["U8"] };
    const lapsing: HeadRecord = { dispatch, ...chain(head.subject, events) };
    expect(verifyTrail(lapsing, deliveries)).toEqual([]);
    for (const change of [
      { approvals: [{ by: "U8", at: AT }, ...approvals] },
      { approvals: approvals.slice(1) },
      { lapsed: ["U9"] },
    ]) {
      const changed = { ...lapsing, dispatch: { ...dispatch, ...change } };
      expect(verifyTrail(changed, deliveries)).not.toEqual([]);
    }
  });

  it("lets deliveries go on after the end, but not back", () => {
    const { head, deliveries } = record([2]);
    const [before] = deliveries;
    if (before === undefined) throw new Error("no delivery");
    const late = { event: "accepted", at: AT, fence: 1, message_id: "late" };
    const next = nextEvent(before.trail.at(-1) ?? trailStart(before.subject), late);
    const { reason: _, ...rest } = before.delivery;
    const after: DeliveryRecord = {
      ...before,
      delivery: { ...rest, state: "accepted", messageId: "late" },
      trail: [...before.trail, next],
      trailHash: next.hash,
    };
    expect(verifyTrail(head, [after])).toEqual([]);
    const [planned] = before.trail;
    const cut: DeliveryRecord = {
      ...before,
      delivery: { ...rest, state: "pending", fence: 0 },
      trail: planned ? [planned] : [],
      trailHash: planned?.hash ?? "",
    };
    expect(verifyTrail(head, [cut])).not.toEqual([]);
  });

  it("is bound to its subject: the same events under another dispatch do not hold", () => {
    const { head, deliveries } = record([0]);
    const moved = { ...head, subject: "dispatch#01K8XG0000BBBBBBBBBBBBBBBB" };
    expect(verifyTrail(moved, deliveries)).not.toEqual([]);
  });
});

describe("canonicalJson", () => {
  it("does not depend on the order of keys, and can be read back", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (object) => {
        const turned = Object.fromEntries(Object.entries(object).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(object));
        expect(JSON.parse(canonicalJson(object))).toEqual({ ...object });
      }),
    );
  });

  it("leaves out what has no value", () => {
    expect(canonicalJson({ b: [1, { d: "x", c: undefined }], a: undefined })).toBe(
      '{"b":[1,{"d":"x"}]}',
    );
  });
});
