import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY, underPolicy } from "../../src/dispatch/approval-policy.ts";
import { hashArtifact } from "../../src/dispatch/artifact-hash.ts";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";
import { plainArtifact, plainDraft } from "../support/plain-draft.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What the store promises about approvals, clause by clause, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const HOUR = 3_600_000;
const artifact = plainArtifact([]);

async function saveDraft(change: Partial<Dispatch> = {}) {
  const clock = createTestClock(START);
  const store = table.store(clock);
  const policy = { ...DEFAULT_POLICY, approvals: 2, requesterMayApprove: false, holdMs: HOUR };
  const dispatch = plainDraft(artifact, {
    id: ulid(clock.now().getTime()),
    generatedAt: START,
    ...underPolicy({ generatedAt: START }, policy),
    ...change,
  });
  await store.saveDraft(dispatch, artifact, []);
  return { id: dispatch.id, dispatch, store, clock };
}

const by = (userId: string, hash = hashArtifact(artifact)) => ({ by: userId, at: START, hash });

describe("the head of a dispatch", () => {
  it("keeps rules, approvals, hold, recall and changes as they were given", async () => {
    const { id, dispatch, store } = await saveDraft();
    expect(await store.get(id)).toEqual(dispatch);
    const approvals = [by("U1"), by("U2")];
    await store.changeState({
      dispatchId: id,
      to: "approved",
      approvals,
      approval: by("U2"),
      heldUntil: "2026-10-31T13:00:00.000Z",
    });
    const { dispatch: recalled } = await store.changeState({
      dispatchId: id,
      to: "recalled",
      recall: by("U1"),
      changes: ["a", "b"],
    });
    expect(recalled).toEqual({
      ...dispatch,
      state: "recalled",
      approvals,
      approval: by("U2"),
      heldUntil: "2026-10-31T13:00:00.000Z",
      recall: by("U1"),
      changes: ["a", "b"],
    });
  });
});

describe("an approval", () => {
  const approve = (dispatch: Dispatch, seen: Dispatch = dispatch) =>
    ({
      dispatchId: dispatch.id,
      to: "approved",
      approval: by("U2"),
      approvals: [by("U2")],
      seen,
    }) as const;

  it("is refused once the time is over, to the millisecond", async () => {
    const { dispatch, store, clock } = await saveDraft();
    clock.advance(24 * HOUR);
    expect((await store.changeState(approve(dispatch))).changed).toBe(false);
    const { approval: _, ...inPart } = { ...approve(dispatch), to: "awaiting_approval" } as const;
    expect((await store.changeState(inPart)).changed).toBe(false);
    const other = await saveDraft();
    other.clock.advance(24 * HOUR - 1);
    expect((await other.store.changeState(approve(other.dispatch))).changed).toBe(true);
  });

  it("of a dispatch without an end is taken at any time", async () => {
    const { approvalExpiresAt: _, policy: __, ...old } = (await saveDraft()).dispatch;
    const { store, clock } = await saveDraft();
    const id = ulid(clock.now().getTime());
    await store.saveDraft({ ...old, id }, artifact, []);
    const item = (await table.scan()).find((it) => it["task_id"] === id);
    expect(item).not.toHaveProperty("due_queue");
    clock.advance(1000 * HOUR);
    expect((await store.changeState(approve({ ...old, id }))).changed).toBe(true);
  });

  it("is refused where other bytes, or other approvals, had been read", async () => {
    const { dispatch, store } = await saveDraft();
    const otherHash = { ...dispatch, artifactHash: "0".repeat(64) };
    expect((await store.changeState(approve(dispatch, otherHash))).changed).toBe(false);
    const otherCount = { ...dispatch, approvals: [by("U9")] };
    expect((await store.changeState(approve(dispatch, otherCount))).changed).toBe(false);
    const first = {
      dispatchId: dispatch.id,
      to: "awaiting_approval",
      approvals: [by("U1")],
    } as const;
    const { dispatch: once } = await store.changeState({ ...first, seen: dispatch });
    expect(once.approvals).toEqual([by("U1")]);
    expect((await store.changeState(approve(dispatch))).changed).toBe(false);
    expect((await store.changeState(approve(once))).changed).toBe(true);
  });
});

describe("an approval that lapsed", () => {
  it("leaves a list as long as before, which is not taken for the one that was read", async () => {
    const { id, dispatch, store } = await saveDraft();
    const approveInPart = { dispatchId: id, to: "awaiting_approval" } as const;
    const first = await store.changeState({
      ...approveInPart,
      approvals: [by("U1")],
      seen: dispatch,
    });
    const takesOver = { ...approveInPart, lapsed: ["U1"], seen: first.dispatch };
    const second = await store.changeState({ ...takesOver, approvals: [by("U2")] });
    expect(second).toMatchObject({ changed: true, dispatch: { lapsed: ["U1"] } });
    const late = await store.changeState({ ...takesOver, approvals: [by("U3")] });
    expect(late).toMatchObject({ changed: false, dispatch: { approvals: [by("U2")] } });
    const again = { by: "U2", at: "2026-10-31T12:00:00.001Z", hash: by("U2").hash };
    const other = await store.changeState({
      ...takesOver,
      approvals: [by("U3")],
      seen: { ...second.dispatch, approvals: [again] },
    });
    expect(other.changed).toBe(false);
  });
});

