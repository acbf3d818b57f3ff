import { describe, expect, it } from "vitest";
import type { Decision, Dispatch, DispatchState } from "../../../src/dispatch/dispatch.ts";
import { hashFrozenPart } from "../../../src/dispatch/frozen-part.ts";
import type { DeliveryRecord, HeadRecord } from "../../../src/dispatch/record.ts";
import { type EventDetails, sealChains, sha256, trailStart } from "../../../src/dispatch/trail.ts";
import { verifyTrail } from "../../../src/dispatch/verify-trail.ts";
import { AT, chain, deliveryRecord, ID, record } from "./trails.ts";

/** What the verification says, word for word: each thing that somebody changes is named, and nothing else is. */

const LATER = "2026-10-31T13:00:00.000Z";
const HEAD = `dispatch#${ID}`;
const ARTIFACT = sha256("artifact");
const decision = (by: string, more: Partial<Decision> = {}): Decision => ({ by, at: AT, ...more });
const told = (event: string, { by, at, reason }: Decision, more: object = {}): EventDetails => ({
  event,
  at: LATER,
  by,
  decided_at: at,
  reason,
  artifact: ARTIFACT,
  ...more,
});
const APPROVAL = told("approved", decision("U1"));

/** A dispatch without deliveries that has come to a state by these events. */
function headOf(
  state: DispatchState,
  change: Partial<Dispatch>,
  events: readonly EventDetails[],
): HeadRecord {
  const { approval: _, ...dispatch } = record([]).head.dispatch;
  const drafted: Dispatch = { ...dispatch, ...change, state };
  return {
    dispatch: drafted,
    ...chain(HEAD, [
      {
        event: "drafted",
        at: AT,
        draft: hashFrozenPart(drafted),
        artifact: drafted.artifactHash,
        deliveries: sealChains([]),
      },
      ...events,
    ]),
  };
}

const changed = (head: HeadRecord, change: Partial<Dispatch>): HeadRecord => ({
  ...head,
  dispatch: { ...head.dispatch, ...change },
});

const REJECTED = headOf("rejected", { rejection: decision("U1", { reason: "Too early." }) }, [
  told("rejected", decision("U1", { reason: "Too early." })),
]);
const RECALLED = headOf(
  "recalled",
  { approval: decision("U1"), heldUntil: LATER, recall: decision("U2") },
  [
    { ...APPROVAL, held_until: LATER },
    { event: "recalled", at: LATER, by: "U2", decided_at: AT, artifact: ARTIFACT },
  ],
);
const VOIDED = headOf("voided", { changes: ["The period is another."] }, [
  { event: "voided", at: LATER, changes: ["The period is another."] },
]);
const TWICE = headOf(
  "approved",
  { approval: decision("U2", { hash: ARTIFACT }), approvals: [decision("U1"), decision("U2")] },
  [told("approved_in_part", decision("U1")), told("approved", decision("U2"))],
);
const REOPENED = headOf(
  "sending",
  {
    approval: decision("U1"),
    reopenings: [{ kind: "retry", by: "U3", at: AT, deliveries: ["recipient-1"] }],
  },
  [
    APPROVAL,
    { event: "sending", at: LATER },
    { event: "failed", at: LATER, deliveries: sealChains([]) },
    {
      event: "sending",
      at: LATER,
      by: "U3",
      decided_at: AT,
      reopening: { kind: "retry", deliveries: ["recipient-1"] },
    },
  ],
);

describe("a head", () => {
  it("of any kind holds as it was written", () => {
    for (const head of [REJECTED, RECALLED, VOIDED, TWICE, REOPENED]) {
      expect(verifyTrail(head, [])).toEqual([]);
    }
    expect(verifyTrail(headOf("awaiting_approval", {}, []), [])).toEqual([]);
  });

  it.each<[string, HeadRecord, string]>([
    ["its draft", changed(REJECTED, { summaryChannel: "C9" }), "the draft was changed"],
    [
      "its state",
      changed(REJECTED, { state: "voided" }),
      "it stands as voided, but its events end in rejected",
    ],
    [
      "who rejected it",
      changed(REJECTED, { rejection: decision("U9", { reason: "Too early." }) }),
      "the rejection is not the one that its event tells of",
    ],
    [
      "why it was rejected",
      changed(REJECTED, { rejection: decision("U1", { reason: "Too late." }) }),
      "the rejection is not the one that its event tells of",
    ],
    [
      "who recalled it",
      changed(RECALLED, { recall: decision("U9") }),
      "the recall is not the one that its event tells of",
    ],
    ["until when it was held", changed(RECALLED, { heldUntil: AT }), "it was not held until then"],
    [
      "what had changed",
      changed(VOIDED, { changes: ["The headline is another."] }),
      "what had changed is not what its event tells of",
    ],
    [
      "the first of two approvals",
      changed(TWICE, { approvals: [decision("U9"), decision("U2")] }),
      "the approvals are not those that its events tell of",
    ],
    [
      "whose approval ceased to count",
      changed(TWICE, { lapsed: ["U1"] }),
      "whose approval ceased to count is not what its event tells of",
    ],
    [
      "what was approved",
      changed(TWICE, { approval: decision("U2", { hash: sha256("other") }) }),
      "the approval is not the one that its event tells of",
    ],
    [
      "for which mails it was taken up again",
      changed(REOPENED, {
        reopenings: [{ kind: "retry", by: "U3", at: AT, deliveries: ["recipient-2"] }],
      }),
      "it was not taken up again as its events tell",
    ],
    [
      "by whom it was taken up again",
      changed(REOPENED, {
        reopenings: [{ kind: "retry", by: "U9", at: AT, deliveries: ["recipient-1"] }],
      }),
      "it was not taken up again as its events tell",
    ],
    [
      "that it was taken up again",
      changed(REOPENED, { reopenings: [] }),
      "it was not taken up again as its events tell",
    ],
  ])("says that somebody changed %s", (_, head, words) => {
    expect(verifyTrail(head, [])).toEqual([`${HEAD}: ${words}.`]);
  });

  it("is not believed where something else was decided on than was drafted", () => {
    const words = `${HEAD}: what was decided on is not the mail that was drafted.`;
    const other = { ...APPROVAL, artifact: sha256("other") };
    const approved = headOf("approved", { approval: decision("U1") }, [other]);
    expect(verifyTrail(approved, [])).toEqual([words]);
    const { approval: _, ...dispatch } = record([]).head.dispatch;
    const drafted: Dispatch = { ...dispatch, state: "awaiting_approval" };
    const nameless: HeadRecord = {
      dispatch: drafted,
      ...chain(HEAD, [{ event: "drafted", at: AT, draft: hashFrozenPart(drafted) }]),
    };
    expect(verifyTrail(nameless, [])).toEqual([words]);
  });

  it("without any event says so, and does not fail", () => {
    const { approval: _, ...dispatch } = record([]).head.dispatch;
    const bare: Dispatch = { ...dispatch, state: "awaiting_approval" };
    const empty = { subject: HEAD, trail: [], trailHash: trailStart(HEAD).hash };
    expect(verifyTrail({ dispatch: bare, ...empty }, [])).toEqual([
      `${HEAD}: there are no events.`,
      `${HEAD}: the draft was changed.`,
      `${HEAD}: what was decided on is not the mail that was drafted.`,
    ]);
  });
});

