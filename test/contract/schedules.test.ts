import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecurrence } from "../../src/portfolio/recurrence/parse-recurrence.ts";
import type { ScheduleStore } from "../../src/schedule/ports.ts";
import type { Schedule } from "../../src/schedule/schedule.ts";
import { createSchedules } from "../../src/store/schedules.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What is kept of schedules, on a real engine. */
let table: TestTable;
let schedules: ScheduleStore;
const clock = createTestClock("2026-11-01T00:00:00.000Z");
beforeAll(async () => {
  table = await startTestTable();
  schedules = createSchedules({ table: createTableClient(table.client, table.name), clock });
});
afterAll(() => table.stop());

const made = (id: string, createdAt: string): Omit<Schedule, "paused"> => ({
  id,
  reportType: "cto",
  choices: { period: "last-month", entity: "jada" },
  recurrence: parseRecurrence("first business day of the month 09:00"),
  timeZone: "Europe/Berlin",
  approval: "required",
  owner: { userId: "U02MEMBER", teamId: "T01DEMO" },
  channel: "C01REPORTS",
  source: "slack",
  createdAt,
});

describe("schedules", () => {
  it("are kept once, with who made them, the oldest first", async () => {
    const older = made("01KB0000000000000000000002", "2026-11-01T00:00:00.000Z");
    const younger = made("01KB0000000000000000000001", "2026-11-02T00:00:00.000Z");
    expect(await schedules.create(older)).toBe(true);
    clock.advance(86_400_000);
    expect(await schedules.create(younger)).toBe(true);
    expect(await schedules.create({ ...older, reportType: "ceo" })).toBe(false);
    const { records, unreadable } = await schedules.list();
    expect(unreadable).toEqual([]);
    expect(records).toMatchObject([
      { id: older.id, made: older, paused: false },
      { id: younger.id, made: younger, paused: false },
    ]);
    expect(records[0]?.history).toEqual([
      { event: "created", at: older.createdAt, by: "U02MEMBER" },
    ]);
  });

  const ID = "01KB0000000000000000000009";
  const kept = async () => (await schedules.list()).records.find(({ id }) => id === ID);
  const events = async () => (await kept())?.history.map(({ event, by }) => `${event} ${by}`);

  it("are paused and resumed once, and counted from then", async () => {
    await schedules.create(made(ID, clock.now().toISOString()));
    const begun = (await kept())?.decidedUntil;
    clock.advance(86_400_000);
    expect(await schedules.setPaused(ID, true, "U01ADMIN")).toBe(true);
    expect(await schedules.setPaused(ID, true, "U04SECOND")).toBe(false);
    expect(await kept()).toMatchObject({ paused: true, decidedUntil: begun });
    clock.advance(86_400_000);
    expect(await schedules.setPaused(ID, false, "U01ADMIN")).toBe(true);
    expect(await kept()).toMatchObject({ paused: false, decidedUntil: clock.now().toISOString() });
    expect(await schedules.setPaused("no-such-schedule", true, "U01ADMIN")).toBe(false);
    expect(await events()).toEqual(["created U02MEMBER", "paused U01ADMIN", "resumed U01ADMIN"]);
  });

  it("remember until when they were looked at, by whoever looked last", async () => {
    const seen = await kept();
    if (seen === undefined) throw new Error("It is not there.");
    const later = new Date(clock.now().getTime() + 3_600_000);
    await schedules.decide(seen, later);
    expect((await kept())?.decidedUntil).toBe(later.toISOString());
    await schedules.decide(seen, new Date(clock.now().getTime() + 7_200_000));
    expect((await kept())?.decidedUntil).toBe(later.toISOString());
  });

  it("that somebody had run, or deleted, say by whom; a deleted one is gone, and not made again", async () => {
    await schedules.noteRun(ID, "U01ADMIN");
    expect((await events())?.at(-1)).toBe("run_now U01ADMIN");
    expect(await schedules.remove(ID, "U01ADMIN")).toBe(true);
    expect(await schedules.remove(ID, "U01ADMIN")).toBe(false);
    expect(await kept()).toBeUndefined();
    expect(await schedules.create(made(ID, clock.now().toISOString()))).toBe(false);
    const item = (await table.scan()).find(({ task_id }) => task_id === ID);
    expect(item).toMatchObject({
      deleted_at: clock.now().toISOString(),
      expires_at: Math.floor(clock.now().getTime() / 1000) + 400 * 86_400,
    });
    await schedules.noteRun(ID, "U04SECOND");
    const after = (await table.scan()).find(({ task_id }) => task_id === ID);
    expect(after?.["trail_hash"]).toBe(item?.["trail_hash"]);
  });

  it("of settings.yml are declared there, counted from a change of their times, and not deleted here", async () => {
    await schedules.watch("monthly", "at 9");
    clock.advance(1000);
    await schedules.watch("monthly", "at 9");
    const declared = (await schedules.list()).records.find(({ id }) => id === "monthly");
    await schedules.watch("monthly", "at 10");
    const changed = (await schedules.list()).records.find(({ id }) => id === "monthly");
    expect(changed?.history.map(({ event, by }) => `${event} ${by}`)).toEqual([
      "declared settings.yml",
      "changed settings.yml",
    ]);
    expect(changed?.decidedUntil).toBe(clock.now().toISOString());
    expect(declared?.decidedUntil).not.toBe(changed?.decidedUntil);
    expect(await schedules.remove("monthly", "U01ADMIN")).toBe(false);
  });
});
