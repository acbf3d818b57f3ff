import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY, underPolicy } from "../../src/dispatch/approval-policy.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { sealChains } from "../../src/dispatch/trail.ts";
import { verifyTrail } from "../../src/dispatch/verify-trail.ts";
import { appendEvent } from "../../src/store/append-event.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { headKey, partsPartition } from "../../src/store/keys.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** The trail that a dispatch leaves, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
const clock = createTestClock(START);
const approval = { by: "U1", at: START };

const read = async (id: string) => {
  const record = await createDispatchRecords({
    table: createTableClient(table.client, table.name),
    sealer: createSealer(Buffer.alloc(32, 9)),
    clock,
  }).read(id);
  if (record === undefined) throw new Error("no record");
  return record;
};
const faultsOf = async (id: string) => {
  const { head, deliveries } = await read(id);
  return verifyTrail(head, deliveries);
};

async function sendAll(id: string, store: DispatchStore): Promise<void> {
  await store.changeState({ dispatchId: id, to: "approved", approval });
  await store.changeState({ dispatchId: id, to: "sending" });
  for (const [index, delivery] of (await store.getDeliveries(id)).entries()) {
    const claim = await store.claimDelivery(delivery, 60);
    if (claim === undefined) throw new Error("not claimed");
    if (index === 0) {
      await store.settleDelivery(claim, { state: "pending", reason: "too fast" });
      const again = await store.claimDelivery({ ...delivery, fence: claim.fence }, 60);
      if (again) await store.settleDelivery(again, { state: "failed", reason: "refused" });
    } else if (index === 1) {
      clock.advance(61_000);
      const [, claimed] = await store.getDeliveries(id);
      if (claimed) expect(await store.expireClaim(claimed, "gone")).toBe(true);
    } else await store.settleDelivery(claim, { state: "accepted", messageId: "m" });
  }
  await store.changeState({ dispatchId: id, to: "partly_sent" });
  await store.markAnnounced(id);
}

/** Writes into an item as somebody with access to the table could. */
async function tamper(id: string, prefix: string, path: readonly (string | number)[], to: unknown) {
  const item = (await table.scan()).find(
    ({ dashboard_id: partition, task_id: key }) =>
      (partition === partsPartition(id) || key === id) && String(key).startsWith(prefix || id),
  );
  if (item === undefined) throw new Error("nothing to tamper with");
  const steps = path.map((step, n) => (typeof step === "number" ? `[${step}]` : `.#p${n}`));
  const names = path.flatMap((step, n) => (typeof step === "string" ? [[`#p${n}`, step]] : []));
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: marshall({ dashboard_id: item["dashboard_id"], task_id: item["task_id"] }),
      UpdateExpression: `SET ${steps.join("").slice(1)} = :to`,
      ExpressionAttributeNames: Object.fromEntries(names),
      ExpressionAttributeValues: marshall({ ":to": to }),
    }),
  );
}

