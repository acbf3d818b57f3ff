import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSchedule, type ScheduleWords } from "../../../src/commands/parse-schedule.ts";
import {
  parseRecurrence,
  RECURRENCE_FORMS,
} from "../../../src/portfolio/recurrence/parse-recurrence.ts";

const cto = (when: string, more: Partial<ScheduleWords> = {}): ScheduleWords => ({
  ...{ report: "cto", when },
  ...more,
});

describe("parseSchedule", () => {
  it.each<[string, ScheduleWords]>([
    ["CTO every Monday 08:00", cto("every monday 08:00")],
    ["cto", cto("")],
    ["cto 0 8 * * 1 in UTC", cto("0 8 * * 1", { timeZone: "utc" })],
    ["cto daily 9 am in los angeles", cto("daily 9 am", { timeZone: "los angeles" })],
    ["cto daily in Los Angeles at 9 am", cto("daily at 9 am", { timeZone: "los angeles" })],
    ["cto in Berlin every monday 8:00", cto("every monday 8:00", { timeZone: "berlin" })],
    ["cto daily in Etc/GMT+5 noon", cto("daily noon", { timeZone: "etc/gmt+5" })],
    [
      "cto daily 9:00 entity:“Rental property” in Europe/Berlin",
      cto("daily 9:00", { entity: "rental property", timeZone: "europe/berlin" }),
    ],
    ["cto daily 9:00 without approval", cto("daily 9:00", { approval: "not_needed" })],
    [
      "cto Without Approval ytd daily 9:00 in Rome",
      cto("daily 9:00", { approval: "not_needed", period: "ytd", timeZone: "rome" }),
    ],
    [
      "cto daily 9:00 in Rome without approval",
      cto("daily 9:00", { approval: "not_needed", timeZone: "rome" }),
    ],
    ["cto daily 9:00 without an approval", cto("daily 9:00 without an approval")],
    ["cto daily 9:00 entity:'ytd in Rome'", cto("daily 9:00", { entity: "ytd in rome" })],
  ])("reads %j", (text, words) => {
    expect(parseSchedule(text)).toEqual(words);
  });

  it.each<[string, ScheduleWords]>([
    // One word with a hyphen says of what time the report is; words apart say when it is made.
    [
      "cto last day of the month 17:00 last-month",
      cto("last day of the month 17:00", { period: "last-month" }),
    ],
    ["cto quarterly 9:00 last-quarter", cto("quarterly 9:00", { period: "last-quarter" })],
    [
      "cto last-month last day of the month 17:00",
      cto("last day of the month 17:00", { period: "last-month" }),
    ],
    [
      "cto monthly on the 15th 09:00 2026-q3",
      cto("monthly on the 15th 09:00", { period: "2026-q3" }),
    ],
    ["cto every monday 08:00 last month", cto("every monday 08:00 last month")],
    // A year is a period, a time without its colon is none, and no field of cron is as long.
    ["cto daily 09:00 2026", cto("daily 09:00", { period: "2026" })],
    ["cto daily 0900", cto("daily 0900")],
    ["cto 0 8 1-15 * * ytd", cto("0 8 1-15 * *", { period: "ytd" })],
    // What looks like a period is one, so that it is refused as one.
    ["cto daily 09:00 next-month", cto("daily 09:00", { period: "next-month" })],
    ["cto daily 09:00 2026-13", cto("daily 09:00", { period: "2026-13" })],
    // A month is no place.
    ["cto first monday in the month 09:00", cto("first monday of the month 09:00")],
    [
      "cto first monday in the month 09:00 in Berlin",
      cto("first monday of the month 09:00", { timeZone: "berlin" }),
    ],
    // What is said twice, or not at all, stays where it is not understood.
    ["cto daily 09:00 ytd last-month", cto("daily 09:00 last-month", { period: "ytd" })],
    ["cto daily 09:00 entity:a entity:b", cto("daily 09:00 entity:b", { entity: "a" })],
    ["cto daily 09:00 in", cto("daily 09:00 in")],
  ])("decides %j", (text, words) => {
    expect(parseSchedule(text)).toEqual(words);
  });

  it("finds the parts in any order, and leaves what says when as it is", () => {
    const extras = fc.shuffledSubarray(["last-month", "entity:jada", "in Europe/Berlin"]);
    fc.assert(
      fc.property(fc.constantFrom(...RECURRENCE_FORMS), extras, fc.nat(3), (form, parts, split) => {
        const [before, after] = [parts.slice(0, split), parts.slice(split)];
        // Behind a zone only what cannot belong to its name ends it.
        fc.pre(/^(?:every|\d)/u.test(form) || !before.some((part) => part.startsWith("in ")));
        const read = parseSchedule(["cto", ...before, form, ...after].join(" "));
        expect(parseRecurrence(read.when)).toEqual(parseRecurrence(form));
        expect(read.period).toBe(parts.includes("last-month") ? "last-month" : undefined);
        expect(read.entity).toBe(parts.includes("entity:jada") ? "jada" : undefined);
        expect(read.timeZone).toBe(
          parts.includes("in Europe/Berlin") ? "europe/berlin" : undefined,
        );
      }),
    );
  });

  it("never fails, whatever is typed", () => {
    const word = fc.constantFrom(
      "in",
      "the",
      "month",
      "at",
      "ytd",
      "entity:",
      'entity:"',
      "9:00",
      "–",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(" ")),
        ),
        (text) => {
          expect(parseSchedule(`cto ${text}`).report).toBe("cto");
        },
      ),
    );
  });
});
