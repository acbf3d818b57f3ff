import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PortfolioError } from "../../src/errors.ts";
import {
  createScheduleWorld,
  type ScheduleProcess,
  type ScheduleWorld,
} from "../support/schedule-world.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

/** Scheduled reports that cannot be made: what is tried again, and what the owner hears. */
let table: TestTable;
let world: ScheduleWorld;
let process: ScheduleProcess;
beforeEach(async () => {
  table = await startTestTable();
  world = createScheduleWorld(table, "2026-01-05T08:59:00.000Z", {
    daily: DAILY,
  });
  process = world.start();
  await process.tick();
});
afterEach(() => table.stop());

const DAILY = { every: "daily 09:00", timeZone: "Etc/UTC" };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Looks every minute for some time. */
async function lookFor(minutes: number, look: () => Promise<unknown> = () => process.tick()) {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(MINUTE);
    await look();
  }
}

/** The occurrence as the table has it. */
async function occurrence() {
  return (await table.scan()).find((it) => String(it["task_id"]).startsWith("occurrence#"));
}

const broken = new PortfolioError(
  [{ file: "settings.yml", line: 3, column: 1, path: "name", problem: "is missing" }],
  { hint: "Correct the files and try again." },
);

describe("a report that cannot be made for now", () => {
  it("is tried again at growing distances, and made once it can be", async () => {
    world.dataFault = broken;
    const fences: unknown[] = [];
    await lookFor(47, async () => {
      await process.tick();
      const { fence } = (await occurrence()) ?? {};
      if (fence !== fences.at(-1)) fences.push(fence);
      // One attempt at 0, 1, 3, 7, 15, 30 and 45 minutes after its time.
      const minute = (world.clock.now().getTime() - Date.parse("2026-01-05T09:00:00Z")) / MINUTE;
      expect(fences).toHaveLength([0, 1, 3, 7, 15, 30, 45].filter((it) => it <= minute).length);
    });
    expect(world.previews).toEqual([]);
    world.dataFault = undefined;
    await lookFor(15);
    expect(await occurrence()).toMatchObject({ state: "drafted", late: true });
    expect(await occurrence()).not.toHaveProperty("reason");
    expect(world.previews).toHaveLength(1);
  });

  it("is told to its owner once, at the third attempt, whatever becomes of it and whoever looks", async () => {
    world.dataFault = broken;
    const all = [process, world.start(), world.start()];
    const look = () => Promise.all(all.map((one) => one.tick()));
    await lookFor(3, look);
    expect(world.told).toEqual([]);
    await lookFor(1, look);
    expect(world.told).toEqual([
      'UOWNER: The scheduled report "CTO report" (Every day at 09:00, UTC) could not be made. The portfolio has 1 fault:\nsettings.yml:3:1 name: is missing\nCorrect the files and try again. It is tried again until Jan 5, 21:00, UTC; you are not told again.',
    ]);
    // Up to its end, after twelve hours, and beyond.
    for (let hour = 0; hour < 13; hour += 1) {
      world.clock.advance(HOUR);
      await look();
    }
    expect(await occurrence()).toMatchObject({ state: "failed" });
    expect(world.told).toHaveLength(1);
  });

  it("is told at the next attempt where Slack did not take it", async () => {
    world.dataFault = broken;
    world.slack = "down";
    await lookFor(4);
    expect(world.told).toEqual([]);
    world.slack = "up";
    await lookFor(40);
    expect(world.told).toHaveLength(1);
  });

  it("is shown once where Slack did not take its preview at first", async () => {
    world.slack = "down";
    await lookFor(2);
    expect(await occurrence()).toMatchObject({ state: "waiting" });
    world.slack = "up";
    await lookFor(10);
    expect(await occurrence()).toMatchObject({ state: "drafted" });
    expect(world.previews).toHaveLength(1);
    expect(world.told).toEqual([]);
  });

  it("waits while nobody can say whether its owner may ask for it", async () => {
    const roles = { ...world.settings.roles, requester: ["SGROUP"] };
    world.settings = { ...world.settings, roles };
    world.members = { why: "Slack is busy." };
    await lookFor(1);
    expect(await occurrence()).toMatchObject({
      state: "waiting",
      reason: "Slack does not say what the owner may do. Slack is busy.",
    });
    world.members = { value: ["UOWNER"] };
    await lookFor(2);
    expect(await occurrence()).toMatchObject({ state: "drafted" });
  });
});

describe("a report that cannot be made", () => {
  it("since its owner may not ask for it any more is given up, and told once for each time", async () => {
    world.settings = { ...world.settings, roles: { ...world.settings.roles, requester: [] } };
    await lookFor(30);
    expect(await occurrence()).toMatchObject({ state: "failed" });
    expect(world.told).toEqual([
      expect.stringMatching(
        /^UOWNER: The scheduled report "CTO report" \(Every day at 09:00, UTC\) could not be made\. You may not ask for reports\. .* It is not tried again; the next one comes in its time\.$/u,
      ),
    ]);
    world.clock.advance(24 * HOUR);
    await lookFor(2);
    expect(world.told).toHaveLength(2);
    expect(world.previews).toEqual([]);
  });

  it("since nobody is left to get it is given up at once", async () => {
    world.settings = { ...world.settings, audiences: { cto: { to: [] } } };
    await lookFor(5);
    expect(await occurrence()).toMatchObject({ state: "failed", fence: 1 });
    expect(world.told).toHaveLength(1);
  });
});

describe("a report that is to be sent by itself", () => {
  const unseen = () => world.declare({ daily: { ...DAILY, approval: "not_needed" } });

  it("is sent, once, where the rules allow it", async () => {
    unseen();
    const all = [process, world.start()];
    await lookFor(3, () => Promise.all(all.map((one) => one.tick())));
    expect(world.mails).toHaveLength(1);
  });

  it("waits for people where they do not any more, and is not sent when they do again", async () => {
    unseen();
    const { approval } = world.settings;
    world.settings = { ...world.settings, approval: { ...approval, schedulesMaySend: false } };
    await lookFor(3);
    expect(world.previews).toHaveLength(1);
    world.settings = { ...world.settings, ...(approval && { approval }) };
    await lookFor(30);
    await process.settle();
    expect(world.mails).toEqual([]);
    expect(await occurrence()).toMatchObject({ state: "drafted" });
  });
});
