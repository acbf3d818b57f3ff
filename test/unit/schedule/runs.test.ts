import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { UnknownRecurrenceError } from "../../../src/errors.ts";
import { parseRecurrence } from "../../../src/portfolio/recurrence/parse-recurrence.ts";
import type { Recurrence } from "../../../src/portfolio/recurrence/recurrence.ts";
import { type Calendar, nextRuns, runsBetween } from "../../../src/schedule/runs.ts";

/** Moments as the clock on the wall shows them. */
const wall = (timeZone: string) => (at: Date) =>
  at.toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });

function next(text: string, from: string, count: number, calendar: Partial<Calendar> = {}) {
  const { timeZone = "UTC" } = calendar;
  const runs = nextRuns(parseRecurrence(text), { timeZone, ...calendar }, new Date(from), count);
  return runs.map(wall(timeZone));
}

function parseOrRefuse(text: string): Recurrence | undefined {
  try {
    return parseRecurrence(text);
  } catch (error) {
    if (error instanceof UnknownRecurrenceError) return undefined;
    throw error;
  }
}

describe("nextRuns", () => {
  it.each([
    ["every monday 08:00", "2026-11-30T08:00:00Z", ["2026-12-07 08:00", "2026-12-14 08:00"]],
    ["every monday 08:00", "2026-11-30T07:59:59Z", ["2026-11-30 08:00", "2026-12-07 08:00"]],
    ["every weekday 7:30", "2026-12-04T08:00:00Z", ["2026-12-07 07:30", "2026-12-08 07:30"]],
    ["31st of the month 09:00", "2027-01-31T09:00:00Z", ["2027-02-28 09:00", "2027-03-31 09:00"]],
    [
      "last day of the month 09:00",
      "2028-02-01T00:00:00Z",
      ["2028-02-29 09:00", "2028-03-31 09:00"],
    ],
    // August 2026 begins on a Saturday, November on a Sunday.
    [
      "first business day of the month 09:00",
      "2026-07-31T12:00:00Z",
      ["2026-08-03 09:00", "2026-09-01 09:00"],
    ],
    [
      "last business day of the month 09:00",
      "2026-10-01T00:00:00Z",
      ["2026-10-30 09:00", "2026-11-30 09:00"],
    ],
    [
      "second tuesday of the month 10:00",
      "2026-09-01T00:00:00Z",
      ["2026-09-08 10:00", "2026-10-13 10:00"],
    ],
    [
      "last friday of the month 10:00",
      "2026-10-01T00:00:00Z",
      ["2026-10-30 10:00", "2026-11-27 10:00"],
    ],
    ["quarterly 09:00", "2026-11-30T00:00:00Z", ["2027-01-01 09:00", "2027-04-01 09:00"]],
    [
      "last day of the quarter 09:00",
      "2026-11-30T00:00:00Z",
      ["2026-12-31 09:00", "2027-03-31 09:00"],
    ],
    ["0 8 13 * 5", "2026-11-30T00:00:00Z", ["2026-12-04 08:00", "2026-12-11 08:00"]],
  ])("of %j after %s", (text, from, expected) => {
    expect(next(text, from, 2)).toEqual(expected);
  });

  it("knows when whatever is read as cron comes next", () => {
    const value = (most: number, ...words: string[]) =>
      fc.oneof(fc.nat({ max: most }).map(String), fc.constantFrom("*", "L", ...words));
    const field = (most: number, ...words: string[]) => {
      const one = value(most, ...words);
      const joined = fc.tuple(one, fc.constantFrom("-", "/", ","), one);
      return fc.oneof(
        one,
        joined.map((parts) => parts.join("")),
      );
    };
    const days = field(7, "mon", "FRI", "friday", "sun", "1#2", "5L");
    const anyCron = fc.tuple(
      ...[fc.nat({ max: 59 }), field(26), field(33, "LW", "15W"), field(13, "jan", "may"), days],
    );
    let read = 0;
    fc.assert(
      fc.property(anyCron, (fields) => {
        const recurrence = parseOrRefuse(fields.join(" "));
        if (recurrence === undefined) return;
        read += 1;
        const from = new Date("2026-11-30T00:00:00Z");
        expect(() => nextRuns(recurrence, { timeZone: "Europe/Berlin" }, from, 1)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it("knows holidays from business days", () => {
    const holidays = ["2026-12-31", "2027-01-01", "2027-01-04"];
    expect(next("first business day of the month 09:00", "2026-12-15", 1, { holidays })).toEqual([
      "2027-01-05 09:00",
    ]);
    expect(next("every business day 09:00", "2026-12-30T12:00:00Z", 1, { holidays })).toEqual([
      "2027-01-05 09:00",
    ]);
    expect(next("last business day of the month 09:00", "2026-12-15", 1, { holidays })).toEqual([
      "2026-12-30 09:00",
    ]);
    // Those who say weekdays mean weekdays.
    expect(next("every weekday 09:00", "2026-12-30T12:00:00Z", 1, { holidays })).toEqual([
      "2026-12-31 09:00",
    ]);
  });

  it("takes quarters from the fiscal year", () => {
    const fiscal = { fiscalYearStart: 2 };
    expect(next("quarterly 09:00", "2026-11-30", 2, fiscal)).toEqual([
      "2027-02-01 09:00",
      "2027-05-01 09:00",
    ]);
    expect(next("last day of the quarter 09:00", "2026-11-30", 1, fiscal)).toEqual([
      "2027-01-31 09:00",
    ]);
  });

  it("gives fewer where it comes no more", () => {
    const always = Array.from({ length: 3_700 }, (_, day) =>
      new Date(Date.UTC(2026, 10, 30 + day)).toISOString().slice(0, 10),
    );
    expect(next("every business day 09:00", "2026-11-30", 3, { holidays: always })).toEqual([]);
  });
});

describe("the nights on which clocks change", () => {
  /** Spring, then autumn: what a daily 02:30 (or what is left out there) does on the three days around. */
  it.each([
    ["America/Los_Angeles", "02:30", "2026-03-08", "03:00"],
    ["Europe/Berlin", "02:30", "2026-03-29", "03:00"],
    ["Europe/London", "01:30", "2026-03-29", "02:00"],
    ["Australia/Sydney", "02:30", "2026-10-04", "03:00"],
    // By half an hour.
    ["Australia/Lord_Howe", "02:15", "2026-10-04", "02:30"],
    // At midnight: the day has no 00:30, and keeps its report all the same.
    ["America/Santiago", "00:30", "2026-09-06", "01:00"],
    ["Africa/Cairo", "00:30", "2026-04-24", "01:00"],
  ])("in %s %s is left out on %s, and comes at %s", (timeZone, time, day, instead) => {
    const from = new Date(Date.parse(day) - 36 * 3_600_000).toISOString();
    const runs = next(`daily ${time}`, from, 6, { timeZone }).filter(
      (at) => Math.abs(Date.parse(at.slice(0, 10)) - Date.parse(day)) <= 86_400_000,
    );
    expect(runs).toEqual([
      `${shifted(day, -1)} ${time}`,
      `${day} ${instead}`,
      `${shifted(day, 1)} ${time}`,
    ]);
  });

  it.each([
    ["America/Los_Angeles", "01:30", "2026-11-01T08:30:00.000Z"],
    ["Europe/Berlin", "02:30", "2026-10-25T00:30:00.000Z"],
    ["Europe/London", "01:30", "2026-10-25T00:30:00.000Z"],
    ["Australia/Sydney", "02:30", "2026-04-04T15:30:00.000Z"],
    ["Australia/Lord_Howe", "01:45", "2026-04-04T14:45:00.000Z"],
  ])("in %s %s comes twice, and counts once, the first time", (timeZone, time, expected) => {
    const day = wall(timeZone)(new Date(expected)).slice(0, 10);
    const around = {
      from: new Date(Date.parse(day) - 86_400_000),
      to: new Date(Date.parse(day) + 172_800_000),
    };
    const runs = runsBetween(
      parseRecurrence(`daily ${time}`),
      { timeZone },
      around.from,
      around.to,
    );
    expect(
      runs
        .map((at) => at.toISOString())
        .filter((at) => wall(timeZone)(new Date(at)).startsWith(day)),
    ).toEqual([expected]);
  });

  it("has 23 and 25 hours for what recurs every hour", () => {
    const hours = (from: string, to: string) =>
      runsBetween(
        parseRecurrence("0 * * * *"),
        { timeZone: "Europe/Berlin" },
        new Date(from),
        new Date(to),
      ).length;
    expect(hours("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(23);
    expect(hours("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).toBe(25);
  });

  it("gives one run for each day of the year, whatever the time and the zone", () => {
    const zone = fc.constantFrom(
      "UTC",
      "America/Los_Angeles",
      "America/Santiago",
      "Europe/Berlin",
      "Africa/Cairo",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "Pacific/Auckland",
    );
    fc.assert(
      fc.property(zone, fc.nat({ max: 23 }), fc.nat({ max: 59 }), (timeZone, hour, minute) => {
        const at = `${hour}:${String(minute).padStart(2, "0")}`;
        const runs = runsBetween(
          parseRecurrence(`daily ${at}`),
          { timeZone },
          new Date("2025-12-30T12:00:00Z"),
          new Date("2027-01-02T12:00:00Z"),
        ).map(wall(timeZone));
        const days = runs.map((run) => run.slice(0, 10)).filter((day) => day.startsWith("2026"));
        expect(days).toHaveLength(365);
        expect(new Set(days).size).toBe(365);
      }),
      { numRuns: 5 },
    );
  });
});

describe("the zone of the machine", () => {
  const own = process.env["TZ"];
  afterEach(() => {
    if (own === undefined) delete process.env["TZ"];
    else process.env["TZ"] = own;
  });

  it("does not matter", () => {
    const runs = () =>
      runsBetween(
        parseRecurrence("30 * * * *"),
        { timeZone: "America/New_York" },
        new Date("2026-03-01T00:00:00Z"),
        new Date("2026-03-15T00:00:00Z"),
      ).map((at) => at.toISOString());
    const here = runs();
    expect(here).toHaveLength(336);
    for (const zone of ["Australia/Sydney", "America/New_York", "Europe/Berlin"]) {
      process.env["TZ"] = zone;
      expect(runs()).toEqual(here);
    }
  });
});

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
