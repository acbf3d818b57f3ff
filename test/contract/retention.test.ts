import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ArtifactCorruptError,
  ArtifactExpiredError,
  DispatchNotFoundError,
} from "../../src/errors.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { makeArtifact, saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** How long what is kept: the engine of these tests deletes nothing, so that only the reads can hide it. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const DAY = 86_400_000;
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
const retention = { mail: 20, addresses: 10, record: 40 };

async function draft(given = {}) {
  const clock = createTestClock(START);
  const store = table.store(clock);
  const { dispatch, artifact } = await saveDraft(store, hashAddress, clock.now(), given);
  const afterDays = (days: number) =>
    clock.advance(new Date(START).getTime() + days * DAY - clock.now().getTime());
  return { clock, store, dispatch, artifact, afterDays };
}

const readWith = (clock: ReturnType<typeof createTestClock>) =>
  createDispatchRecords({
    table: createTableClient(table.client, table.name),
    sealer: createSealer(Buffer.alloc(32, 9)),
    clock,
  });

describe("what is recorded", () => {
  it("goes in its time: addresses, then the mail, then the record", async () => {
    const { clock, store, dispatch, artifact, afterDays } = await draft({ retention });
    afterDays(9);
    expect(await store.getArtifact(dispatch)).toEqual(artifact);
    expect(await store.getMail(dispatch)).toEqual(artifact.mail);
    afterDays(10);
    expect(await store.getMail(dispatch)).toEqual(artifact.mail);
    await expect(store.getArtifact(dispatch)).rejects.toThrow(/addresses .* not kept any more/);
    expect(await readWith(clock).read(dispatch.id)).toMatchObject({
      mail: artifact.mail,
      faults: [],
    });
    afterDays(20);
    await expect(store.getArtifact(dispatch)).rejects.toThrow(ArtifactExpiredError);
    await expect(store.getArtifact(dispatch)).rejects.toThrow(/The mail .* not kept any more/);
    await expect(store.getMail(dispatch)).rejects.toThrow(ArtifactExpiredError);
    expect(await readWith(clock).read(dispatch.id)).not.toHaveProperty("mail");
    afterDays(39);
    expect(await store.get(dispatch.id)).toEqual(dispatch);
    const deliveries = await store.getDeliveries(dispatch.id);
    expect(deliveries).toHaveLength(3);
    const copy = deliveries.find(({ kind }) => kind === "audit");
    expect(await store.getAuditCopy(dispatch.id)).toEqual(copy);
    expect(copy).toBeDefined();
    expect((await store.latest(10)).map(({ id }) => id)).toContain(dispatch.id);
    afterDays(40);
    expect(await store.get(dispatch.id)).toBeUndefined();
    expect(await store.getDeliveries(dispatch.id)).toEqual([]);
    expect(await store.getAuditCopy(dispatch.id)).toBeUndefined();
    expect((await store.latest(10)).map(({ id }) => id)).not.toContain(dispatch.id);
    expect(await readWith(clock).read(dispatch.id)).toBeUndefined();
  });

  it("is not read where it is not what was drafted, also without its addresses", async () => {
    const { clock, store, dispatch, afterDays } = await draft({ retention });
    const { mail, ...rest } = makeArtifact();
    const other = { ...rest, mail: { ...mail, text: "Something else" } };
    const { dispatch: stranger } = await saveDraft(store, hashAddress, clock.now(), {}, other);
    afterDays(10);
    const client = createTableClient(table.client, table.name);
    const [foreign] = await client.query(`dispatch#${stranger.id}`, { prefix: "artifact#" });
    const [own] = await client.query(`dispatch#${dispatch.id}`, { prefix: "artifact#" });
    await client.put({
      ...own,
      dashboard_id: `dispatch#${dispatch.id}`,
      task_id: "artifact#0000",
      body: foreign?.["body"],
    });
    await expect(store.getMail(dispatch)).rejects.toThrow(ArtifactCorruptError);
    expect(await store.getMail(stranger)).toEqual(other.mail);
  });

  it("cannot be acted on when it has gone", async () => {
    const { store, dispatch, afterDays } = await draft({ retention });
    afterDays(40);
    const { id: dispatchId } = dispatch;
    await expect(store.changeState({ dispatchId, to: "approved" })).rejects.toThrow(
      DispatchNotFoundError,
    );
    await expect(store.markAnnounced(dispatchId)).rejects.toThrow(DispatchNotFoundError);
    expect(await store.getAuditCopy(dispatchId)).toBeUndefined();
    expect(await store.getDeliveries(dispatchId)).toEqual([]);
    expect(await store.findUnfinished()).not.toContain(dispatchId);
  });

  it("neither begins to wait nor goes on, nor notes a test, when it has gone", async () => {
    const { store, dispatch, afterDays } = await draft({ retention });
    const { store: other, dispatch: waits, afterDays: later } = await draft({ retention });
    for (const [it, { id }] of [
      [store, dispatch],
      [other, waits],
    ] as const) {
      const approval = { by: "U1", at: "2026-10-31T12:00:00.000Z" };
      await it.changeState({ dispatchId: id, to: "approved", approval });
    }
    const parking = { because: "quota", reason: "The quota is used up." } as const;
    expect(await other.park(waits.id, parking)).toBe("begun");
    afterDays(40);
    later(40);
    expect(await store.park(dispatch.id, parking)).toBe("over");
    expect(await other.resume(waits.id)).toBeUndefined();
    const test = { by: "U1", at: "2026-10-31T12:00:00.000Z", messageId: "m" };
    await expect(store.noteTest(dispatch.id, test)).rejects.toThrow(DispatchNotFoundError);
  });

  it.each(["approved", "rejected", "voided"] as const)(
    "keeps addresses for as long again when a dispatch is %s",
    async (to) => {
      const { store, dispatch, artifact, afterDays } = await draft({ retention });
      afterDays(9);
      await store.changeState({ dispatchId: dispatch.id, to });
      afterDays(18);
      expect(await store.getArtifact(dispatch)).toEqual(artifact);
      afterDays(19);
      await expect(store.getArtifact(dispatch)).rejects.toThrow(ArtifactExpiredError);
    },
  );

  it("keeps no address longer than the record it belongs to", async () => {
    const { store, dispatch, afterDays } = await draft({
      retention: { mail: 20, addresses: 30, record: 40 },
    });
    afterDays(29);
    await store.changeState({ dispatchId: dispatch.id, to: "approved" });
    const envelope = (await table.scan()).find(
      (it) => it["dashboard_id"] === `dispatch#${dispatch.id}` && it["task_id"] === "envelope",
    );
    expect(envelope?.["expires_at"]).toBe(new Date(START).getTime() / 1000 + 40 * 86_400);
  });

  it("does not bring back addresses that should be forgotten by now", async () => {
    const { store, dispatch, afterDays } = await draft({ retention });
    afterDays(11);
    await store.changeState({ dispatchId: dispatch.id, to: "approved" });
    await expect(store.getArtifact(dispatch)).rejects.toThrow(ArtifactExpiredError);
  });

  it("is kept for the standard time where the settings say nothing", async () => {
    const { store, dispatch, afterDays } = await draft();
    afterDays(29);
    await store.getArtifact(dispatch);
    afterDays(399);
    expect(await store.get(dispatch.id)).toEqual(dispatch);
    afterDays(400);
    expect(await store.get(dispatch.id)).toBeUndefined();
  });

  it("leaves nothing without a time to go, not even of a draft that was never finished", async () => {
    const { dispatch } = await draft({ retention });
    const items = (await table.scan()).filter(
      (it) => it["task_id"] === dispatch.id || it["dashboard_id"] === `dispatch#${dispatch.id}`,
    );
    expect(items.length).toBeGreaterThan(4);
    for (const item of items) expect(item).toHaveProperty("expires_at", expect.any(Number));
  });
});
