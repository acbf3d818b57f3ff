import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnknownRecurrenceError } from "../../../../src/errors.ts";
import { formatRecurrence } from "../../../../src/portfolio/recurrence/format-recurrence.ts";
import {
  parseRecurrence,
  RECURRENCE_FORMS,
} from "../../../../src/portfolio/recurrence/parse-recurrence.ts";
import {
  type DayOf,
  ORDINALS,
  type Recurrence,
  WEEKDAYS,
} from "../../../../src/portfolio/recurrence/recurrence.ts";

const weekly = (days: string, hour: number, minute = 0) => ({
  kind: "weekly",
  days: days.split(" "),
  at: { hour, minute },
});
const monthly = (day: DayOf, hour: number, of = "month") => ({
  kind: "monthly",
  of,
  day,
  at: { hour, minute: 0 },
});
const EVERY_DAY = WEEKDAYS.join(" ");
const MONDAY_TO_FRIDAY = "monday tuesday wednesday thursday friday";

/** Any recurrence there can be, besides cron. */
const at = fc.record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) });
const dayOf: fc.Arbitrary<DayOf> = fc.oneof(
  fc.integer({ min: 1, max: 31 }),
  fc.constant("last" as const),
  fc
    .tuple(fc.constantFrom(...ORDINALS), fc.constantFrom(...WEEKDAYS, "business" as const))
    .map(([which, what]): DayOf => `${which} ${what}`),
);
const anyRecurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({
    kind: fc.constant("weekly" as const),
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    at,
  }),
  fc.record({
    kind: fc.constant("monthly" as const),
    of: fc.constantFrom("month" as const, "quarter" as const),
    day: dayOf,
    at,
  }),
  fc.record({ kind: fc.constant("business days" as const), at }),
);

const refusal = (text: string): string => {
  try {
    return `read as ${formatRecurrence(parseRecurrence(text))}`;
  } catch (error) {
    if (error instanceof UnknownRecurrenceError) return error.toSentence();
    throw error;
  }
};

