import { entityIn, splitCommand, wordsOf } from "./parse-command.ts";

/** A report and when it is to be made, as typed, in lower case. None of it is checked. */
export interface ScheduleWords {
  readonly report: string;
  readonly when: string;
  readonly timeZone?: string;
  readonly period?: string;
  readonly entity?: string;
}

/**
 * What is written like a period, well or not. A recurrence has no such word: its `last` and `month` stand apart, and its
 * numbers are shorter.
 */
const PERIOD = /^(?:(?:19|20)\d{2}(?:-\d{1,2}|-?q\d)?|[a-z]+-(?:month|quarter|year)|ytd)$/u;

/** What cannot belong to the name of a time zone any more. */
const AFTER_ZONE = /^(?:at|on|every|each|noon|midnight|\d.*)$/u;

/**
 * Reads a report, then in any order when, a period, an entity and `in` with a time zone. Of two periods or entities the
 * second stays with when, where nobody understands it.
 *
 * @example parseSchedule("cto every monday 08:00 in Europe/Berlin last-month entity:jada")
 * // { report: "cto", when: "every monday 08:00", timeZone: "europe/berlin", period: "last-month", entity: "jada" }
 */
export function parseSchedule(text: string): ScheduleWords {
  const { word: report, rest } = splitCommand(text);
  const words = wordsOf(rest);
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
  };
}

interface WithoutZone {
  readonly when: readonly string[];
  readonly zone: readonly string[];
}

/** `in los angeles` is a zone; `in the month` is no zone but says of what. */
function takeZone(words: readonly string[]): WithoutZone {
  const said = words.map((word, at) => (isInside(words, at) ? "of" : word));
  const start = said.indexOf("in");
  const after = start < 0 ? [] : said.slice(start + 1);
  const end = after.findIndex((word) => AFTER_ZONE.test(word));
  const zone = end < 0 ? after : after.slice(0, end);
  if (zone.length === 0) return { when: said, zone };
  return { when: [...said.slice(0, start), ...after.slice(zone.length)], zone };
}

function isInside(words: readonly string[], at: number): boolean {
  const [next, afterNext] = words.slice(at + 1);
  const what = next === "the" || next === "a" ? afterNext : next;
  return words[at] === "in" && (what === "month" || what === "quarter");
}
