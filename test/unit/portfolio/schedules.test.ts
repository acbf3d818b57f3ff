import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { entity, faultsOf, load, settings } from "./portfolio-files.ts";

const roles = "roles: { admin: [U01ADMIN], requester: [U02ASKS], viewer: [U03LOOKS] }\n";

/** The settings with one schedule, and more after it. */
const withSchedule = (schedule: string, more = "") => ({
  "settings.yml": `${settings}${roles}schedules:\n  weekly: ${schedule}\n${more}`,
  "entities/one.yml": entity,
});

describe("schedules in settings.yml", () => {
  it("are read with all that may be said", async () => {
    const schedule =
      "{ report: cto, when: Every Monday 8:00, owner: U02ASKS, time_zone: Europe/Berlin, period: last-month, entity: one, channel: C02, approval: not_needed }";
    const allowed =
      "approval: { schedules_may_send: true }\nholidays: [2026-12-25]\ncatch_up_within: 6h\n";
    const portfolio = await load(withSchedule(schedule, allowed));
    expect(portfolio.settings.schedules).toEqual({
      weekly: {
        report: "cto",
        when: { kind: "weekly", days: ["monday"], at: { hour: 8, minute: 0 } },
        owner: "U02ASKS",
        timeZone: "Europe/Berlin",
        period: "last-month",
        entity: "one",
        channel: "C02",
        approval: "not_needed",
      },
    });
    expect(portfolio.settings).toMatchObject({
      holidays: ["2026-12-25"],
      catchUpWithin: 6 * 3_600_000,
    });
  });

  it.each([
    [
      "{ report: ctoo, when: daily 09:00, owner: U02ASKS }",
      'settings.yml:16:21 schedules.weekly.report: is "ctoo", which is no known report; did you mean "cto"?',
    ],
    [
      "{ report: cto, when: every mondya 9:00, owner: U02ASKS }",
      'settings.yml:16:32 schedules.weekly.when: "every mondya" was not understood. Did you mean "monday"? Say for example: every monday 08:00; every weekday 7:30; daily 09:00; first business day of the month 09:00; last day of the month 17:00.',
    ],
    [
      "{ report: cto, when: 0 8 * * monday, owner: U02ASKS }",
      'settings.yml:16:32 schedules.weekly.when: "0 8 * * monday" is not cron. It has five fields: minute, hour, day of month, month, day of week, such as 0 8 * * 1.',
    ],
    [
      "{ report: cto, owner: U02ASKS }",
      "settings.yml:16:11 schedules.weekly.when: It was not said when. Say for example: every monday 08:00; every weekday 7:30; daily 09:00; first business day of the month 09:00; last day of the month 17:00.",
    ],
    [
      "{ report: cto, when: daily 09:00, owner: U03LOOKS }",
      'settings.yml:16:52 schedules.weekly.owner: is "U03LOOKS", which is no known user id that may ask for reports; known are U01ADMIN, U02ASKS; add it to "requester" under "roles"',
    ],
    [
      "{ report: cto, when: daily 09:00, owner: U02ASKS, approval: not_needed }",
      'settings.yml:16:71 schedules.weekly.approval: is "not_needed", but the rules of "cto" do not allow that; set schedules_may_send: true under its "approval", or remove this line',
    ],
    [
      "{ report: cto, when: daily 09:00, owner: U02ASKS, period: lastmonth }",
      'settings.yml:16:69 schedules.weekly.period: is "lastmonth", expected a period: 2026-10, 2026-Q3, 2026, this-month, last-month, last-quarter, ytd',
    ],
    [
      "{ report: cto, when: daily 09:00, owner: U02ASKS, entity: oen }",
      'settings.yml:16:69 schedules.weekly.entity: is "oen", which is no known entity; did you mean "one"?',
    ],
    [
      "{ report: cto, when: daily 09:00, owner: U02ASKS, entity: 'one, two' }",
      'settings.yml:16:69 schedules.weekly.entity: is "two", which is no known entity; known are one',
    ],
    [
      "{ report: cto, when: daily 09:00, owner: U02ASKS, time_zone: Mars }",
      'settings.yml:16:72 schedules.weekly.time_zone: is "Mars", expected an IANA time zone such as America/Los_Angeles',
    ],
  ])("%s is refused at its place", async (schedule, expected) => {
    const faults = await faultsOf(withSchedule(schedule));
    expect(faults.map(formatFault)).toEqual([expected]);
  });

  it("are refused for all that is wrong with them at once", async () => {
    const schedule = "{ report: ctoo, when: daily, owner: U02ASKS, period: soon, entity: nobody }";
    const faults = await faultsOf(withSchedule(schedule));
    expect(faults.map(({ path }) => path)).toEqual(
      ["report", "when", "period", "entity"].map((field) => `schedules.weekly.${field}`),
    );
  });

  it.each(["2026", "2026-q3", "ytd", "'2026'"])("may be about %s", async (period) => {
    const schedule = `{ report: cto, when: daily 09:00, owner: U02ASKS, period: ${period} }`;
    const { settings: read } = await load(withSchedule(schedule));
    expect(read.schedules?.["weekly"]?.period).toBe(period.replaceAll("'", ""));
  });

  it.each(["one", "ONE", "' One '"])("may be about the entity by %s", async (name) => {
    const schedule = `{ report: cto, when: daily 09:00, owner: U02ASKS, entity: ${name} }`;
    await load(withSchedule(schedule));
  });

  it("say nothing of entities while it is not known which there are", async () => {
    const schedule = "{ report: cto, when: daily 09:00, owner: U02ASKS, entity: two }";
    const files = { ...withSchedule(schedule), "entities/two.yml": "id: [two" };
    const faults = await faultsOf(files);
    expect(faults.map(({ file }) => file)).not.toContain("settings.yml");
  });
});
