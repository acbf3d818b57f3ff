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
});
