import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/dispatch/delivery.ts";
import type { Outcome } from "../../src/dispatch/store-port.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { makeArtifact, saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What the record says of a mail after each outcome of a call, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
const PARKED: Outcome = { state: "pending", reason: "no quota", parked: true };
const TOO_FAST: Outcome = { state: "pending", reason: "too fast" };

async function draft() {
  const clock = createTestClock(START);
  const store = table.store(clock);
  const { dispatch } = await saveDraft(
    store,
    hashAddress,
    clock.now(),
    {},
    makeArtifact(["owner"]),
  );
  const find = async (): Promise<Delivery> => {
    const all = await store.getDeliveries(dispatch.id);
    const found = all.find(({ kind }) => kind === "recipient");
    if (found === undefined) throw new Error("no delivery");
    return found;
  };
  return {
    store,
    clock,
    find,
    /** One call, and what came of it. */
    async call(outcome: Outcome): Promise<Delivery> {
      const claim = await store.claimDelivery(await find(), 60);
      if (claim === undefined) throw new Error("not claimed");
      await store.settleDelivery(claim, outcome);
      return await find();
    },
    async item() {
      const { recipientHash } = await find();
      const items = await table.scan();
      const item = items.find(
        (it) =>
          it["dashboard_id"] === `dispatch#${dispatch.id}` &&
          it["recipient_hash"] === recipientHash,
      );
      return (item ?? {}) as Record<string, unknown> & { trail: Record<string, unknown>[] };
    },
  };
}

describe("a call that nobody's mail would have got through", () => {
  it("does not count as an attempt, and is counted apart", async () => {
    const { call, store, find, item } = await draft();
    expect(await call(PARKED)).toMatchObject({ state: "pending", fence: 1, parkedCalls: 1 });
    expect(await call(PARKED)).toMatchObject({ fence: 2, parkedCalls: 2, retryCount: 0 });
    expect(await call(TOO_FAST)).toMatchObject({ fence: 3, parkedCalls: 2, retryCount: 0 });
    await store.claimDelivery(await find(), 60);
    expect(await find()).toMatchObject({ fence: 4, parkedCalls: 2, retryCount: 1 });
    const told = (await item()).trail.map(({ event, parked }) => [event, parked]);
    expect(told).toEqual([
      ["planned", undefined],
      ["claimed", undefined],
      ["pending", true],
      ["claimed", undefined],
      ["pending", true],
      ["claimed", undefined],
      ["pending", undefined],
      ["claimed", undefined],
    ]);
  });

  it("does not count among those before it was taken up again", async () => {
    const { call, store, find } = await draft();
    await call(PARKED);
    await call(TOO_FAST);
    const failed = await call({ state: "failed", reason: "refused" });
    expect(await store.reopenDelivery(failed, "pending", { number: 1, by: "U1" })).toBe(true);
    expect(await find()).toMatchObject({ fence: 3, parkedCalls: 1, callsBefore: 2 });
  });
});

describe("a mail that failed", () => {
  it("says whether another call would help", async () => {
    const one = await draft();
    const forGood = { state: "failed", reason: "no such address", refusedForGood: true } as const;
    expect(await one.call(forGood)).toMatchObject({ state: "failed", refusedForGood: true });
    const other = await draft();
    const failed = await other.call({ state: "failed", reason: "too often" });
    expect(failed).toMatchObject({ state: "failed", reason: "too often" });
    expect(failed).not.toHaveProperty("refusedForGood");
    const third = await draft();
    expect(await third.call(TOO_FAST)).not.toHaveProperty("refusedForGood");
    expect(await third.call({ state: "accepted", messageId: "m" })).not.toHaveProperty(
      "refusedForGood",
    );
  });
});

describe("an outcome", () => {
  it("says whether it is on record: not of a claim that another has followed", async () => {
    const { store, find, call } = await draft();
    const first = await store.claimDelivery(await find(), 60);
    if (first === undefined) throw new Error("not claimed");
    expect(await store.settleDelivery(first, TOO_FAST)).toBe(true);
    expect(await store.settleDelivery(first, TOO_FAST)).toBe(false);
    await call({ state: "accepted", messageId: "m" });
    expect(await store.settleDelivery(first, { state: "failed", reason: "late" })).toBe(false);
  });
});

describe("a lease", () => {
  it.each<Outcome>([
    TOO_FAST,
    PARKED,
    { state: "accepted", messageId: "m" },
    { state: "failed", reason: "refused" },
    { state: "uncertain", reason: "no answer" },
  ])("ends with its outcome: $state", async (outcome) => {
    const { call, item } = await draft();
    await call(outcome);
    expect(await item()).not.toHaveProperty("lease_until");
    expect(await item()).toMatchObject({ settled_at: START, state: outcome.state });
  });

  it("ends with the claim that is given up", async () => {
    const { store, find, clock, item } = await draft();
    await store.claimDelivery(await find(), 60);
    expect(await item()).toMatchObject({
      lease_until: Date.parse(START) / 1000 + 60,
      claimed_at: START,
    });
    clock.advance(61_000);
    await store.expireClaim(await find(), "gone");
    expect(await item()).not.toHaveProperty("lease_until");
  });
});