describe("the reminder", () => {
  it("is claimed by one of many", async () => {
    const { id, dispatch, clock } = await saveDraft();
    const at = clock.now().toISOString();
    const change = {
      dispatchId: id,
      to: "awaiting_approval",
      event: "reminded",
      remindedAt: at,
      seen: dispatch,
    } as const;
    const all = await Promise.all(
      Array.from({ length: 8 }, () => table.store(clock).changeState(change)),
    );
    expect(all.filter(({ changed }) => changed)).toHaveLength(1);
  });

  it("and the escalation are each on record once, and keep nobody from approving", async () => {
    const { id, dispatch, store, clock } = await saveDraft();
    const at = clock.now().toISOString();
    const wait = { dispatchId: id, to: "awaiting_approval", seen: dispatch } as const;
    const remind = { ...wait, event: "reminded", remindedAt: at };
    const escalate = { ...wait, event: "escalated", escalatedAt: at };
    const results: boolean[] = [];
    for (const change of [remind, escalate, remind, escalate]) {
      results.push((await store.changeState(change)).changed);
    }
    expect(results).toEqual([true, true, false, false]);
    const first = await store.changeState({ ...wait, approvals: [by("U1")] });
    expect(first).toMatchObject({
      changed: true,
      dispatch: { remindedAt: at, escalatedAt: at, approvals: [by("U1")] },
    });
  });
});

describe("expiry", () => {
  it("comes not before its time, and not after a decision", async () => {
    const { id, dispatch, store, clock } = await saveDraft();
    clock.advance(24 * HOUR - 1);
    expect((await store.changeState({ dispatchId: id, to: "expired" })).changed).toBe(false);
    clock.advance(1);
    expect((await store.changeState({ dispatchId: id, to: "expired" })).changed).toBe(true);
    const other = await saveDraft();
    const approval = by("U2");
    await other.store.changeState({ dispatchId: other.id, to: "approved", approval });
    other.clock.advance(48 * HOUR);
    expect((await other.store.changeState({ dispatchId: other.id, to: "expired" })).changed).toBe(
      false,
    );
    expect(dispatch.approvalExpiresAt).toBe("2026-11-01T12:00:00.000Z");
  });
});

describe("sending and recall", () => {
  it("sending is refused while the report is held; of sending and recall one wins", async () => {
    const { id, store, clock } = await saveDraft();
    const heldUntil = "2026-10-31T13:00:00.000Z";
    await store.changeState({ dispatchId: id, to: "approved", heldUntil, dueAt: heldUntil });
    clock.advance(HOUR - 1);
    expect((await store.changeState({ dispatchId: id, to: "sending" })).changed).toBe(false);
    expect(await store.findUnfinished()).not.toContain(id);
    const held = { id, until: heldUntil };
    expect(await store.findHeld(new Date(heldUntil))).toContainEqual(held);
    expect(await store.findHeld(clock.now())).not.toContainEqual(held);
    clock.advance(1);
    expect(await store.findUnfinished()).toContain(id);
    expect(await store.findHeld(new Date("2026-11-30T00:00:00.000Z"))).not.toContainEqual(held);
    const all = await Promise.all(
      (["sending", "recalled", "sending", "recalled"] as const).map((to) =>
        table.store(clock).changeState({ dispatchId: id, to }),
      ),
    );
    expect(all.filter(({ changed }) => changed)).toHaveLength(1);
  });
});

describe("what is due about approvals", () => {
  it("is found when the reminder or the end has come, until people were told", async () => {
    const { id, dispatch, store, clock } = await saveDraft();
    expect(await store.findDueApprovals()).not.toContain(id);
    clock.advance(12 * HOUR);
    expect(await store.findDueApprovals()).toContain(id);
    const dueAt = dispatch.approvalExpiresAt ?? "";
    await store.changeState({ dispatchId: id, to: "awaiting_approval", dueAt, seen: dispatch });
    expect(await store.findDueApprovals()).not.toContain(id);
    clock.advance(12 * HOUR);
    expect(await store.findDueApprovals()).toContain(id);
    await store.changeState({ dispatchId: id, to: "expired" });
    expect(await store.findDueApprovals()).toContain(id);
    await store.markAnnounced(id);
    expect(await store.findDueApprovals()).not.toContain(id);
  });

  it("is nothing once somebody has decided", async () => {
    const { id, store, clock } = await saveDraft();
    await store.changeState({ dispatchId: id, to: "rejected", rejection: by("U1") });
    clock.advance(48 * HOUR);
    expect(await store.findDueApprovals()).not.toContain(id);
  });
});
