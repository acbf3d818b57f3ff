import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

/** Dispatches by their month, and by what they wait for, on a real table. */
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
const DAY = 86_400_000;
let table: TestTable | undefined;
let store: DispatchStore;
let clock: TestClock;

beforeEach(async () => {
  await table?.stop();
  table = await startTestTable();
  clock = createTestClock("2026-01-31T12:00:00.000Z");
  store = table.store(clock);
});
afterAll(() => table?.stop());

/** The clock goes on, or back, to this moment. */
const setClock = (at: string) => clock.advance(Date.parse(at) - clock.now().getTime());

async function draftOn(day: string, given: Partial<Dispatch> = {}): Promise<string> {
  setClock(`${day}T12:00:00.000Z`);
  return (await saveDraft(store, hashAddress, clock.now(), given)).dispatch.id;
}

const ids = (found: readonly Dispatch[]) => found.map(({ id }) => id);

describe("the latest dispatches", () => {
  it("are the newest of many months, no more than were asked for", async () => {
    const oldest = await draftOn("2026-01-31");
    const older = await draftOn("2026-03-31");
    const newer = await draftOn("2026-05-01");
    const newest = await draftOn("2026-05-31");
    expect(ids(await store.latest(10))).toEqual([newest, newer, older, oldest]);
    expect(ids(await store.latest(2))).toEqual([newest, newer]);
    expect(ids(await store.latest(3))).toEqual([newest, newer, older]);
  });

  it("go on before any of them, also in the months before", async () => {
    const oldest = await draftOn("2026-01-31");
    const older = await draftOn("2026-05-01");
    const newest = await draftOn("2026-05-31");
    setClock("2026-08-15T12:00:00.000Z");
    expect(ids(await store.latest(10, newest))).toEqual([older, oldest]);
    expect(ids(await store.latest(1, newest))).toEqual([older]);
    expect(ids(await store.latest(10, oldest))).toEqual([]);
    expect(ids(await store.latest(1, "no id at all"))).toEqual([newest]);
  });

  it("reach back a year, and no further", async () => {
    const old = await draftOn("2025-06-30");
    setClock("2026-06-15T12:00:00.000Z");
    expect(ids(await store.latest(1))).toEqual([old]);
    setClock("2026-07-01T12:00:00.000Z");
    expect(await store.latest(1)).toEqual([]);
  });

  it("have none of the digest's mails among them, however many there are", async () => {
    const report = await draftOn("2026-05-01");
    for (let day = 2; day <= 31; day += 1) {
      await draftOn(`2026-05-${String(day).padStart(2, "0")}`, { reportType: "digest" });
    }
    expect(ids(await store.latest(1))).toEqual([report]);
  });
});

describe("what was drafted since a moment", () => {
  it("is everything of that millisecond or later, across months, the newest first", async () => {
    await draftOn("2026-01-30");
    const first = await draftOn("2026-01-31");
    const from = clock.now();
    const digest = await draftOn("2026-03-01", { reportType: "digest" });
    const last = await draftOn("2026-04-30");
    expect(ids(await store.draftedSince(from))).toEqual([last, digest, first]);
    expect(ids(await store.draftedSince(new Date(from.getTime() + 1)))).toEqual([last, digest]);
  });

  it("is found at the very beginning of a month, too", async () => {
    setClock("2026-02-01T00:00:00.000Z");
    const first = (await saveDraft(store, hashAddress, clock.now())).dispatch.id;
    expect(ids(await store.draftedSince(clock.now()))).toEqual([first]);
  });
});

describe("what is open", () => {
  it("waits for a decision, is held, or is on its way", async () => {
    const approval = { by: "U1", at: "2026-01-31T12:00:00.000Z" };
    const approvalExpiresAt = new Date(clock.now().getTime() + 30 * DAY).toISOString();
    const waits = await draftOn("2026-01-31", { approvalExpiresAt });
    const held = await draftOn("2026-01-31");
    const until = "2026-02-10T12:00:00.000Z";
    const hold = { heldUntil: until, dueAt: until };
    await store.changeState({ dispatchId: held, to: "approved", approval, ...hold });
    const goes = await draftOn("2026-01-31");
    await store.changeState({ dispatchId: goes, to: "approved", approval });
    const over = await draftOn("2026-01-31");
    await store.changeState({ dispatchId: over, to: "voided", voidedBecause: "Over." });
    expect((await store.findOpen()).toSorted()).toEqual([waits, held, goes].toSorted());
    expect(await store.findUnfinished()).toEqual([goes]);
    expect(await store.findHeld(new Date(until))).toEqual([{ id: held, until }]);
    expect(await store.findHeld(new Date(Date.parse(until) - 1))).toEqual([]);
    setClock(until);
    expect(await store.findUnfinished()).toEqual([goes, held]);
    expect(await store.findHeld(new Date(until))).toEqual([]);
  });
});
