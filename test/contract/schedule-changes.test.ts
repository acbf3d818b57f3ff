import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import {
  createScheduleWorld,
  type ScheduleProcess,
  type ScheduleWorld,
} from "../support/schedule-world.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

/** Schedules of settings.yml that come, change, rest and go, and processes that were not there. */
let table: TestTable;
let world: ScheduleWorld;
let process: ScheduleProcess;
const START = "2026-01-05T00:00:00.000Z";
beforeEach(async () => {
  table = await startTestTable();
  world = createScheduleWorld(table, START, { daily: { every: "daily 09:00" } });
  process = world.start();
  await process.tick();
});
afterEach(() => table.stop());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Looks at what is due at a moment of January 2026: `5 09:00`. */
async function lookAt(moment: string, looking = process) {
  const [day = "", time = ""] = moment.split(" ");
  const at = Date.parse(`2026-01-${day.padStart(2, "0")}T${time}:00.000Z`);
  world.clock.advance(at - world.clock.now().getTime());
  await looking.tick();
}

/** What became of the moments of a schedule: `5 09:00 drafted`. */
async function runs(id = "daily") {
  const { clock } = world;
  const client = createTableClient(table.client, table.name);
  const all = await createOccurrences({ table: client, clock }).between(
    id,
    new Date(START),
    new Date(clock.now().getTime() + 1),
  );
  return all.map(({ dueAt, state, late = false }) => {
    const moment = `${Number(dueAt.slice(8, 10))} ${dueAt.slice(11, 16)}`;
    return `${moment} ${state}${late ? " late" : ""}`;
  });
}

/** What was done to it, on record. */
async function trail(id = "daily") {
  const item = (await table.scan()).find((it) => it["task_id"] === id);
  return JSON.stringify(item?.["trail"]).match(/(?<="event":")\w+/gu);
}

const owner = { userId: "UOWNER", teamId: "T1" };

describe("a declared schedule", () => {
  it("counts from when it is first seen", async () => {
    await lookAt("5 10:00");
    expect(await runs()).toEqual(["5 09:00 drafted late"]);
    world.declare({ daily: { every: "daily 09:00" }, later: { every: "daily 09:30" } });
    await lookAt("5 10:01");
    await lookAt("5 10:02");
    expect(await runs("later")).toEqual([]);
    await lookAt("6 09:30");
    expect(await runs("later")).toEqual(["6 09:30 drafted"]);
  });

  it.each([
    ["to a time that is over today", "daily 08:00", ["6 08:00 drafted"]],
    ["to a time to come", "daily 10:30", ["5 10:30 drafted", "6 10:30 drafted"]],
  ])("that changes while the bot runs counts from then: %s", async (_, every, expected) => {
    await lookAt("5 08:50");
    world.declare({ daily: { every } });
    for (const moment of ["5 08:51", "5 09:00", "5 10:30", "6 08:00", "6 09:00", "6 10:30"]) {
      await lookAt(moment);
    }
    expect(await runs()).toEqual(expected);
    expect(await trail()).toEqual(["declared", "changed"]);
  });

  it("that changes while nothing runs counts from when that is seen", async () => {
    world.declare({ daily: { every: "daily 08:00" } });
    const next = world.start();
    await lookAt("5 12:00", next);
    expect(await runs()).toEqual([]);
    await lookAt("6 08:00", next);
    await lookAt("6 09:00", next);
    expect(await runs()).toEqual(["6 08:00 drafted"]);
  });

  it("goes on where something else than its time changes, with that", async () => {
    await lookAt("5 08:50");
    world.declare({ daily: { every: "daily 09:00", channel: "C2", period: "last-month" } });
    await lookAt("5 09:00");
    expect(await runs()).toEqual(["5 09:00 drafted"]);
    const [head] = (await table.scan()).filter((it) => it["preview"] !== undefined);
    expect(head).toMatchObject({ preview: { channel: "C2" }, choices: { period: "last-month" } });
    expect(await trail()).toEqual(["declared"]);
  });

  it("that is gone makes nothing, and begins anew if it comes back", async () => {
    world.declare({});
    await lookAt("5 09:00");
    await lookAt("6 08:00");
    world.declare({ daily: { every: "daily 09:00" } });
    await lookAt("6 09:30");
    expect(await runs()).toEqual([]);
    await lookAt("7 09:00");
    expect(await runs()).toEqual(["7 09:00 drafted"]);
    expect(await trail()).toEqual(["declared", "changed", "changed"]);
  });

  it("that is paused makes nothing, and resumed nothing of what it left out", async () => {
    expect(await process.scheduler.setPaused("daily", true, owner)).toBe(true);
    await lookAt("5 09:00");
    await lookAt("5 10:00");
    expect(await process.scheduler.setPaused("daily", false, owner)).toBe(true);
    await lookAt("5 10:01");
    expect(await runs()).toEqual([]);
    await lookAt("6 09:00");
    expect(await runs()).toEqual(["6 09:00 drafted"]);
    expect(await trail()).toEqual(["declared", "paused", "resumed"]);
  });

  it("that is paused stays so in another process, and where its time changes", async () => {
    await process.scheduler.setPaused("daily", true, owner);
    world.declare({ daily: { every: "daily 09:30" } });
    const next = world.start();
    for (const moment of ["5 09:00", "5 09:30", "6 09:30"]) await lookAt(moment, next);
    expect(await runs()).toEqual([]);
    expect(world.previews).toEqual([]);
  });

  it.each([
    ["paused", () => process.scheduler.setPaused("daily", true, owner)],
    ["gone", async () => world.declare({})],
  ])("that is %s while its report waits to be tried again does not make it", async (_, end) => {
    world.slack = "down";
    await lookAt("5 09:00");
    expect(await runs()).toEqual(["5 09:00 waiting"]);
    world.slack = "up";
    await end();
    await lookAt("5 09:01");
    expect(await runs()).toEqual(["5 09:00 failed"]);
    expect(world.previews).toEqual([]);
    expect(world.told).toEqual([]);
  });
});

describe("a declared schedule whose record cannot be read", () => {
  it("makes nothing and stops no other, until the record is gone: then it counts anew", async () => {
    const client = createTableClient(table.client, table.name);
    const item = (await table.scan()).find((it) => it["task_id"] === "daily");
    const key = { dashboard_id: "schedules", task_id: "daily" };
    await client.put({ ...item, ...key, paused: "perhaps" });
    world.declare({ daily: { every: "daily 09:00" }, other: { every: "daily 09:30" } });
    await lookAt("5 08:00");
    await lookAt("5 09:00");
    await lookAt("5 09:30");
    expect(await runs()).toEqual([]);
    expect(await runs("other")).toEqual(["5 09:30 drafted"]);
    expect(await process.scheduler.list(owner)).toMatchObject([
      {
        unreadable: {
          name: "daily",
          why: "It is on record in another form than this version reads.",
          advice:
            'Remove the item "daily" under "schedules" from the table; it then begins to count anew.',
        },
        mayManage: false,
      },
      { schedule: { id: "other" } },
    ]);
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall(key) }));
    await lookAt("6 08:00");
    await lookAt("6 09:00");
    expect(await runs()).toEqual(["6 09:00 drafted"]);
  });
});