describe("parseRecurrence", () => {
  it.each([
    ["every monday 08:00", weekly("monday", 8)],
    ["Every Monday at 8:00", weekly("monday", 8)],
    ["08:00 every monday", weekly("monday", 8)],
    ["mondays 8 am", weekly("monday", 8)],
    ["weekly on tue 17.30", weekly("tuesday", 17, 30)],
    ["every thursday and monday 08:00", weekly("monday thursday", 8)],
    ["mon, wed & fri 8:15 PM", weekly("monday wednesday friday", 20, 15)],
    ["every weekday 7:30", weekly(MONDAY_TO_FRIDAY, 7, 30)],
    ["daily 09:00", weekly(EVERY_DAY, 9)],
    ["every day noon", weekly(EVERY_DAY, 12)],
    ["every day at midnight", weekly(EVERY_DAY, 0)],
    ["weekends 12:00 am", weekly("sunday saturday", 0)],
    ["every business day 08:00", { kind: "business days", at: { hour: 8, minute: 0 } }],
    ["first business day of the month 09:00", monthly("first business", 9)],
    ["on the last business day of every month 09:00", monthly("last business", 9)],
    ["last day of the month 09:00", monthly("last", 9)],
    ["1st of the month 09:00", monthly(1, 9)],
    ["first day of the month 09:00", monthly(1, 9)],
    ["the 22nd of each month 09:00", monthly(22, 9)],
    ["monthly on the 15th 09:00", monthly(15, 9)],
    ["monthly 09:00", monthly(1, 9)],
    ["second tuesday of the month 10:00", monthly("second tuesday", 10)],
    ["2nd tuesday of the month 10:00", monthly("second tuesday", 10)],
    ["last friday of the month 10:00", monthly("last friday", 10)],
    ["quarterly 09:00", monthly(1, 9, "quarter")],
    ["last day of the quarter 09:00", monthly("last", 9, "quarter")],
    ["first business day of every quarter 09:00", monthly("first business", 9, "quarter")],
    ["0 8 * * 1", { kind: "cron", expression: "0 8 * * 1" }],
    ["30 9-17 * jan-mar mon-fri", { kind: "cron", expression: "30 9-17 * JAN-MAR MON-FRI" }],
  ])("reads %j", (text, expected) => {
    expect(parseRecurrence(text)).toEqual(expected);
  });

  it.each([
    ["", /^It was not said when\. Say for example: every monday 08:00; /u],
    [
      "every monday",
      /^"every monday" has no time of day that can be understood\. Say for example/u,
    ],
    ["every monday 25:00", /has no time of day/u],
    ["every monday 13 pm", /has no time of day/u],
    ["every monday 08:61", /has no time of day/u],
    ["every monday 08:00 17:00", /has no time of day/u],
    ["08:00", /^It was not said on which days\. Say for example/u],
    ["every mondya 08:00", /^"every mondya" was not understood\. Did you mean "monday"\?/u],
    ["every other monday 08:00", /^"every other monday" was not understood\./u],
    ["32nd of the month 08:00", /was not understood/u],
    ["0th of the month 08:00", /was not understood/u],
    ["5th friday of the month 08:00", /was not understood/u],
    ["monday of the month 08:00", /was not understood/u],
    ["* * * * *", /^"\* \* \* \* \*" runs more often than once an hour\. Its first field/u],
    ["*/15 8 * * *", /more often than once an hour/u],
    ["0 25 * * *", /^"0 25 \* \* \*" is not cron\. It has five fields/u],
    ["0 8 * * foo", /is not cron/u],
    ["0-99999999 8 * * *", /is not cron/u],
    [`0 ${"1,".repeat(60)}2 * * *`, /is not cron/u],
    // The library that ticks takes these, the one that calculates does not.
    ["0 8 * * monday", /^"0 8 \* \* monday" is not cron\. It has five fields/u],
    ["0 8 * january *", /is not cron/u],
    ["0 8 * * mon,wed,friday", /is not cron/u],
    ["0 8 * * FRI-MON", /is not cron/u],
    ["0 8 * * 5-1", /is not cron/u],
    ["0 22-2 * * 1", /is not cron/u],
    ["0 8 * 11-2 *", /is not cron/u],
    ["0 */30 * * *", /is not cron/u],
    ["0 8 */40 * *", /is not cron/u],
    ["0 8 L-3 * *", /is not cron/u],
    ["0 8 31 2 *", /^"0 8 31 2 \*" never comes\. Name a day that there is\./u],
  ])("refuses %j in words", (text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });

  it("reads every example it gives", () => {
    for (const form of RECURRENCE_FORMS) expect(() => parseRecurrence(form)).not.toThrow();
  });

  it("reads back what it has written, whatever it is", () => {
    fc.assert(
      fc.property(anyRecurrence, (recurrence) => {
        expect(parseRecurrence(formatRecurrence(recurrence))).toEqual(recurrence);
      }),
    );
  });

  it("does not care about case, blanks, and where the time stands", () => {
    fc.assert(
      fc.property(
        anyRecurrence,
        fc.boolean(),
        fc.stringMatching(/^[ \t]{1,3}$/),
        (it, loud, blank) => {
          const words = formatRecurrence(it).split(" ");
          const moved = [words.at(-1), ...words.slice(0, -1)].join(blank);
          expect(parseRecurrence(loud ? moved.toUpperCase() : moved)).toEqual(it);
        },
      ),
    );
  });

  it("reads or refuses whatever is typed, and is never confused", () => {
    const word = fc.constantFrom(
      "every",
      "monday",
      "first",
      "last",
      "of",
      "the",
      "month",
      "8:00",
      "15th",
      "*",
      "0",
      "8",
      "at",
      "quarter",
      "business",
      "day",
    );
    const sentence = fc.array(word, { maxLength: 7 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.oneof(sentence, fc.string({ unit: "binary", maxLength: 400 })), (text) => {
        expect(refusal(text)).toMatch(/^read as |\.$|\?$/u);
      }),
    );
  });
});
