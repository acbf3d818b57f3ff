import { takeZone } from "../schedule/take-zone.ts";
import { entityIn, splitCommand, wordsOf } from "./parse-command.ts";

/** A report and when it is to be made, as typed, in lower case. None of it is checked. */
export interface ScheduleWords {
  readonly report: string;
  readonly when: string;
  readonly timeZone?: string;
  readonly period?: string;
  readonly entity?: string;
  /** `without approval`. */
  readonly approval?: "not_needed";
}

/**
 * What is written like a period, well or not. A recurrence has no such word: its `last` and `month` stand apart, and its
 * numbers are shorter.
 */
const PERIOD = /^(?:(?:19|20)\d{2}(?:-\d{1,2}|-?q\d)?|[a-z]+-(?:month|quarter|year)|ytd)$/u;

/**
 * Reads a report, then in any order when, a period, an entity, `in` with a time zone, and `without approval`. Of two periods or entities the
 * second stays with when, where nobody understands it.
 *
 * @example parseSchedule("cto every monday 08:00 in Europe/Berlin last-month entity:jada")
 * // { report: "cto", when: "every monday 08:00", timeZone: "europe/berlin", period: "last-month", entity: "jada" }
 */
export function parseSchedule(text: string): ScheduleWords {
  const { word: report, rest } = splitCommand(text);
  const { words, isUnseen } = takeUnseen(wordsOf(rest));
  const entityWord = words.find((word) => entityIn(word) !== "");
  const period = words.find((word) => PERIOD.test(word));
  const taken = [entityWord, period].map((word) => (word === undefined ? -1 : words.indexOf(word)));
  const { when, zone } = takeZone(words.filter((_, index) => !taken.includes(index)));
  return {
    report,
    when: when.join(" "),
    ...(zone.length > 0 && { timeZone: zone.join(" ") }),
    ...(period !== undefined && { period }),
    ...(entityWord !== undefined && { entity: entityIn(entityWord) }),
    ...(isUnseen && { approval: "not_needed" }),
  };
}

function takeUnseen(words: readonly string[]) {
  const at = words.findIndex((word, n) => word === "without" && words[n + 1] === "approval");
  return at < 0 ? { words, isUnseen: false } : { words: words.toSpliced(at, 2), isUnseen: true };
}