describe("what was missed", () => {
  it("is made once, the latest of it, and the rest is on record", async () => {
    const others = [world.start(), world.start()];
    world.clock.advance(3 * 24 * HOUR + 10 * HOUR);
    await Promise.all([process, ...others].map((one) => one.tick()));
    expect(await runs()).toEqual([
      ...["5 09:00 missed", "6 09:00 missed", "7 09:00 missed"],
      "8 09:00 drafted late",
    ]);
    expect(world.previews).toHaveLength(1);
    const listed = await process.scheduler.list(owner);
    expect(listed).toMatchObject([{ last: { state: "drafted", late: true } }]);
  });

  it.each([
    ["in its minute", MINUTE, "drafted", undefined],
    ["ten minutes after", 10 * MINUTE, "drafted", undefined],
    ["a moment later", 10 * MINUTE + 1, "drafted late", undefined],
    ["at the end of twelve hours", 12 * HOUR, "drafted late", undefined],
    ["a moment too late", 12 * HOUR + 1, "missed", undefined],
    ["at the end of a shorter time", HOUR, "drafted late", HOUR],
    ["a moment after that", HOUR + 1, "missed", HOUR],
    // A look comes a moment after the minute has begun.
    ["in its minute, with nothing to be caught up", 20, "drafted", 0],
    ["at the end of five minutes", 5 * MINUTE, "drafted", 0],
    ["a moment after these", 5 * MINUTE + 1, "missed", 0],
    ["in its minute, with less than that to be caught up", 2 * MINUTE, "drafted", MINUTE],
  ])("is marked as what it is: %s", async (_, after, state, catchUpWithin) => {
    if (catchUpWithin !== undefined) world.settings = { ...world.settings, catchUpWithin };
    world.clock.advance(9 * HOUR + after);
    await process.tick();
    await process.tick();
    expect(await runs()).toEqual([`5 09:00 ${state}`]);
    expect(world.previews).toHaveLength(state === "missed" ? 0 : 1);
    // The preview says so, too.
    const [head] = (await table.scan()).filter((it) => it["preview"] !== undefined);
    expect(JSON.stringify(head ?? {}).includes('"late":true')).toBe(state.includes("late"));
  });
});