describe("the trail", () => {
  it("holds at every step, and says who decided on which mail", async () => {
    const store = table.store(clock);
    const { dispatch } = await saveDraft(store, hashAddress, clock.now());
    expect(await faultsOf(dispatch.id)).toEqual([]);
    await sendAll(dispatch.id, store);
    const { head, deliveries, faults } = await read(dispatch.id);
    expect(faults).toEqual([]);
    expect(verifyTrail(head, deliveries)).toEqual([]);
    expect(head.trail.map(({ event }) => event)).toEqual([
      "drafted",
      "approved",
      "sending",
      "partly_sent",
      "announced",
    ]);
    expect(head.trail[1]).toMatchObject({ by: "U1", artifact: dispatch.artifactHash });
    // The end holds together what came of each mail.
    expect(head.trail[3]).toMatchObject({ deliveries: sealChains(deliveries) });
    const told = deliveries.map(({ trail }) => trail.map(({ event }) => event).join(" "));
    expect(told.toSorted()).toEqual(
      [
        "planned claimed pending claimed failed",
        "planned claimed uncertain",
        "planned claimed accepted",
      ].toSorted(),
    );
  });

  it("says why: in the words of whoever rejected it, or of what made it void", async () => {
    const store = table.store(clock);
    const lastEvent = async (id: string) => (await read(id)).head.trail.at(-1);
    const rejected = (await saveDraft(store, hashAddress, clock.now())).dispatch.id;
    const rejection = { ...approval, reason: "Too early." };
    await store.changeState({ dispatchId: rejected, to: "rejected", rejection });
    expect(await lastEvent(rejected)).toMatchObject({ event: "rejected", reason: "Too early." });
    const voided = (await saveDraft(store, hashAddress, clock.now())).dispatch.id;
    await store.changeState({ dispatchId: voided, to: "voided", voidedBecause: "Not needed." });
    expect(await lastEvent(voided)).toMatchObject({ event: "voided", reason: "Not needed." });
  });

  it("goes on after the end, when an answer comes late", async () => {
    const store = table.store(clock);
    const { dispatch } = await saveDraft(store, hashAddress, clock.now());
    const [first] = await store.getDeliveries(dispatch.id);
    const late = first && (await store.claimDelivery(first, 60));
    clock.advance(61_000);
    const [claimed] = await store.getDeliveries(dispatch.id);
    if (claimed) await store.expireClaim(claimed, "gone");
    if (late) await store.settleDelivery(late, { state: "accepted", messageId: "late" });
    expect(await faultsOf(dispatch.id)).toEqual([]);
  });

  it("does not fork, however many write at the same time", async () => {
    const store = table.store(clock);
    const { dispatch } = await saveDraft(store, hashAddress, clock.now());
    const client = createTableClient(table.client, table.name);
    const key = headKey(dispatch.id);
    if (key === undefined) throw new Error("no key");
    const written = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        appendEvent(client, key, partsPartition(dispatch.id), () => ({
          event: { event: `note ${n}`, at: START },
          set: {},
          condition: { clauses: ["attribute_exists(task_id)"] },
        })),
      ),
    );
    expect(written.filter((item) => item === undefined)).toEqual([]);
    const { head } = await read(dispatch.id);
    expect(head.trail.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(head.trail.map(({ event }) => event)).size).toBe(9);
    expect(await faultsOf(dispatch.id)).toEqual([]);
  }, 20_000);

  it.each([
    ["who approved first", ["approvals", 0, "by"], "U9"],
    ["the mail that was approved first", ["approvals", 0, "hash"], "0".repeat(64)],
    ["how long it was held", ["held_until"], "2020-01-01T00:00:00.000Z"],
    ["who recalled it", ["recall", "by"], "U9"],
    ["how many had to approve", ["policy", "approvals"], 1],
    ["until when they could", ["approval_expires_at"], "2099-01-01T00:00:00.000Z"],
  ])(
    "holds through two approvals and a recall, and shows that somebody changed %s",
    async (_, path, to) => {
      const store = table.store(clock);
      const policy = { ...DEFAULT_POLICY, approvals: 2, holdMs: 60_000 };
      const generatedAt = clock.now().toISOString();
      const rules = underPolicy({ generatedAt }, policy);
      const { dispatch } = await saveDraft(store, hashAddress, clock.now(), rules);
      const { id: dispatchId, artifactHash: hash } = dispatch;
      const [one, two, back] = ["U1", "U2", "U3"].map((by) => ({ by, at: generatedAt, hash }));
      if (!(one && two && back)) throw new Error("nobody decides");
      const waiting = { dispatchId, to: "awaiting_approval" } as const;
      await store.changeState({ ...waiting, event: "approved_in_part", approvals: [one] });
      await store.changeState({ ...waiting, event: "reminded", remindedAt: generatedAt });
      const heldUntil = new Date(clock.now().getTime() + 60_000).toISOString();
      const last = { approvals: [one, two], approval: two, heldUntil };
      await store.changeState({ dispatchId, to: "approved", ...last });
      await store.changeState({ dispatchId, to: "recalled", recall: back });
      const { trail } = (await read(dispatchId)).head;
      const decided = trail.filter((event) => event["decided_at"] !== undefined);
      expect(decided.map(({ event, by }) => `${event} ${String(by)}`)).toEqual([
        "approved_in_part U1",
        "approved U2",
        "recalled U3",
      ]);
      expect(await faultsOf(dispatchId)).toEqual([]);
      await tamper(dispatchId, "", path, to);
      expect(await faultsOf(dispatchId)).not.toEqual([]);
    },
  );

  it("tells that it waited for the mail service, and that it went on, once each", async () => {
    const store = table.store(clock);
    const { dispatch } = await saveDraft(store, hashAddress, clock.now());
    await store.changeState({ dispatchId: dispatch.id, to: "approved", approval });
    const parking = { because: "quota", reason: "the day's quota is used up" } as const;
    const parked = await Promise.all([1, 2, 3].map(() => store.park(dispatch.id, parking)));
    expect(parked.toSorted()).toEqual(["already", "already", "begun"]);
    const resumed = await Promise.all([1, 2, 3].map(() => store.resume(dispatch.id)));
    expect(resumed.filter((it) => it !== undefined)).toHaveLength(1);
    const { trail } = (await read(dispatch.id)).head;
    const events = trail.map(({ event }) => event);
    expect(events).toEqual(["drafted", "approved", "parked", "resumed"]);
    expect(await faultsOf(dispatch.id)).toEqual([]);
  });

  it("needs no word of going on where the dispatch ends: what has ended waits for nothing", async () => {
    const store = table.store(clock);
    const { dispatch } = await saveDraft(store, hashAddress, clock.now());
    const dispatchId = dispatch.id;
    const parking = { because: "quota", reason: "the day's quota is used up" } as const;
    await store.changeState({ dispatchId, to: "approved", approval });
    await store.changeState({ dispatchId, to: "sending" });
    expect(await store.park(dispatchId, parking)).toBe("begun");
    const { dispatch: ended } = await store.changeState({ dispatchId, to: "sent" });
    expect(ended.parked).toBeUndefined();
    expect(await store.park(dispatchId, parking)).toBe("over");
    expect((await store.get(dispatchId))?.parked).toBeUndefined();
    const { trail } = (await read(dispatchId)).head;
    const events = trail.map(({ event }) => event);
    expect(events).toEqual(["drafted", "approved", "sending", "parked", "sent"]);
    expect(await faultsOf(dispatchId)).toEqual([]);
  });

  it.each([
    ["who approved", "", ["approval", "by"], "U9"],
    ["the state", "", ["state"], "sent"],
    ["the hash of the mail", "", ["artifact_hash"], "0".repeat(64)],
    ["a source", "", ["sources", 0, "sha256"], "1".repeat(64)],
    ["an event", "", ["trail", 1, "by"], "U9"],
    ["the shape of an event", "", ["trail", 0, "seq"], "one"],
    ["the end of the trail", "", ["trail_hash"], "0".repeat(64)],
    ["an outcome", "delivery#", ["state"], "pending"],
    ["a message id", "audit#", ["ses_message_id"], "forged"],
    ["an event of a mail", "audit#", ["trail", 1, "at"], "2020-01-01"],
  ])("shows that somebody changed %s in the table", async (_, prefix, path, to) => {
    const store = table.store(clock);
    const { dispatch } = await saveDraft(store, hashAddress, clock.now());
    await sendAll(dispatch.id, store);
    expect(await faultsOf(dispatch.id)).toEqual([]);
    await tamper(dispatch.id, prefix, path, to);
    expect(await faultsOf(dispatch.id)).not.toEqual([]);
  });
});