describe("a chain", () => {
  it("says which event was changed, and which is not in its place", () => {
    const [drafted, rejected] = REJECTED.trail;
    if (drafted === undefined || rejected === undefined) throw new Error("no events");
    const renamed = { ...REJECTED, trail: [drafted, { ...rejected, at: AT }] };
    expect(verifyTrail(renamed, [])).toEqual([
      `${HEAD}: event 2 ("rejected") is not what was written, or not in its place.`,
    ]);
    const misnumbered = { ...REJECTED, trail: [{ ...drafted, seq: 7 }, rejected] };
    expect(verifyTrail(misnumbered, [])).toEqual([
      `${HEAD}: event 1 says that it is number 7.`,
      `${HEAD}: event 1 ("drafted") is not what was written, or not in its place.`,
    ]);
    const cut = { ...REJECTED, trailHash: drafted.hash };
    expect(verifyTrail(cut, [])).toEqual([`${HEAD}: the last event is not the last one.`]);
  });
});

describe("deliveries", () => {
  const { head, deliveries } = record([0, 3]);
  const [first, ...others] = deliveries as [DeliveryRecord, ...DeliveryRecord[]];
  const place = first.subject;

  it.each<[string, Partial<DeliveryRecord["delivery"]>, string]>([
    ["for whom it is", { name: "Somebody else" }, "it is not for whom it was planned"],
    [
      "how it stands",
      { state: "failed" },
      "it stands as failed after 1 calls, but its events end in accepted after 1",
    ],
    [
      "how often it was tried",
      { fence: 7 },
      "it stands as accepted after 7 calls, but its events end in accepted after 1",
    ],
    [
      "what the mail service said",
      { messageId: "m-9" },
      "what the mail service said is not what its events tell",
    ],
    [
      "that somebody marked it",
      { markedBy: "U1" },
      "who said that it counts as sent is not whom its events name",
    ],
  ])("say that somebody changed %s", (_, change, words) => {
    const tampered = { ...first, delivery: { ...first.delivery, ...change } };
    expect(verifyTrail(head, [tampered, ...others])).toEqual([`${place}: ${words}.`]);
  });

  it("are those that it was drafted and ended with", () => {
    const words = (event: string) => `${HEAD}: the deliveries are not those it was ${event} with.`;
    expect(verifyTrail(head, [first])).toEqual([words("drafted"), words("partly_sent")]);
    expect(verifyTrail(head, [...deliveries, deliveryRecord(9, 0)])).toEqual([
      words("drafted"),
      words("partly_sent"),
    ]);
  });

  it("are marked by whom their events name, and by nobody where the mail service took them", () => {
    const planned = deliveryRecord(0, 2);
    const { trail, subject, delivery } = planned;
    const details = trail.map(({ seq: _, hash: __, ...event }) => event as EventDetails);
    const { reason: _, ...rest } = delivery;
    const marked: DeliveryRecord = {
      delivery: { ...rest, state: "accepted", markedBy: "U3" },
      ...chain(subject, [...details, { event: "accepted", at: LATER, by: "U3", reopening: 1 }]),
    };
    const whole = record([2]).head;
    expect(verifyTrail(whole, [marked])).toEqual([]);
    const unmarked = { ...marked, delivery: { ...rest, state: "accepted" as const } };
    const words = "who said that it counts as sent is not whom its events name";
    expect(verifyTrail(whole, [unmarked])).toEqual([`${subject}: ${words}.`]);
  });

  it("may have events that say nothing of how they stand", () => {
    const { trail, subject, delivery } = deliveryRecord(0, 0);
    const details = trail.map(({ seq: _, hash: __, ...event }) => event as EventDetails);
    const noted = { delivery, ...chain(subject, [...details, { event: "noted", at: LATER }]) };
    expect(verifyTrail(record([0]).head, [noted])).toEqual([]);
  });
});
