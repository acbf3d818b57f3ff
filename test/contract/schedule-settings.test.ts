import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { occurrenceKey, scheduleKey } from "../../src/store/keys.ts";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import {
  createScheduleWorld,
  type ScheduleProcess,
  type ScheduleWorld,
} from "../support/schedule-world.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

/** Two processes on one table whose settings.yml differ: one has the new files, one still those of before. */
let table: TestTable;
let world: ScheduleWorld;
const START = "2026-01-05T08:55:00.000Z";
beforeEach(async () => {
  table = await startTestTable();
  world = createScheduleWorld(table, START);
});
afterEach(() => table.stop());

const MINUTE = 60_000;
const DAILY = { every: "daily 09:00" };
const owner = { userId: "UOWNER", teamId: "T1" };

/** Everybody looks every minute, one after the other, up to a time of that day: `09:30`. */
async function lookUntil(time: string, ...processes: readonly ScheduleProcess[]) {
  const end = Date.parse(`2026-01-05T${time}:00.000Z`);
  while (world.clock.now().getTime() < end) {
    world.clock.advance(MINUTE);
    for (const one of processes) await one.tick();
  }
}

/** What became of the moments of a schedule: `09:00 drafted`. */
async function runs(id: string) {
  const client = createTableClient(table.client, table.name);
  const occurrences = createOccurrences({ table: client, clock: world.clock });
  const end = new Date(world.clock.now().getTime() + 1);
  const all = await occurrences.between(id, new Date(START), end);
  return all.map(({ dueAt, state }) => `${dueAt.slice(11, 16)} ${state}`);
}

/** What was done to a schedule, on record. */
async function trail(id: string) {
  const item = (await table.scan()).find((it) => it["task_id"] === id);
  return JSON.stringify(item?.["trail"]).match(/(?<="event":")\w+/gu);
}

/** Two processes that have both begun: the one with the old files first. */
async function startBoth(
  before: Parameters<ScheduleWorld["declare"]>[0],
  after: Parameters<ScheduleWorld["declare"]>[0],
) {
  const files = { schedules: before };
  const old = world.start(files);
  await old.tick();
  const updated = world.start({ schedules: after });
  await updated.tick();
  return { old, updated, files };
}

describe("what only one of two processes declares", () => {
  const LATER = { daily: DAILY, later: { every: "daily 09:30" } };

  it.each(["old", "updated"] as const)(
    "is made exactly once, and leaves no mark at each look, if the %s one looks first",
    async (first) => {
      const { old, updated } = await startBoth({ daily: DAILY }, LATER);
      await lookUntil("09:40", ...(first === "old" ? [old, updated] : [updated, old]));
      expect(await runs("daily")).toEqual(["09:00 drafted"]);
      expect(await runs("later")).toEqual(["09:30 drafted"]);
      expect(world.previews).toHaveLength(2);
      expect(await trail("later")).toEqual(["declared"]);
    },
  );

  it("is made all the same when the other starts again, with the old files", async () => {
    const { updated } = await startBoth({ daily: DAILY }, LATER);
    await lookUntil("09:29", updated);
    // Between the last look of the one and its moment, and just after it.
    for (let start = 0; start < 3; start += 1) {
      world.clock.advance(MINUTE / 2);
      await world.start({ schedules: { daily: DAILY } }).tick();
    }
    await lookUntil("09:40", updated);
    expect(await runs("later")).toEqual(["09:30 drafted"]);
    expect(await trail("later")).toEqual(["declared", "changed"]);
  });

  it("is not counted anew when the other gets the new files, too", async () => {
    const { old, updated, files } = await startBoth({ daily: DAILY }, LATER);
    await lookUntil("09:15", old, updated);
    files.schedules = LATER;
    await lookUntil("09:40", old, updated);
    expect(await runs("later")).toEqual(["09:30 drafted"]);
    expect(await trail("later")).toEqual(["declared"]);
  });

  it("waits for whoever knows it where it has to be tried again", async () => {
    const { old, updated } = await startBoth({ daily: DAILY }, LATER);
    await lookUntil("09:29", old, updated);
    world.slack = "down";
    await lookUntil("09:30", updated);
    expect(await runs("later")).toEqual(["09:30 waiting"]);
    world.slack = "up";
    await lookUntil("09:35", old, updated);
    expect(await runs("later")).toEqual(["09:30 drafted"]);
  });

  it("does not count what came in a pause shorter than a look", async () => {
    const { updated } = await startBoth({ daily: DAILY }, LATER);
    await lookUntil("09:29", updated);
    await updated.scheduler.setPaused("later", true, owner);
    world.clock.advance(MINUTE + MINUTE / 2);
    await updated.scheduler.setPaused("later", false, owner);
    await lookUntil("09:40", updated);
    expect(await runs("later")).toEqual([]);
  });
});

describe("a schedule that recurs in another way for one of two processes", () => {
  it("is made by the settings of both, each moment once, and leaves one mark", async () => {
    const { old, updated } = await startBoth({ daily: DAILY }, { daily: { every: "daily 09:30" } });
    await lookUntil("09:40", old, updated);
    expect(await runs("daily")).toEqual(["09:00 drafted", "09:30 drafted"]);
    expect(await trail("daily")).toEqual(["declared", "changed"]);
  });

  it("is made by the new ones after the other has started again, with the old files", async () => {
    const { updated } = await startBoth({ daily: DAILY }, { daily: { every: "daily 09:30" } });
    await lookUntil("09:29", updated);
    world.clock.advance(MINUTE + MINUTE / 2);
    await world.start({ schedules: { daily: DAILY } }).tick();
    await lookUntil("09:40", updated);
    expect(await runs("daily")).toEqual(["09:30 drafted"]);
    expect(await trail("daily")).toEqual(["declared", "changed", "changed"]);
  });
});

describe("a schedule whose item holds no more", () => {
  /** As after years of changes: less than the 400 KB of DynamoDB are left than one more event takes. */
  const fill = async (id: string) => {
    const client = createTableClient(table.client, table.name);
    const item = await client.get(scheduleKey(id));
    const room = 400 * 1024 - 60 - JSON.stringify(item).length;
    await client.put({ ...item, ...scheduleKey(id), filler: "x".repeat(room) });
  };

  it.each([
    ["that is gone", {}],
    ["that recurs in another way", { full: { every: "daily 09:10" } }],
  ])("%s stops none of the others", async (_, change) => {
    const files = { schedules: { full: DAILY, daily: DAILY } };
    const one = world.start(files);
    await one.tick();
    await fill("full");
    files.schedules = { ...change, daily: DAILY } as typeof files.schedules;
    await lookUntil("09:12", one);
    expect(await trail("full")).toEqual(["declared"]);
    expect(await runs("daily")).toEqual(["09:00 drafted"]);
    expect(await runs("full")).toEqual([]);
  });

  it("is made all the same while nothing about it changes", async () => {
    const one = world.start({ schedules: { full: DAILY } });
    await one.tick();
    await fill("full");
    await lookUntil("09:05", one);
    expect(await runs("full")).toEqual(["09:00 drafted"]);
  });
});

describe("an occurrence that cannot be read", () => {
  it("stops no schedule", async () => {
    const one = world.start({ schedules: { daily: DAILY } });
    await one.tick();
    const client = createTableClient(table.client, table.name);
    const due = { due_queue: "occurrence", due_at: START };
    await client.put({ ...occurrenceKey("lost", START), ...due, state: "running" });
    await lookUntil("09:05", one);
    expect(await runs("daily")).toEqual(["09:00 drafted"]);
  });
});
