import type { Delivery } from "../../../src/dispatch/delivery.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { hashFrozenPart } from "../../../src/dispatch/frozen-part.ts";
import type { DeliveryRecord, HeadRecord, Trailed } from "../../../src/dispatch/record.ts";
import {
  type EventDetails,
  nextEvent,
  sealChains,
  sha256,
  type TrailEvent,
  trailStart,
} from "../../../src/dispatch/trail.ts";

export const AT = "2026-10-31T12:00:00.000Z";
export const ID = "01K8XG0000AAAAAAAAAAAAAAAA";

/** Events as a chain that holds, bound to what they are the events of. */
export function chain(subject: string, events: readonly EventDetails[]): Trailed {
  const trail: TrailEvent[] = [];
  for (const event of events) trail.push(nextEvent(trail.at(-1) ?? trailStart(subject), event));
  return { subject, trail, trailHash: trail.at(-1)?.hash ?? "" };
}

/** Ways a delivery may go, as its events and as it then stands. */
export const WAYS: readonly {
  readonly events: readonly Omit<EventDetails, "at">[];
  readonly end: Pick<Delivery, "state" | "fence"> & Partial<Delivery>;
}[] = [
  {
    events: [
      { event: "claimed", fence: 1 },
      { event: "accepted", fence: 1, message_id: "m-1" },
    ],
    end: { state: "accepted", fence: 1, messageId: "m-1" },
  },
  {
    events: [
      { event: "claimed", fence: 1 },
      { event: "pending", fence: 1, reason: "too fast" },
      { event: "claimed", fence: 2 },
      { event: "failed", fence: 2, reason: "no such address" },
    ],
    end: { state: "failed", fence: 2, reason: "no such address" },
  },
  {
    events: [
      { event: "claimed", fence: 1 },
      { event: "uncertain", fence: 1, reason: "gone" },
    ],
    end: { state: "uncertain", fence: 1, reason: "gone" },
  },
  {
    events: [
      { event: "claimed", fence: 1 },
      { event: "pending", fence: 1, reason: "no quota", parked: true },
      { event: "claimed", fence: 2 },
      { event: "accepted", fence: 2, message_id: "m-1" },
      { event: "bounced", message_id: "m-1", reason: "mailbox gone" },
    ],
    end: {
      state: "bounced",
      fence: 2,
      retryCount: 0,
      parkedCalls: 1,
      messageId: "m-1",
      reason: "mailbox gone",
    },
  },
  {
    events: [
      { event: "claimed", fence: 1 },
      { event: "uncertain", fence: 1, reason: "gone" },
      { event: "pending", by: "U3", reopening: 1 },
      { event: "claimed", fence: 2 },
      { event: "accepted", fence: 2, message_id: "m-2" },
    ],
    end: { state: "accepted", fence: 2, messageId: "m-2" },
  },
  {
    events: [
      { event: "claimed", fence: 1 },
      { event: "uncertain", fence: 1, reason: "gone" },
      { event: "accepted", by: "U3", reopening: 1 },
      { event: "delivered", message_id: "m-1" },
    ],
    end: { state: "delivered", fence: 1, messageId: "m-1", markedBy: "U3" },
  },
];

/** A delivery that went one of these ways. */
export function deliveryRecord(index: number, way: number): DeliveryRecord {
  const { events, end } = WAYS[way % WAYS.length] ?? {
    events: [],
    end: { state: "pending", fence: 0 },
  };
  const plan = { kind: "recipient" as const, name: `Role ${index}`, recipients: 1 };
  const recipientHash = sha256(String(index));
  const planned = { event: "planned", at: AT, ...plan };
  return {
    delivery: {
      dispatchId: ID,
      recipientHash,
      ...plan,
      retryCount: Math.max(end.fence - 1, 0),
      ...end,
    },
    ...chain(`dispatch#${ID}/delivery#${recipientHash}`, [
      planned,
      ...events.map(
        (event): EventDetails => ({ event: event["event"] as string, at: AT, ...event }),
      ),
    ]),
  };
}

/** A dispatch whose deliveries went these ways, as it was written. */
export function record(ways: readonly number[]) {
  const deliveries = ways.map((way, index) => deliveryRecord(index, way));
  const approval = { by: "U1", at: AT };
  const dispatch: Dispatch = {
    id: ID,
    reportType: "cto",
    state: "partly_sent",
    requestedBy: { userId: "U2", teamId: "T1" },
    generatedAt: AT,
    summary: { title: "t", headline: "h", figures: [], period: "p", basis: "b" },
    choices: {},
    mail: { bytes: 1, attachments: [], leftOut: [], envelope: "private" },
    recipientNames: ways.map((_, index) => `Role ${index}`),
    skipped: [],
    hasAuditCopy: false,
    artifactHash: sha256("artifact"),
    sources: [{ file: "settings.yml", sha256: sha256("settings") }],
    summaryChannel: "C1",
    approval,
  };
  const planned = deliveries.map(({ subject, trail }) => ({ subject, trail: trail.slice(0, 1) }));
  const head: HeadRecord = {
    dispatch,
    ...chain(`dispatch#${ID}`, [
      {
        event: "drafted",
        at: AT,
        by: "U2",
        draft: hashFrozenPart(dispatch),
        artifact: dispatch.artifactHash,
        deliveries: sealChains(planned),
      },
      { event: "approved", at: AT, by: "U1", decided_at: AT, artifact: dispatch.artifactHash },
      { event: "sending", at: AT },
      { event: "partly_sent", at: AT, deliveries: sealChains(deliveries) },
      { event: "announced", at: AT },
    ]),
  };
  return { head, deliveries };
}
