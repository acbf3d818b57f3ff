import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecurrence } from "../../src/portfolio/recurrence/parse-recurrence.ts";
import { nextRuns } from "../../src/schedule/runs.ts";
import type { Occurrence } from "../../src/schedule/schedule.ts";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createRandom } from "../chaos/random.ts";
import {
  createScheduleWorld,
  type ScheduleProcess,
  type ScheduleWorld,
} from "../support/schedule-world.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

/** A year of schedules in three processes that die, on one table. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Before the year begins in Sydney. */
const START = "2025-12-31T12:00:00.000Z";

const SCHEDULES = {
  // On the first Sunday of October clocks go forward at 2 o'clock: that night has no 02:30. On the first Sunday of
  // April they go back at 3 o'clock: that night has two. Sent without anybody looking at it.
  "first-sunday": {
    every: "first sunday of the month 02:30",
    timeZone: "Australia/Sydney",
    approval: "not_needed" as const,
  },
  "month-end": {
    every: "first business day of the month 09:00",
    timeZone: "America/Los_Angeles",
    approval: "required" as const,
  },
};

/** Days of 2026, `YYYY-MM-DD`. */
const days = Array.from({ length: 365 }, (_, day) =>
  new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
);
const weekday = (day: string) => new Date(day).getUTCDay();
const ofEachMonth = (isOne: (day: string) => boolean, nth: number): readonly string[] =>
  Array.from({ length: 12 }, (_, month) => {
    const inMonth = days.filter((day) => Number(day.slice(5, 7)) === month + 1 && isOne(day));
    return inMonth[nth - 1] ?? "";
  });
const isSunday = (day: string) => weekday(day) === 0;
const isWorkday = (day: string) => ![0, 6].includes(weekday(day));

/** The moments by the clocks on the wall, from the calendar alone. */
const EXPECTED = {
  "first-sunday": ofEachMonth(isSunday, 1).map((day) =>
    day === "2026-10-04" ? `${day} 03:00` : `${day} 02:30`,
  ),
  "month-end": ofEachMonth(isWorkday, 1).map((day) => `${day} 09:00`),
};

type Id = keyof typeof SCHEDULES;
const IDS: readonly Id[] = ["first-sunday", "month-end"];

const wall = (at: string, timeZone: string) =>
  new Date(at).toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });

/** Calls to the table of a process that makes a report, or somewhat more; the stride leads through all of them. */
const CALLS = 26;
const STRIDE = 7;

/**
 * Three processes that look at the same time. Whichever dies on the way is replaced.
 *
 * @returns How many have died.
 */
async function look(world: ScheduleWorld, slots: ScheduleProcess[]): Promise<number> {
  await Promise.all(slots.map((process) => process.tick()));
  const dead = [...slots.entries()].filter(([, process]) => process.isDead());
  for (const [at] of dead) slots[at] = world.start();
  return dead.length;
}

describe("a year of schedules", () => {
  it("makes each report once, whatever dies, through both changes of clocks", async () => {
    const world = createScheduleWorld(table, START, SCHEDULES);
    const random = createRandom(24);
    const slots = [world.start(), world.start(), world.start()];
    const end = Date.parse("2026-12-31T12:00:00Z");
    await look(world, slots);
    const deadly = new Set<number>();
    for (let round = 0; world.clock.now().getTime() < end; round += 1) {
      const next = nextDue(world.clock.now(), end);
      // Usually in time, now and then after an outage of some hours, or of the whole night.
      const outage = random.pick([0, 0, 0, 20 * MINUTE, 5 * HOUR]);
      world.clock.advance(Math.max(0, next - world.clock.now().getTime()) + outage + 30_000);
      // Whichever makes the report dies on the way, in each round at another call; the others get by with a few calls.
      const call = 1 + ((round * STRIDE) % CALLS);
      for (const process of slots) process.dieAt(call, random.next() < 0.5);
      const dead = await look(world, slots);
      for (const process of slots) process.dieAt(Number.POSITIVE_INFINITY, false);
      if (dead === 0) continue;
      deadly.add(call);
      // Whatever they held is taken over when the lease is over.
      world.clock.advance(16 * MINUTE);
      await look(world, slots);
    }
    await Promise.all(slots.map(({ settle }) => settle()));
    // Deaths that come after the last call of a round kill nobody.
    expect(deadly.size).toBeGreaterThan(CALLS / 2);
    await assertOnceEach(world);
  }, 120_000);
});

/** When the first of all schedules is due next. That it is then is told by the calendar, at the end. */
function nextDue(now: Date, end: number): number {
  const runs = Object.values(SCHEDULES).flatMap(({ every, timeZone }) =>
    nextRuns(parseRecurrence(every), { timeZone }, now, 1).map((run) => run.getTime()),
  );
  return Math.min(end, ...runs);
}

async function assertOnceEach(world: ScheduleWorld) {
  const { clock } = world;
  const occurrences = createOccurrences({
    table: createTableClient(table.client, table.name),
    clock,
  });
  const store = table.store(clock);
  const from = new Date(START);
  for (const id of IDS) {
    const { timeZone } = SCHEDULES[id];
    const all = await occurrences.between(id, from, clock.now());
    expect(all.map(({ dueAt }) => wall(dueAt, timeZone))).toEqual(EXPECTED[id]);
    expect(all.filter(({ state }) => state !== "drafted")).toEqual([]);
    for (const one of all) await assertMade(one, id, store);
  }
  // Of the drafts on record, those that were not withdrawn unseen are the occurrences.
  const heads = (await table.scan()).filter(({ dashboard_id: place }) =>
    String(place).startsWith("reports#"),
  );
  const valid = heads.filter(({ state }) => state !== "voided");
  expect(valid).toHaveLength(Object.values(EXPECTED).flat().length);
  expect(heads.length).toBeGreaterThan(valid.length);
  // Each mail once; those in doubt, whose process died at the call, are not sent again.
  expect(new Set(world.mails).size).toBe(world.mails.length);
  expect(world.mails.length).toBeLessThanOrEqual(EXPECTED["first-sunday"].length);
  expect(world.mails.length).toBeGreaterThan(EXPECTED["first-sunday"].length - 4);
  expect(world.told).toEqual([]);
}

async function assertMade(one: Occurrence, id: Id, store: ReturnType<TestTable["store"]>) {
  const dispatch = await store.get(one.dispatchId ?? "");
  expect(dispatch).toMatchObject({ scheduled: { scheduleId: id, dueAt: one.dueAt } });
  expect(dispatch?.preview).toBeDefined();
  expect(dispatch?.approval?.by).toBe(id === "first-sunday" ? "schedule#first-sunday" : undefined);
  const delay = Date.parse(dispatch?.generatedAt ?? "") - Date.parse(one.dueAt);
  expect(one.late).toBe(delay > 10 * MINUTE);
  expect(delay).toBeLessThan(DAY / 2);
}
