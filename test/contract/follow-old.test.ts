import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";
import { followOld } from "../../src/dispatch/follow-old.ts";
import { endUnshown, wasSeen } from "../../src/dispatch/unseen.ts";
import { createLog } from "../../src/log.ts";
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
  const save = async (given: Partial<Dispatch> = {}) =>
    (await saveDraft(store, hashAddress, clock.now(), given)).dispatch;
  const old = await save({ state });
  const origin = old.origin ?? old.id;
  const draft = () => save({ replaces: old.id, origin });
  const deps = { store, clock, log: createLog("silent") };
  const follow = (drafted: Dispatch, before = old) =>
    followOld({ old: before, because: "Replaced." }, drafted, deps);
  const show = ({ id }: Dispatch) => store.setPreview(id, { channel: "C1", ts: "1" });
  const end = ({ id: dispatchId }: Dispatch) =>
    store.changeState({ dispatchId, to: "voided", voidedBecause: "Over." });
  const approve = ({ id: dispatchId }: Dispatch) =>
    store.changeState({ dispatchId, to: "approved", approval: { by: "U1", at: "t" } });
  const stateOf = async ({ id }: Dispatch) => (await store.get(id))?.state;
  return { clock, store, save, draft, follow, show, end, approve, stateOf, old, origin };
}

const ON_ITS_WAY = "A new preview of this report is on its way already. If none comes, try again.";
const MADE = /^A fresh preview of this report has been made already\./;

describe("endUnshown", () => {
  it("ends a draft only as long as its preview does not stand", async () => {
    const { store, draft, show, stateOf } = await setUp();
    const [slow, dead] = [await draft(), await draft()];
    await show(slow);
    expect(await endUnshown(slow.id, store)).toBe(false);
    expect(await stateOf(slow)).toBe("awaiting_approval");
    expect(await endUnshown(dead.id, store)).toBe(true);
    // A preview that comes after all is none that anybody could decide on.
    await show(dead);
    const late = await store.get(dead.id);
    expect(late?.preview && wasSeen(late)).toBe(false);
  });
});

describe("followOld", () => {
  it("lets one of many follow, and withdraws the others unseen", async () => {
    const { draft, follow, stateOf } = await setUp();
    const drafts = await Promise.all(Array.from({ length: 8 }, draft));
    const tries = await Promise.allSettled(drafts.map((it) => follow(it)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const states = await Promise.all(drafts.map(stateOf));
    expect(states.map((state) => state === "awaiting_approval")).toEqual(
      tries.map(({ status }) => status === "fulfilled"),
    );
  });

  it("stays with whichever is about to be shown, and says so", async () => {
    const { draft, follow, stateOf, clock } = await setUp();
    const first = await draft();
    await follow(first);
    await follow(first);
    clock.advance(10 * MINUTE - 1);
    await expect(follow(await draft())).rejects.toThrow(ON_ITS_WAY);
    expect(await stateOf(first)).toBe("awaiting_approval");
  });

  it("is possible, for one, once the draft that followed has ended unseen", async () => {
    const { draft, follow, end } = await setUp();
    const first = await draft();
    await follow(first);
    await end(first);
    const drafts = await Promise.all([draft(), draft(), draft()]);
    const tries = await Promise.allSettled(drafts.map((it) => follow(it)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is possible once a process has died before its preview stood, whose draft ends with that", async () => {
    const { store, draft, follow, clock } = await setUp();
    const first = await draft();
    await follow(first);
    clock.advance(10 * MINUTE);
    await follow(await draft());
    expect(await store.get(first.id)).toMatchObject({
      state: "voided",
      voidedBecause: "Its preview was never shown.",
    });
  });

  it.each([
    ["expired", MADE],
    ["awaiting_approval", /^Replaced\.$/],
  ] as const)("of one that is %s is refused while the next one stands", async (state, words) => {
    const { draft, follow, show, clock } = await setUp(state);
    const first = await draft();
    await follow(first);
    await show(first);
    await expect(follow(await draft())).rejects.toThrow(words);
    clock.advance(24 * 60 * MINUTE);
    await expect(follow(await draft())).rejects.toThrow(words);
  });

  it("of one that has expired is refused for good once the next one was seen, or has gone out unseen", async () => {
    for (const first of ["show", "approve"] as const) {
      const { draft, follow, end, ...steps } = await setUp();
      const next = await draft();
      await follow(next);
      await steps[first](next);
      await end(next);
      await expect(follow(await draft())).rejects.toThrow(MADE);
    }
  });

  it("of one that still waits is possible again once the next one is over", async () => {
    const { draft, follow, show, end } = await setUp("awaiting_approval");
    const first = await draft();
    await follow(first);
    await show(first);
    await end(first);
    await follow(await draft());
  });

  it("of one that still waits is possible again once the next one was rejected", async () => {
    const { store, draft, follow, show } = await setUp("awaiting_approval");
    const first = await draft();
    await follow(first);
    await show(first);
    await store.changeState({ dispatchId: first.id, to: "rejected" });
    await follow(await draft());
  });

  it("of one that still waits is refused once the next one was approved", async () => {
    const { draft, follow, show, approve } = await setUp("awaiting_approval");
    const first = await draft();
    await follow(first);
    await show(first);
    await approve(first);
    await expect(follow(await draft())).rejects.toThrow(/^Replaced\.$/);
  });

  it("goes on from the one that followed, not from what that one has replaced", async () => {
    const { save, draft, follow, show, origin } = await setUp("awaiting_approval");
    const second = await draft();
    await follow(second);
    await show(second);
    const third = await save({ replaces: second.id, origin });
    await follow(third, second);
    await show(third);
    await expect(follow(await draft())).rejects.toThrow(/^Replaced\.$/);
  });

  it("is refused where it is not on record which one follows", async () => {
    const { store, origin, draft, follow } = await setUp();
    await store.claimOnce(`current#${origin}`, 3600);
    await expect(follow(await draft())).rejects.toThrow(MADE);
  });
});
