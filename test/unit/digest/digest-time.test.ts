import { describe, expect, it } from "vitest";
import { dueDigest, lookBackFrom, nextDigest } from "../../../src/digest/digest-time.ts";

const zone = { timeZone: "America/Los_Angeles" };
const weekdays = { at: 8 * 60, days: "weekdays" } as const;
const daily = { at: 8 * 60, days: "daily" } as const;
const late = { at: 22 * 60, days: "daily" } as const;
const night = { at: 2 * 60 + 30, days: "daily" } as const;

describe("the digest that is due", () => {
  it.each([
    // Monday, November 30: 08:00 is 16:00 UTC.
    ["a moment before", weekdays, "2026-11-30T15:59:59.999Z", undefined],
    ["on the moment", weekdays, "2026-11-30T16:00:00.000Z", "2026-11-30"],
    ["at the end of the window", weekdays, "2026-11-30T21:59:59.999Z", "2026-11-30"],
    ["after the window", weekdays, "2026-11-30T22:00:00.000Z", undefined],
    ["on a Sunday", weekdays, "2026-11-29T16:30:00.000Z", undefined],
    ["on a Sunday, daily", daily, "2026-11-29T16:30:00.000Z", "2026-11-29"],
    ["after midnight, of the evening before", late, "2026-12-01T09:00:00.000Z", "2026-11-30"],
    ["in the hour that is skipped, not yet", night, "2026-03-08T10:00:00.000Z", undefined],
    ["after the hour that is skipped", night, "2026-03-08T10:30:00.000Z", "2026-03-08"],
    ["the first of a repeated hour", night, "2026-11-01T10:30:00.000Z", "2026-11-01"],
  ])("is known %s", (_, when, now, day) => {
    expect(dueDigest(when, zone, new Date(now))?.day).toBe(day);
  });

  it("says that it is late from a quarter of an hour on", () => {
    const at = (now: string) => dueDigest(weekdays, zone, new Date(now))?.late;
    expect(at("2026-11-30T16:14:59.999Z")).toBe(false);
    expect(at("2026-11-30T16:15:00.000Z")).toBe(true);
  });
});

describe("the digest that comes next", () => {
  it.each([
    ["2026-11-30T15:59:59.000Z", "2026-11-30T16:00:00.000Z"],
    ["2026-11-30T16:00:00.000Z", "2026-12-01T16:00:00.000Z"],
    // From Friday over the weekend.
    ["2026-11-27T20:00:00.000Z", "2026-11-30T16:00:00.000Z"],
    // Over a change of the clocks, still at 08:00.
    ["2026-10-30T20:00:00.000Z", "2026-11-02T16:00:00.000Z"],
    ["2026-10-29T20:00:00.000Z", "2026-10-30T15:00:00.000Z"],
  ])("of %s is at %s", (now, expected) => {
    expect(nextDigest(weekdays, zone, new Date(now)).dueAt.toISOString()).toBe(expected);
  });
});

describe("the digest before", () => {
  it.each([
    ["2026-11-30", "weekdays", "2026-11-27"],
    ["2026-12-01", "weekdays", "2026-11-30"],
    ["2026-11-29", "weekdays", "2026-11-27"],
    ["2026-11-30", "daily", "2026-11-29"],
  ] as const)("that of %s, %s, is of %s", (day, days, expected) => {
    expect(lookBackFrom(day, { days }, undefined)).toBe(expected);
  });

  it.each([
    ["yesterday", "2026-12-07", "2026-12-07"],
    ["before one that did not come", "2026-12-04", "2026-12-04"],
    ["two weeks ago", "2026-11-24", "2026-11-24"],
    ["longer ago", "2026-11-23", "2026-11-24"],
  ] as const)("is the last that was posted, within two weeks: %s", (_, lastPosted, expected) => {
    expect(lookBackFrom("2026-12-08", { days: "weekdays" }, lastPosted)).toBe(expected);
  });
});
