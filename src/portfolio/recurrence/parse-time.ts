import type { TimeOfDay } from "./recurrence.ts";

/** `8:00`, `08.30`, `8 am`, `8:30pm`; `noon` and `midnight`. A bare number is none: it may be a day. */
const TIME =
  /(?:^|\s)(?:at )?(?:(?<hour>\d{1,2})[:.](?<minute>\d{2})(?: ?(?<half>[ap]m))?|(?<full>\d{1,2}) ?(?<fullHalf>[ap]m)|(?<word>noon|midnight))(?=\s|$)/gu;

/** A text without its time of day. */
export interface TimedWords {
  readonly at: TimeOfDay;
  readonly rest: string;
}

/**
 * Takes the time of day out of a text, wherever it stands.
 *
 * @param text In lower case, its blanks single.
 * @returns undefined without a time, with two, or with one that does not exist.
 * @example takeTime("every monday 08:00") // { at: { hour: 8, minute: 0 }, rest: "every monday" }
 */
export function takeTime(text: string): TimedWords | undefined {
  const [found, ...others] = text.matchAll(TIME);
  if (found === undefined || others.length > 0) return undefined;
  const at = toTime(found.groups ?? {});
  if (at === undefined) return undefined;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return { at, rest: rest.replaceAll(/\s+/gu, " ").trim() };
}

function toTime(groups: Readonly<Record<string, string | undefined>>): TimeOfDay | undefined {
  const { hour, minute = "0", half, full, fullHalf, word } = groups;
  if (word !== undefined) return { hour: word === "noon" ? 12 : 0, minute: 0 };
  const day = onTheDay(Number(hour ?? full), half ?? fullHalf);
  return day === undefined || Number(minute) > 59
    ? undefined
    : { hour: day, minute: Number(minute) };
}

/** 12 am is midnight, 12 pm is noon. */
function onTheDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}
