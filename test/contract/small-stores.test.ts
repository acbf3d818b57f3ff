import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import type { RoleChange } from "../../src/dispatch/role-record.ts";
import { createHomeViewers } from "../../src/store/home-viewers.ts";
import { createMissedMessages } from "../../src/store/missed.ts";
import { createRoleRecord } from "../../src/store/role-record.ts";
import { createTableClient, type TableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

const START = "2026-11-30T16:00:00.000Z";
const SECONDS = Date.parse(START) / 1000;
const HOUR = 3_600_000;

let engine: TestTable;
let table: TableClient;
beforeAll(async () => {
  engine = await startTestTable();
  table = createTableClient(engine.client, engine.name);
});
afterAll(() => engine.stop());

const itemOf = async (id: string) => (await engine.scan()).find((it) => it["task_id"] === id);

describe("what somebody missed", () => {
  it("is kept for a week, for them alone, the latest first", async () => {
    const clock = createTestClock(START);
    const missed = createMissedMessages({ table, clock });
    for (const n of [1, 3, 2]) {
      await missed.keep("U1", `0${n}`, { at: `2026-11-30T16:0${n}:00.000Z`, text: `words ${n}` });
    }
    expect((await missed.latest("U1", 2)).map(({ text }) => text)).toEqual(["words 3", "words 2"]);
    expect(await missed.latest("U1", 1)).toStrictEqual([
      { at: "2026-11-30T16:03:00.000Z", text: "words 3" },
    ]);
    expect(await missed.latest("U2", 2)).toEqual([]);
    expect(await itemOf("01")).toMatchObject({ expires_at: SECONDS + 7 * 24 * 3600 });
    clock.advance(7 * 24 * HOUR);
    expect(await missed.latest("U1", 2)).toEqual([]);
  });
});

describe("whoever looks at their Home tab", () => {
  it("is known to all processes for eight hours, the latest first", async () => {
    const clock = createTestClock(START);
    const [one, other] = [createHomeViewers({ table, clock }), createHomeViewers({ table, clock })];
    expect(await one.find("U1")).toBeUndefined();
    await one.opened({ userId: "U1", teamId: "T1" });
    clock.advance(1000);
    await one.opened({ userId: "U2", teamId: "T1", hash: "h", chosen: "cto" });
    expect(await other.recent()).toStrictEqual([
      { userId: "U2", teamId: "T1", hash: "h", chosen: "cto" },
      { userId: "U1", teamId: "T1" },
    ]);
    expect(await itemOf("U1")).toMatchObject({ expires_at: SECONDS + 8 * 3600 });
    clock.advance(8 * HOUR - 1000);
    expect((await other.recent()).map(({ userId }) => userId)).toEqual(["U2"]);
    expect(await other.find("U1")).toBeUndefined();
    clock.advance(1000);
    expect(await other.recent()).toEqual([]);
  });

  it("keeps what they were shown and have chosen, until they open it anew", async () => {
    const viewers = createHomeViewers({ table, clock: createTestClock(START) });
    await viewers.opened({ userId: "U3", teamId: "T1" });
    await viewers.note("U3", { hash: "h1" });
    await viewers.note("U3", { chosen: "cfo" });
    expect(await viewers.find("U3")).toStrictEqual({
      userId: "U3",
      teamId: "T1",
      hash: "h1",
      chosen: "cfo",
    });
    await viewers.opened({ userId: "U3", teamId: "T1" });
    expect(await viewers.find("U3")).toStrictEqual({ userId: "U3", teamId: "T1" });
    // Whoever never opened it is not made up.
    await viewers.note("U4", { hash: "h" });
    expect(await viewers.find("U4")).toBeUndefined();
  });

  it("is one of fifty at most: Slack takes a hundred updates a minute", async () => {
    const clock = createTestClock("2026-12-31T16:00:00.000Z");
    const viewers = createHomeViewers({ table, clock });
    for (let n = 0; n < 51; n += 1) {
      await viewers.opened({ userId: `V${n}`, teamId: "T1" });
      clock.advance(1000);
    }
    const recent = await viewers.recent();
    expect(recent).toHaveLength(50);
    expect([recent.at(0)?.userId, recent.at(-1)?.userId]).toEqual(["V50", "V1"]);
  });
});

describe("the record of roles", () => {
  const changeOf = (seq: number): RoleChange => ({
    seq,
    event: seq === 1 ? "first_seen" : "changed",
    at: START,
    gained: [{ id: "U1", role: "admin" }],
    lost: [{ id: "U2", role: "viewer" }],
    roles: { admin: ["U1"], approver: ["U3"], requester: [], viewer: ["S1"] },
    hash: `hash ${seq}`,
  });

  it("has each change once, in their order, and gives them back as they were written", async () => {
    const record = createRoleRecord({ table });
    expect(await record.last()).toBeUndefined();
    expect(await record.all()).toEqual([]);
    // Two processes that notice the same.
    const added = await Promise.all([record.add(changeOf(1)), record.add(changeOf(1))]);
    expect(added.toSorted()).toEqual([false, true]);
    for (let seq = 2; seq <= 11; seq += 1) expect(await record.add(changeOf(seq))).toBe(true);
    expect(await record.add({ ...changeOf(2), hash: "another" })).toBe(false);
    expect(await record.last()).toStrictEqual(changeOf(11));
    expect(await record.all()).toStrictEqual(
      Array.from({ length: 11 }, (_, at) => changeOf(at + 1)),
    );
  });

  it("is an error where it is not what is written there", async () => {
    await table.put({ dashboard_id: "roles", task_id: "change#00000099", seq: 99, event: "lost" });
    await expect(createRoleRecord({ table }).last()).rejects.toThrow(ZodError);
  });
});
