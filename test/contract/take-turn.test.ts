import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeTurn } from "../../src/dispatch/take-turn.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Which draft follows a preview, on a real table. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const MINUTE = 60_000;
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));

async function setUp(state: "expired" | "awaiting_approval" = "expired") {
  const clock = createTestClock("2026-10-31T12:00:00.000Z");
  const store = table.store(clock);
  const draft = async () => (await saveDraft(store, hashAddress, clock.now())).dispatch.id;
  const { dispatch } = await saveDraft(store, hashAddress, clock.now(), { state });
  const replacement = { old: dispatch, because: "Replaced." };
  const take = (id: string) => takeTurn(replacement, id, { store, clock });
  const show = (id: string) => store.setPreview(id, { channel: "C1", ts: "1" });
  const end = (dispatchId: string) =>
    store.changeState({ dispatchId, to: "voided", voidedBecause: "Over." });
  const stateOf = async (id: string) => (await store.get(id))?.state;
  return { clock, store, draft, take, show, end, stateOf, old: dispatch };
}

const ON_ITS_WAY = "A new preview of this report is on its way already. If none comes, try again.";
const MADE = /^A fresh preview of this report has been made already\./;

describe("takeTurn", () => {
  it("lets one of many follow, and withdraws the others unseen", async () => {
    const { draft, take, stateOf } = await setUp();
    const ids = await Promise.all(Array.from({ length: 8 }, draft));
    const turns = await Promise.allSettled(ids.map(take));
    expect(turns.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const states = await Promise.all(ids.map(stateOf));
    expect(states.map((state) => state === "awaiting_approval")).toEqual(
      turns.map(({ status }) => status === "fulfilled"),
    );
  });

  it("stays with whoever has it and is about to show a preview, and says so", async () => {
    const { draft, take, stateOf, clock } = await setUp();
    const first = await draft();
    await take(first);
    await take(first);
    clock.advance(10 * MINUTE - 1);
    await expect(take(await draft())).rejects.toThrow(ON_ITS_WAY);
    expect(await stateOf(first)).toBe("awaiting_approval");
  });

  it("is free, for one, once the draft that had it has ended unseen", async () => {
    const { draft, take, end } = await setUp();
    const first = await draft();
    await take(first);
    await end(first);
    const turns = await Promise.allSettled(
      (await Promise.all([draft(), draft(), draft()])).map(take),
    );
    expect(turns.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is free once a process has died before its preview stood, whose draft ends with that", async () => {
    const { draft, take, stateOf, clock } = await setUp();
    const first = await draft();
    await take(first);
    clock.advance(10 * MINUTE);
    await take(await draft());
    expect(await stateOf(first)).toBe("voided");
  });

  it.each([
    ["expired", MADE],
    ["awaiting_approval", /^Replaced\.$/],
  ] as const)("of one that is %s is not free once a preview stood", async (state, words) => {
    const { draft, take, show, end, clock } = await setUp(state);
    const first = await draft();
    await take(first);
    await show(first);
    await expect(take(await draft())).rejects.toThrow(words);
    await end(first);
    clock.advance(24 * 60 * MINUTE);
    await expect(take(await draft())).rejects.toThrow(words);
  });

  it("was taken also where it is not on record by whom", async () => {
    const { store, old, draft, take } = await setUp();
    await store.claimOnce(`fresh#${old.id}`, 3600);
    await expect(take(await draft())).rejects.toThrow(MADE);
  });
});
