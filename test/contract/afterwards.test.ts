import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/dispatch/delivery.ts";
import { DIGEST_TYPE } from "../../src/dispatch/digest-type.ts";
import { verifyTrail } from "../../src/dispatch/verify-trail.ts";
import { DispatchNotFoundError } from "../../src/errors.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { makeArtifact, saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

/** What the store keeps of what happens beside and after the sending, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
const UNKNOWN = ulid(Date.parse(START));

async function draft(people = ["owner", "cto"], clock = createTestClock(START)) {
  const store = table.store(clock);
  const artifact = makeArtifact(people);
  const { dispatch } = await saveDraft(store, hashAddress, clock.now(), {}, artifact);
  return { store, clock, id: dispatch.id };
}

const headOf = async (id: string) =>
  (await table.scan()).find((item) => item["task_id"] === id) ?? {};

async function faultsOf(id: string, clock: TestClock) {
  const record = await createDispatchRecords({
    table: createTableClient(table.client, table.name),
    sealer: createSealer(Buffer.alloc(32, 9)),
    clock,
  }).read(id);
  if (record === undefined) throw new Error("no record");
  return verifyTrail(record.head, record.deliveries);
}

describe("setSummary", () => {
  const message = { channel: "C1", ts: "1.2" };

  it("keeps where the summary stands, and the latest place of several", async () => {
    const { store, id, clock } = await draft();
    await store.setSummary(id, { channel: "C9", ts: "0.1" });
    await store.setSummary(id, message);
    expect((await store.get(id))?.summaryMessage).toEqual(message);
    expect(await faultsOf(id, clock)).toEqual([]);
  });

  it("makes no dispatch out of nothing", async () => {
    const { store } = await draft();
    await expect(store.setSummary(UNKNOWN, message)).rejects.toThrow(DispatchNotFoundError);
    expect(await store.get(UNKNOWN)).toBeUndefined();
    expect(await headOf(UNKNOWN)).toEqual({});
  });
});

describe("noteTest", () => {
  const test = { by: "U2", at: START, messageId: "m-test" };

  it("puts each test on the trail, in one chain, and changes nothing else", async () => {
    const { store, id, clock } = await draft();
    const before = await store.get(id);
    await Promise.all([
      store.noteTest(id, test),
      store.noteTest(id, { ...test, by: "U3", messageId: "m-other" }),
    ]);
    const { trail } = await headOf(id);
    expect(trail).toHaveLength(3);
    expect(trail).toEqual([
      expect.objectContaining({ event: "drafted" }),
      expect.objectContaining({ event: "tested", at: START, seq: 2 }),
      expect.objectContaining({ event: "tested", at: START, seq: 3 }),
    ]);
    expect(JSON.stringify(trail)).toMatch(/m-test[\s\S]*m-other|m-other[\s\S]*m-test/u);
    expect(await store.get(id)).toEqual(before);
    expect(await faultsOf(id, clock)).toEqual([]);
  });

  it("makes no dispatch out of nothing, and touches none that is kept no longer", async () => {
    const { store, id, clock } = await draft();
    await expect(store.noteTest(UNKNOWN, test)).rejects.toThrow(DispatchNotFoundError);
    expect(await headOf(UNKNOWN)).toEqual({});
    clock.advance(401 * 24 * 3_600_000);
    await expect(store.noteTest(id, test)).rejects.toThrow(DispatchNotFoundError);
    expect((await headOf(id))["trail"]).toHaveLength(1);
  });
});

describe("latest, before one that is named", () => {
  it("goes on where a page ended, across months, without the mails of the digest", async () => {
    const own = await startTestTable();
    try {
      const days = ["2025-12-30", "2025-12-31", "2026-01-31", "2026-02-01", "2026-02-02"];
      const ids: string[] = [];
      for (const day of days) {
        const store = own.store(createTestClock(`${day}T12:00:00.000Z`));
        const at = (hour: string) => new Date(`${day}T${hour}:00:00.000Z`);
        ids.unshift((await saveDraft(store, hashAddress, at("12"))).dispatch.id);
        await saveDraft(store, hashAddress, at("13"), { reportType: DIGEST_TYPE });
      }
      const store = own.store(createTestClock("2026-02-28T00:00:00.000Z"));
      const idsOf = async (limit: number, before?: string) =>
        (await store.latest(limit, before)).map(({ id }) => id);
      const pages: string[][] = [];
      for (let before: string | undefined; ; ) {
        const page = await idsOf(2, before);
        if (page.length === 0) break;
        pages.push(page);
        before = page.at(-1);
      }
      expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
      expect(await idsOf(10, ids[3])).toEqual(ids.slice(4));
      expect(await idsOf(10, ids.at(-1))).toEqual([]);
      // What stands on a button may be anything.
      expect(await idsOf(1, "nonsense")).toHaveLength(1);
    } finally {
      await own.stop();
    }
  });
});

describe("reopenDelivery", () => {
  const REASON = "SES did not answer.";

  /** A mail that has failed for good, one of which nobody can know, and one that was taken. */
  async function ended() {
    const { store, clock, id } = await draft(["a", "b", "c"]);
    const settle = async (
      delivery: Delivery,
      outcome: Parameters<typeof store.settleDelivery>[1],
    ) => {
      const claim = await store.claimDelivery(delivery, 60);
      if (claim === undefined) throw new Error("not claimed");
      await store.settleDelivery(claim, outcome);
    };
    const [first, second, third] = await store.getDeliveries(id);
    if (first === undefined || second === undefined || third === undefined) throw new Error("none");
    await settle(first, { state: "failed", reason: REASON, refusedForGood: true });
    await store.claimDelivery(second, 60);
    clock.advance(61_000);
    const find = async ({ recipientHash: hash, kind }: Delivery) => {
      const all = await store.getDeliveries(id);
      const found = all.find((it) => it.recipientHash === hash && it.kind === kind);
      if (found === undefined) throw new Error("no delivery");
      return found;
    };
    await store.expireClaim(await find(second), REASON);
    await settle(third, { state: "accepted", messageId: "m" });
    const now = {
      failed: await find(first),
      uncertain: await find(second),
      sent: await find(third),
    };
    return { store, clock, id, find, ...now };
  }

  const decision = { number: 1, by: "U1" };

  it("gives a mail a fresh set of attempts, counted on from those before", async () => {
    const { store, find, failed } = await ended();
    expect(failed).toMatchObject({ state: "failed", refusedForGood: true, fence: 1 });
    expect(await store.reopenDelivery(failed, "pending", decision)).toBe(true);
    const reopened = await find(failed);
    expect(reopened).toMatchObject({ state: "pending", callsBefore: 1, fence: 1 });
    expect(reopened).not.toHaveProperty("reason");
    expect(reopened).not.toHaveProperty("refusedForGood");
    const item = (await table.scan()).find(
      (it) =>
        it["recipient_hash"] === failed.recipientHash &&
        it["dashboard_id"] === `dispatch#${failed.dispatchId}`,
    );
    expect(item).toMatchObject({ delivery_status: "pending", reopening: 1 });
    // It is one that can be claimed, with the next fence.
    expect(await store.claimDelivery(reopened, 60)).toMatchObject({ fence: 2 });
  });

  it("lets one count as sent, and says who marked it", async () => {
    const { store, find, uncertain } = await ended();
    expect(await store.reopenDelivery(uncertain, "accepted", decision)).toBe(true);
    expect(await find(uncertain)).toMatchObject({ state: "accepted", markedBy: "U1" });
    const marked = await find(uncertain);
    expect(await store.claimDelivery(marked, 60)).toBeUndefined();
  });

  it("happens once for one decision, whoever carries it out", async () => {
    const { store, clock, failed, find } = await ended();
    const others = [store, table.store(clock), table.store(clock)];
    const all = await Promise.all(
      others.flatMap((it) => [
        it.reopenDelivery(failed, "pending", decision),
        it.reopenDelivery(failed, "pending", decision),
      ]),
    );
    expect(all.filter((changed) => changed)).toHaveLength(1);
    // It fails again: the same decision, carried out late, does not take it up again; the next one does.
    const claim = await store.claimDelivery(await find(failed), 60);
    if (claim === undefined) throw new Error("not claimed");
    await store.settleDelivery(claim, { state: "failed", reason: REASON });
    const again = await find(failed);
    expect(await store.reopenDelivery(again, "pending", decision)).toBe(false);
    expect(await find(failed)).toMatchObject({ state: "failed" });
    expect(await store.reopenDelivery(again, "pending", { ...decision, number: 2 })).toBe(true);
    expect(await find(failed)).toMatchObject({ state: "pending", callsBefore: 2 });
  });

  it("gives way to what was heard of the mail meanwhile, and to a call that was made", async () => {
    const { store, uncertain, failed, find } = await ended();
    expect(await store.reopenDelivery({ ...uncertain, state: "failed" }, "pending", decision)).toBe(
      false,
    );
    expect(await store.reopenDelivery({ ...failed, fence: 7 }, "pending", decision)).toBe(false);
    expect(await find(uncertain)).toEqual(uncertain);
    expect(await find(failed)).toEqual(failed);
  });

  it("stands on the mail's trail, with who decided it, and breaks none", async () => {
    const { store, clock, id, failed, uncertain } = await ended();
    await store.reopenDelivery(failed, "pending", decision);
    await store.reopenDelivery(uncertain, "accepted", decision);
    const items = (await table.scan()).filter((it) => it["dashboard_id"] === `dispatch#${id}`);
    const trails = items.map((it) => JSON.stringify(it["trail"] ?? []));
    expect(
      trails.filter((trail) => /"by":"U1"/u.test(trail) && /"reopening":1/u.test(trail)),
    ).toHaveLength(2);
    expect(await faultsOf(id, clock)).toEqual([]);
  });
});
