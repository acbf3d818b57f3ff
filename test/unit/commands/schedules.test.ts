import { describe, expect, it } from "vitest";
import {
  buildPlanned,
  buildScheduleHelp,
} from "../../../src/commands/messages/planned-schedule.ts";
import { readProposal, writeProposal } from "../../../src/commands/messages/schedule-reference.ts";
import { buildSchedules, readScheduleReference } from "../../../src/commands/messages/schedules.ts";
import { ScheduleNotFoundError } from "../../../src/errors.ts";
import { parseRecurrence } from "../../../src/portfolio/recurrence/parse-recurrence.ts";
import type { Schedule } from "../../../src/schedule/schedule.ts";
import { countText } from "../../support/fake-slack/blocks.ts";
import { assertSlackTakes, said } from "./samples.ts";

const NOW = new Date("2026-11-30T13:00:00.000Z");
const ID = "01KB9GQ5M0ABCDEFGHJKMNPQRS";

const scheduleOf = (text: string, source: Schedule["source"]): Schedule => ({
  ...{ id: ID, reportType: text, choices: { period: text, entity: text }, channel: "C01REPORTS" },
  ...{ recurrence: parseRecurrence("every monday, wednesday, friday 08:00"), source },
  ...{ timeZone: "America/Argentina/Buenos_Aires", approval: "required", paused: false },
  ...{ owner: { userId: "U02MEMBER", teamId: "T01DEMO" }, createdAt: NOW.toISOString() },
});

const listOf = (count: number, text = "cto", source: Schedule["source"] = "slack") =>
  Array.from({ length: count }, () => ({
    ...{ schedule: scheduleOf(text, source), nextRun: NOW, mayManage: true },
    last: { scheduleId: ID, dueAt: NOW.toISOString(), state: "waiting" as const, late: true },
  }));

describe("the list of schedules", () => {
  it("has pages of ten, and buttons to where there is more", () => {
    const show = (count: number, page: number) =>
      said(buildSchedules(listOf(count), page, NOW).blocks).split("\n");
    expect(show(10, 0)).not.toContain("Later");
    expect(show(11, 0)).toContain("Later");
    expect(show(11, 0)).not.toContain("Earlier");
    expect(show(11, 1).filter((line) => line === "Run now")).toHaveLength(1);
    expect(show(21, 1)).toEqual(expect.arrayContaining(["Earlier", "Later"]));
    expect(show(10, 7)).toEqual(show(10, 0));
  });

  it.each(["m", "&", "*_~`<>", "漢"])("is taken by Slack at its largest, full of %j", (text) => {
    const message = buildSchedules(listOf(30, text.repeat(3000)), 1, NOW, "It was paused before.");
    assertSlackTakes(message);
    expect(countText(message.blocks)).toBeLessThan(13_000);
  });

  it("refers to a schedule by whatever it is called, and to no page but a page", () => {
    expect(readScheduleReference("2/17/a/b")).toEqual({
      scheduleId: "a/b",
      page: 2,
      shownAt: "17",
    });
    expect(readScheduleReference("-1/x")).toEqual({ scheduleId: "", page: 0, shownAt: "x" });
  });
});

describe("a schedule that is not saved yet", () => {
  it("is taken by Slack, with all that can be typed", () => {
    const schedule = scheduleOf('"'.repeat(200), "slack");
    const choices = { period: "last-month", entity: '"'.repeat(200) };
    const planned = { ...schedule, choices };
    assertSlackTakes(buildPlanned({ schedule: planned, nextRuns: [NOW, NOW, NOW] }));
    assertSlackTakes(buildScheduleHelp("cto"));
  });

  it("is read back from its button", () => {
    const schedule = { ...scheduleOf("cto", "slack"), choices: { period: "last-month" } };
    expect(readProposal(writeProposal(schedule))).toEqual({
      ...{ id: ID, report: "cto", when: "every monday, wednesday, friday 08:00" },
      ...{ timeZone: "America/Argentina/Buenos_Aires", channel: "C01REPORTS" },
      choices: { period: "last-month" },
    });
  });

  it.each([
    "",
    "{",
    "null",
    "{}",
    JSON.stringify({ ...JSON.parse(writeProposal(scheduleOf("cto", "slack"))), id: "weekly-cto" }),
  ])("is not read from a button that says %j", (value) => {
    expect(() => readProposal(value)).toThrow(ScheduleNotFoundError);
  });
});
