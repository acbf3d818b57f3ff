import { describe, expect, it } from "vitest";
import {
  buildPlanned,
  buildSaved,
  buildScheduleHelp,
} from "../../../src/commands/messages/planned-schedule.ts";
import { readScheduleReference } from "../../../src/commands/messages/schedule-buttons.ts";
import { readProposal, writeProposal } from "../../../src/commands/messages/schedule-reference.ts";
import { buildSchedules } from "../../../src/commands/messages/schedules.ts";
import { ScheduleNotFoundError } from "../../../src/errors.ts";
import { parseRecurrence } from "../../../src/portfolio/recurrence/parse-recurrence.ts";
import type { Schedule } from "../../../src/schedule/schedule.ts";
import { countText } from "../../support/fake-slack/blocks.ts";
import { assertSlackTakes, said } from "./samples.ts";

const NOW = new Date("2026-11-30T13:00:00.000Z");
const ID = "01KB9GQ5M0ABCDEFGHJKMNPQRS";

const OWNER = { userId: "U02MEMBER", teamId: "T01DEMO" };

const scheduleOf = (text: string, source: Schedule["source"]): Schedule => ({
  ...{ id: ID, reportType: text, choices: { period: text, entity: text }, channel: "C01REPORTS" },
  ...{ recurrence: parseRecurrence("every monday, wednesday, friday 08:00"), source },
  ...{ timeZone: "America/Argentina/Buenos_Aires", approval: "required", paused: false },
  ...{ owner: OWNER, createdAt: NOW.toISOString() },
});

const listOf = (count: number, text = "cto", source: Schedule["source"] = "slack") =>
  Array.from({ length: count }, () => ({
    ...{ schedule: scheduleOf(text, source), name: text, nextRun: NOW, mayManage: true },
    last: {
      scheduleId: ID,
      dueAt: NOW.toISOString(),
      state: "waiting" as const,
      late: true,
      reason: text,
    },
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
    const long = text.repeat(3000);
    const broken = Array.from({ length: 10 }, () => ({
      unreadable: {
        ...{ id: ID, name: long, why: long, advice: long, isMade: true },
        owner: OWNER,
      },
      mayManage: true,
    }));
    const unreadable = buildSchedules(broken, 0, NOW, "It was paused before.");
    assertSlackTakes(unreadable);
    expect(countText(unreadable.blocks)).toBeLessThan(13_000);
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
    const name = "CTO report";
    assertSlackTakes(buildPlanned({ schedule: planned, name, nextRuns: [NOW, NOW, NOW] }));
    assertSlackTakes(buildScheduleHelp("cto"));
  });

  it.each([{}, { approval: "not_needed" }] as const)("is read back from its button: %o", (more) => {
    const choices = { period: "last-month" };
    const schedule = { ...scheduleOf("cto", "slack"), choices, ...more };
    expect(readProposal(writeProposal(schedule))).toEqual({
      ...{ id: ID, report: "cto", when: "every monday, wednesday, friday 08:00" },
      ...{ timeZone: "America/Argentina/Buenos_Aires", channel: "C01REPORTS" },
      ...{ choices, ...more },
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

describe("a schedule that is saved", () => {
  it.each(["m", "&", "*_~`<>", "漢"])("is taken by Slack at its largest, full of %j", (text) => {
    const long = text.repeat(300);
    const many = Array.from({ length: 300 }, (_, n) => `U${n}BOSS`);
    const choices = {
      recipients: many,
      note: long,
      approvers: many,
      attachments: ["pdf"] as const,
    };
    const schedule = { ...scheduleOf(long, "slack"), choices };
    const planned = { schedule, name: long, chosenRecipients: many.map(() => long) };
    const message = buildSaved({ ...planned, nextRuns: [NOW, NOW, NOW] }, NOW);
    assertSlackTakes(message);
    expect(countText(message.blocks)).toBeLessThan(13_000);
  });

  it("says what was chosen for it in the place of the settings", () => {
    const schedule: Schedule = {
      ...scheduleOf("cto", "slack"),
      approval: "not_needed",
      choices: { recipients: ["owner"], note: "Read.", approvers: ["U01ADMIN"], attachments: [] },
    };
    const planned = { schedule, name: "CTO report", chosenRecipients: ["Owner"], nextRuns: [NOW] };
    const saved = said(buildSaved(planned, NOW).blocks);
    expect(saved).toContain("It goes to: Owner.");
    expect(saved).toContain("Your note stands at the top each time.");
    expect(saved).toContain("sent without approval");
    const listed = [{ schedule, name: "CTO report", mayManage: false }];
    expect(said(buildSchedules(listed, 0, NOW).blocks)).toContain(
      "sent without approval · to 1 person by choice · without attachments · with a note · approved by <@U01ADMIN>",
    );
  });
});
