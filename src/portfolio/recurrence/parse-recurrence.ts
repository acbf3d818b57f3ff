import { UnknownRecurrenceError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { isCronLike, parseCron } from "./parse-cron.ts";
import { takeTime } from "./parse-time.ts";
import {
  type DayOf,
  ORDINALS,
  type Recurrence,
  type TimeOfDay,
  WEEKDAYS,
  type Weekday,
  WORKDAYS,
} from "./recurrence.ts";

/** What people can type, for help texts and errors. */
export const RECURRENCE_FORMS = [
  "every monday 08:00",
  "every weekday 7:30",
  "daily 09:00",
  "first business day of the month 09:00",
  "last day of the month 17:00",
  "monthly on the 15th 09:00",
  "second tuesday of the month 10:00",
  "quarterly 09:00",
  "0 8 * * 1",
] as const;

/** Words that carry nothing. */
const FILLERS = /\b(?:every|each|on|at|and|the|of)\b|[,&]/gu;

const LONGEST = 200;

/**
 * Reads when something happens again and again, as people say it or as cron. Case, extra blanks and small words do not
 * matter.
 *
 * @throws UnknownRecurrenceError that says what was not understood, with examples.
 * @example parseRecurrence("Every Monday at 8:00")
 * // { kind: "weekly", days: ["monday"], at: { hour: 8, minute: 0 } }
 */
export function parseRecurrence(typed: string): Recurrence {
  const text = typed.slice(0, LONGEST).trim().toLowerCase().replaceAll(/\s+/gu, " ");
  if (isCronLike(text)) return { kind: "cron", expression: parseCron(text) };
  const timed = takeTime(text);
  if (timed === undefined) throw withoutTime(text);
  const words = timed.rest.replaceAll(FILLERS, " ").split(/\s+/u).filter(Boolean);
  const recurrence = readDays(words, timed.at);
  if (recurrence === undefined) throw notUnderstood(timed.rest, words);
  return recurrence;
}

function readDays(words: readonly string[], at: TimeOfDay): Recurrence | undefined {
  const days = readWeekdays(words);
  if (days !== undefined) return { kind: "weekly", days, at };
  const phrase = words.join(" ");
  if (/^business days?$/u.test(phrase)) return { kind: "business days", at };
  const inside = readDayOf(phrase);
  return inside && { kind: "monthly", ...inside, at };
}

/** `monday thursday`, `weekday`, `day`; in the order of the week, each once. */
function readWeekdays(words: readonly string[]): readonly Weekday[] | undefined {
  const names = words[0] === "weekly" ? words.slice(1) : words;
  const read = names.map((name) => SPANS[name] ?? weekdayCalled(name));
  if (read.length === 0 || read.includes(undefined)) return undefined;
  const named = new Set(read.flat());
  return WEEKDAYS.filter((day) => named.has(day));
}

const SPANS: Readonly<Record<string, readonly Weekday[]>> = {
  day: WEEKDAYS,
  daily: WEEKDAYS,
  weekday: WORKDAYS,
  weekdays: WORKDAYS,
  weekend: ["sunday", "saturday"],
  weekends: ["sunday", "saturday"],
};

/** By its name, its first three or four letters, or its plural. */
function weekdayCalled(name: string): readonly Weekday[] | undefined {
  const singular = name.endsWith("s") && name.length > 4 ? name.slice(0, -1) : name;
  const found = WEEKDAYS.find(
    (day) => day === singular || (/^[a-z]{3,4}$/u.test(name) && day.startsWith(name)),
  );
  return found && [found];
}

type Inside = { readonly of: "month" | "quarter"; readonly day: DayOf };

const DAY_OF = /^(?<day>.+?)(?: day)? (?<of>month|quarter)$/u;
const REGULARLY = /^(?<of>monthly|quarterly)(?: (?<day>.+))?$/u;

/** `first business day month`, `1st month`, `monthly 15th`, `quarterly`: small words are gone by now. */
function readDayOf(phrase: string): Inside | undefined {
  const found = REGULARLY.exec(phrase) ?? DAY_OF.exec(phrase);
  if (found === null) return undefined;
  const { day = "first", of = "" } = found.groups ?? {};
  const named = dayCalled(day.replace(/ day$/u, ""));
  if (named === undefined) return undefined;
  return { of: of.startsWith("quarter") ? "quarter" : "month", day: named };
}

function dayCalled(name: string): DayOf | undefined {
  if (name === "first") return 1;
  if (name === "last") return name;
  const [which, what = "", ...others] = name.split(" ");
  const ordinal = ORDINALS.find((one, index) => one === which || isNumbered(which, index));
  const day = what === "business" ? what : weekdayCalled(what)?.[0];
  if (ordinal !== undefined && day !== undefined && others.length === 0) return `${ordinal} ${day}`;
  const [, digits = ""] = /^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(name) ?? [];
  const number = Number(digits);
  return digits !== "" && number >= 1 && number <= 31 ? number : undefined;
}

/** `1st` is the first of the ordinals, up to `4th`. */
function isNumbered(word: string | undefined, index: number): boolean {
  return index < ORDINALS.length - 1 && /^[1-4](?:st|nd|rd|th)$/u.test(word ?? "")
    ? Number(word?.[0]) === index + 1
    : false;
}

const SHOWN = 60;
const FORMS = RECURRENCE_FORMS.slice(0, 5).join("; ");

function withoutTime(text: string): UnknownRecurrenceError {
  const what =
    text === ""
      ? "It was not said when"
      : `"${shorten(text)}" has no time of day that can be understood`;
  return new UnknownRecurrenceError(`${what}.`, { hint: `Say for example: ${FORMS}.` });
}

/** Names the word that was probably mistyped, where there is one. */
function notUnderstood(rest: string, words: readonly string[]): UnknownRecurrenceError {
  const known = [...WEEKDAYS, ...Object.keys(SPANS), ...OTHER_WORDS];
  const strange = words.find((word) => !known.includes(word) && !/^\d/u.test(word));
  const meant = strange === undefined ? undefined : nearest(strange, known);
  const guess = meant === undefined ? "" : `Did you mean "${meant}"? `;
  const what =
    rest === "" ? "It was not said on which days" : `"${shorten(rest)}" was not understood`;
  return new UnknownRecurrenceError(`${what}.`, { hint: `${guess}Say for example: ${FORMS}.` });
}

const OTHER_WORDS = [...ORDINALS, ..."weekly monthly quarterly business month quarter".split(" ")];

function shorten(text: string): string {
  return [...text].slice(0, SHOWN).join("");
}
