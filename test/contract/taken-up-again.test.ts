import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dispatch, Reopening } from "../../src/dispatch/dispatch.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What the store promises of a dispatch that goes on after its end, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const DAY = 86_400_000;
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
const reopening = (by: string): Reopening => ({ kind: "retry", by, at: START, deliveries: ["r1"] });

/** A dispatch that has come to its end, and of which people were told. */
async function ended(given: Partial<Dispatch> = {}) {
  const clock = createTestClock(START);
  const store = table.store(clock);
  const { dispatch, artifact } = await saveDraft(store, hashAddress, clock.now(), given);
  const { id } = dispatch;
  for (const to of ["approved", "sending", "partly_sent"] as const) {
    await store.changeState({ dispatchId: id, to });
  }
  await store.markAnnounced(id);
  const takeUp = (reopenings: readonly Reopening[], round = reopenings.length - 1) =>
    store.changeState({ dispatchId: id, to: "sending", reopenings, round });
  return { clock, store, dispatch, artifact, id, takeUp };
}

const itemOf = async (id: string, key = id) =>
  (await table.scan()).find(
    (it) => it["task_id"] === key && (key === id || it["dashboard_id"] === `dispatch#${id}`),
  ) ?? {};

describe("a dispatch that is taken up again", () => {
  it("is on its way once more, until people were told of its new end", async () => {
    const { store, id, takeUp } = await ended();
    expect(await store.findUnfinished()).not.toContain(id);
    const { changed, dispatch } = await takeUp([reopening("U1")]);
    expect(changed).toBe(true);
    expect(dispatch).toMatchObject({ state: "sending", reopenings: [reopening("U1")] });
    expect(dispatch).not.toHaveProperty("announcedAt");
    expect(await store.findUnfinished()).toContain(id);
    await store.changeState({ dispatchId: id, to: "sent", round: 1 });
    expect(await store.findUnfinished()).toContain(id);
    await store.markAnnounced(id, 1);
    expect(await store.findUnfinished()).not.toContain(id);
  });

  it("has on its trail who decided it, when, and about which mails", async () => {
    const { id, takeUp } = await ended();
    await takeUp([reopening("U1")]);
    await takeUp([reopening("U1"), { ...reopening("U3"), kind: "mark", deliveries: ["r2"] }]);
    const trail = (await itemOf(id))["trail"] as Record<string, unknown>[];
    expect(trail.at(-1)).toMatchObject({
      event: "sending",
      by: "U1",
      decided_at: START,
      reopening: { kind: "retry", deliveries: ["r1"] },
    });
    expect(trail.filter(({ event }) => event === "sending")).toHaveLength(2);
    expect(trail[2]).not.toHaveProperty("reopening");
  });

  it("is taken up by one of many", async () => {
    const { id, clock } = await ended();
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        table.store(clock).changeState({
          dispatchId: id,
          to: "sending",
          reopenings: [reopening(`U${n}`)],
          round: 0,
        }),
      ),
    );
    expect(all.filter(({ changed }) => changed)).toHaveLength(1);
  });

  it("does not end with an end that was reached before", async () => {
    const { store, id, takeUp } = await ended();
    await takeUp([reopening("U1")]);
    const end = { dispatchId: id, to: "sent" } as const;
    expect((await store.changeState({ ...end, round: 0 })).changed).toBe(false);
    expect((await store.changeState({ ...end, round: 2 })).changed).toBe(false);
    expect((await store.changeState({ ...end, round: 1 })).changed).toBe(true);
    const again = [reopening("U1"), reopening("U2")];
    expect((await takeUp(again, 0)).changed).toBe(false);
    expect((await takeUp(again, 1)).changed).toBe(true);
    expect((await store.changeState({ ...end, round: 1 })).changed).toBe(false);
    expect((await store.changeState({ ...end, round: 2 })).changed).toBe(true);
  });

  it("is not told about by whoever knew of an earlier end alone", async () => {
    const { store, id, takeUp } = await ended();
    await takeUp([reopening("U1")]);
    await store.changeState({ dispatchId: id, to: "sent", round: 1 });
    await store.markAnnounced(id, 0);
    expect(await store.findUnfinished()).toContain(id);
    expect(await store.get(id)).not.toHaveProperty("announcedAt");
  });

  it("keeps addresses for as long again; that its sending begins does not", async () => {
    const retention = { mail: 100, addresses: 10, record: 200 };
    const { clock, id, takeUp } = await ended({ retention });
    clock.advance(5 * DAY);
    await takeUp([reopening("U1")]);
    const until = (Date.parse(START) + 15 * DAY) / 1000;
    expect(await itemOf(id, "envelope")).toMatchObject({ expires_at: until });

    const approved = await saveDraft(table.store(clock), hashAddress, clock.now(), { retention });
    const dispatchId = approved.dispatch.id;
    await table.store(clock).changeState({ dispatchId, to: "approved" });
    clock.advance(5 * DAY);
    await table.store(clock).changeState({ dispatchId, to: "sending" });
    expect(await itemOf(dispatchId, "envelope")).toMatchObject({ expires_at: until });
  });
});

describe("a dispatch to as many people as a report may have", () => {
  const PEOPLE = 1_000;
  const refs = Array.from({ length: PEOPLE }, (_, n) => `recipient-${String(n).padStart(32, "0")}`);
  const names = refs.map((_, n) => `Head of something long ${n}`);

  it("can be taken up again for all of them three times, and comes to its end", async () => {
    const { store, id, takeUp } = await ended({ recipientNames: names });
    const times: Reopening[] = [];
    for (const by of ["U1", "U2", "U3"]) {
      times.push({ ...reopening(by), deliveries: refs });
      expect((await takeUp(times)).changed).toBe(true);
      const end = { dispatchId: id, to: "failed", round: times.length } as const;
      expect((await store.changeState(end)).changed).toBe(true);
    }
    await store.markAnnounced(id, 3);
    // What DynamoDB counts: names and values, without the quotes and commas of JSON.
    expect(JSON.stringify(await itemOf(id)).length).toBeLessThan(400_000);
  });
});

describe("an end that is judged anew", () => {
  it("leaves nothing to do where people were told, and its announcement stands", async () => {
    const { store, id } = await ended();
    const change = { dispatchId: id, to: "sent", from: ["partly_sent"], round: 0 } as const;
    const { changed, dispatch } = await store.changeState(change);
    expect(changed).toBe(true);
    expect(dispatch).toMatchObject({ state: "sent", announcedAt: START });
    expect(await store.findUnfinished()).not.toContain(id);
  });

  it("leaves it in the queue where people are still to be told", async () => {
    const { store, id, takeUp } = await ended();
    await takeUp([reopening("U1")]);
    await store.changeState({ dispatchId: id, to: "partly_sent", round: 1 });
    const change = { dispatchId: id, to: "sent", from: ["partly_sent"], round: 1 } as const;
    expect((await store.changeState(change)).changed).toBe(true);
    expect(await store.findUnfinished()).toContain(id);
  });

  it("is changed only from the end that was read", async () => {
    const { store, id } = await ended();
    const change = { dispatchId: id, to: "failed", from: ["sent"] } as const;
    expect(await store.changeState(change)).toMatchObject({
      changed: false,
      dispatch: { state: "partly_sent" },
    });
    const begin = { dispatchId: id, to: "sending", from: ["approved"] } as const;
    expect((await store.changeState(begin)).changed).toBe(false);
  });
});
