import fc from "fast-check";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery, DeliveryState } from "../../src/dispatch/delivery.ts";
import { MAIL_EVENT_KINDS, type MailEventKind, standingOf } from "../../src/dispatch/mail-event.ts";
import { verifyTrail } from "../../src/dispatch/verify-trail.ts";
import { createDeliveryClaims } from "../../src/store/delivery-claims.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createDispatchStore } from "../../src/store/dispatch-store.ts";
import { createMailEvents } from "../../src/store/mail-events.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient, type TableClient } from "../../src/store/table-client.ts";
import { saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What events make of deliveries, on a real engine: in whatever order they come, between whatever we do ourselves. */
let table: TestTable;
let client: TableClient;
beforeAll(async () => {
  table = await startTestTable();
  client = createTableClient(table.client, table.name);
});
afterAll(() => table.stop());

const KEY = Buffer.alloc(32, 3);
const sealer = createSealer(Buffer.alloc(32, 4));
const START = "2026-10-31T12:00:00.000Z";
const clock = createTestClock(START);
const event = { messageId: "m-1", at: START, reason: "because" };

/** A delivery of its own that waits to be sent. */
async function newDelivery(): Promise<Delivery> {
  const dispatchId = ulid();
  await client.put({
    dashboard_id: `dispatch#${dispatchId}`,
    task_id: "delivery#aa",
    kind: "recipient",
    dispatch_id: dispatchId,
    recipient_hash: "aa",
    recipient_name: "Owner",
    recipient_count: 1,
    delivery_status: "pending",
    state: "pending",
    retry_count: 0,
    fence: 0,
  });
  return await read(dispatchId);
}

async function read(dispatchId: string): Promise<Delivery> {
  const [delivery] = await createDeliveryClaims({ table: client, clock }).getDeliveries(dispatchId);
  if (delivery === undefined) throw new Error("the delivery is gone");
  return delivery;
}

/** What happens to a delivery: events, and in between what its sender does. */
async function play(steps: readonly (MailEventKind | "claim" | "accepted" | "uncertain")[]) {
  const delivery = await newDelivery();
  const claims = createDeliveryClaims({ table: client, clock });
  const events = createMailEvents({ table: client, clock });
  let claim: Awaited<ReturnType<typeof claims.claimDelivery>>;
  for (const step of steps) {
    if (step === "claim") claim = await claims.claimDelivery(delivery, 120);
    else if (step === "accepted") {
      if (claim) await claims.settleDelivery(claim, { state: "accepted", messageId: "m-1" });
    } else if (step === "uncertain") {
      if (claim) await claims.settleDelivery(claim, { state: "uncertain", reason: "cut" });
    } else {
      const standing = standingOf(step);
      if (standing) await events.settle(await read(delivery.dispatchId), standing, event);
    }
  }
  return await read(delivery.dispatchId);
}

const WEIGHTS: readonly (readonly [MailEventKind, DeliveryState])[] = [
  ["complaint", "complained"],
  ["hard_bounce", "bounced"],
  ["delivery", "delivered"],
  ["soft_bounce", "bounced"],
  ["reject", "failed"],
  ["rendering_failure", "failed"],
  ["send", "accepted"],
];

describe("events", () => {
  it("lead to the same end in every order, repeated, and whatever the sender does meanwhile", async () => {
    const kinds = fc.array(fc.constantFrom(...MAIL_EVENT_KINDS), { minLength: 1, maxLength: 5 });
    const outcome = fc.constantFrom("accepted" as const, "uncertain" as const);
    const scenario = fc
      .tuple(kinds, outcome, fc.nat(5), fc.nat(5))
      .map(([events, answer, from, to]) => {
        const [first, second] = [Math.min(from, to), Math.max(from, to)];
        const steps: (MailEventKind | "claim" | "accepted" | "uncertain")[] = [...events];
        steps.splice(second, 0, answer);
        steps.splice(first, 0, "claim");
        return { events, steps };
      });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ events, steps }) => {
        const { state } = await play(steps);
        const expected = WEIGHTS.find(([kind]) => events.includes(kind))?.[1];
        if (expected !== undefined) expect(state).toBe(expected);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("all permutations of the four weightiest end alike", async () => {
    const kinds: readonly MailEventKind[] = ["send", "delivery", "hard_bounce", "complaint"];
    for (const order of permutations(kinds)) {
      expect((await play(order)).state).toBe("complained");
      const withoutComplaint = order.filter((kind) => kind !== "complaint");
      expect((await play(withoutComplaint)).state).toBe("bounced");
    }
  }, 60_000);

  it("keep a mail that was taken from being sent again", async () => {
    const delivery = await newDelivery();
    const claims = createDeliveryClaims({ table: client, clock });
    const standing = standingOf("send");
    if (standing === undefined) throw new Error("a send says something");
    const events = createMailEvents({ table: client, clock });
    expect(await events.settle(delivery, standing, event)).toBe(true);
    expect(await events.settle(delivery, standing, event)).toBe(false);
    expect(await claims.claimDelivery(delivery, 120)).toBeUndefined();
    expect(await read(delivery.dispatchId)).toMatchObject({ state: "accepted", messageId: "m-1" });
  });

  it("keep the id of the call that was answered, and forget the doubt", async () => {
    const settled = await play(["claim", "uncertain", "delivery"]);
    expect(settled).toMatchObject({ state: "delivered", messageId: "m-1" });
    expect(settled.reason).toBeUndefined();
    expect((await play(["claim", "accepted", "hard_bounce"])).reason).toBe("because");
    expect((await play(["claim", "uncertain", "send"])).reason).toBeUndefined();
    const answered = await play(["claim", "accepted"]);
    const other = { ...event, messageId: "m-other" };
    const delivered = standingOf("delivery");
    if (delivered)
      await createMailEvents({ table: client, clock }).settle(answered, delivered, other);
    const now = await read(answered.dispatchId);
    expect(now).toMatchObject({ state: "delivered", messageId: "m-1" });
  });

  it("make no delivery out of nothing, and no record anew", async () => {
    const events = createMailEvents({ table: client, clock });
    const delivery = { ...(await newDelivery()), recipientHash: "bb" };
    expect(await events.settle(delivery, { state: "accepted", rank: 1 }, event)).toBe(false);
    const record = {
      ...event,
      id: "sns-1",
      kind: "send" as const,
      dispatchId: delivery.dispatchId,
      recipientHashes: ["aa"],
    };
    const kept = { generatedAt: START, retention: { mail: 1, addresses: 1, record: 2 } };
    expect(await events.add(record, kept)).toBe(true);
    clock.advance(1000);
    expect(await events.add({ ...record, reason: "another" }, kept)).toBe(false);
    const [found] = (await table.scan()).filter((it) => it["task_id"] === "ses-event#sns-1");
    expect(found).toMatchObject({ event: "send", reason: "because", received_at: START });
    expect(found?.["event_recipient_hashes"]).toEqual(["aa"]);
    expect(found?.["expires_at"]).toBe(Date.parse(START) / 1000 + 2 * 86_400);
  });

  it("of mails that did not arrive, or were not wanted, are found by when they came in", async () => {
    const events = createMailEvents({ table: client, clock });
    const [bounced, complained, delivered] = [ulid(), ulid(), ulid()];
    const kept = { generatedAt: clock.now().toISOString() };
    const from = clock.now();
    const add = (dispatchId: string, kind: MailEventKind, id: string) =>
      // It happened long before it was told.
      events.add({ ...event, id, kind, dispatchId, recipientHashes: [] }, kept);
    await add(bounced, "hard_bounce", "b-1");
    await add(bounced, "soft_bounce", "b-2");
    await add(delivered, "delivery", "b-3");
    clock.advance(1000);
    const to = clock.now();
    await add(complained, "complaint", "b-4");
    clock.advance(1000);
    expect(await events.troubled(from, to)).toEqual([bounced]);
    expect(await events.troubled(to, clock.now())).toEqual([complained]);
  });

  it("leave a trail that tells the same as the delivery, whatever came in between", async () => {
    const store = createDispatchStore({ table: client, sealer, clock });
    const { dispatch } = await saveDraft(store, createRecipientHash(KEY), clock.now());
    const [first, second, third] = await store.getDeliveries(dispatch.id);
    if (!(first && second && third)) throw new Error("too few deliveries");
    const events = createMailEvents({ table: client, clock });
    const parked = await store.claimDelivery(first, 120);
    if (parked)
      await store.settleDelivery(parked, { state: "pending", reason: "no quota", parked: true });
    const [again = first] = await store.getDeliveries(dispatch.id);
    const claim = await store.claimDelivery(again, 120);
    if (claim) await store.settleDelivery(claim, { state: "accepted", messageId: "m-1" });
    for (const kind of ["delivery", "complaint", "send"] as const) {
      const standing = standingOf(kind);
      if (standing) await events.settle(again, standing, event);
    }
    // The answer to our own call comes after the event.
    const late = await store.claimDelivery(second, 120);
    const bounced = standingOf("hard_bounce");
    if (bounced) await events.settle(second, bounced, event);
    if (late) await store.settleDelivery(late, { state: "accepted", messageId: "m-2" });
    const record = await createDispatchRecords({ table: client, sealer, clock }).read(dispatch.id);
    expect(record?.deliveries.map(({ delivery }) => delivery.state).toSorted()).toEqual([
      "bounced",
      "complained",
      "pending",
    ]);
    expect(record && verifyTrail(record.head, record.deliveries)).toEqual([]);
  });
});

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]),
  );
}
