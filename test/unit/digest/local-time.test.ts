import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, instantOf, startOfDay } from "../../../src/digest/local-time.ts";

const LA = "America/Los_Angeles";

describe("the instant of a time of day", () => {
  it.each([
    ["2026-11-30", 8 * 60, LA, "2026-11-30T16:00:00.000Z"],
    ["2026-07-01", 8 * 60, LA, "2026-07-01T15:00:00.000Z"],
    ["2026-11-30", 0, "Asia/Kathmandu", "2026-11-29T18:15:00.000Z"],
    ["2026-11-30", 23 * 60 + 59, "Pacific/Kiritimati", "2026-11-30T09:59:00.000Z"],
    // Clocks go forward at 02:00: 02:30 does not exist, and comes as 03:30.
    ["2026-03-08", 2 * 60 + 30, LA, "2026-03-08T10:30:00.000Z"],
    ["2026-03-08", 1 * 60 + 59, LA, "2026-03-08T09:59:00.000Z"],
    ["2026-03-08", 3 * 60, LA, "2026-03-08T10:00:00.000Z"],
    // Clocks go back at 02:00: of 01:30 the first.
    ["2026-11-01", 1 * 60 + 30, LA, "2026-11-01T08:30:00.000Z"],
    ["2026-11-01", 2 * 60, LA, "2026-11-01T10:00:00.000Z"],
    ["2026-03-29", 2 * 60 + 30, "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-10-25", 2 * 60 + 30, "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    // Midnight itself is skipped.
    ["2026-09-06", 0, "America/Santiago", "2026-09-06T04:00:00.000Z"],
    // Half an hour only.
    ["2026-10-04", 2 * 60 + 15, "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z"],
  ])("is, on %s at minute %i in %s, %s", (day, minutes, zone, expected) => {
    expect(instantOf(day, minutes, zone).toISOString()).toBe(expected);
  });

  it("is on its own day, and days follow each other without gap or overlap", () => {
    const zones = [LA, "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "UTC"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
        (zone, at) => {
          const day = dayOf(new Date(at), zone);
          const start = startOfDay(day, zone);
          expect(dayOf(start, zone)).toBe(day);
          expect(dayOf(new Date(start.getTime() - 1), zone) < day).toBe(true);
          expect(start.getTime()).toBeLessThanOrEqual(at);
        },
      ),
    );
  });
});
