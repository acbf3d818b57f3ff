import type { Formatter } from "../format.ts";
import type { Change, Meaning, Value } from "../report.ts";
import { MOST_DIGITS, shownPercent } from "../shown-percent.ts";
import { trendOf } from "../trend.ts";
import { count, missing, money } from "./values.ts";

/** A share, or `missing`. */
export const ratioOf = (share: number | undefined): Value =>
  share === undefined ? missing : { kind: "ratio", value: share };

/** Minor units, or `missing`. */
export const moneyOf = (minor: number | undefined): Value =>
  minor === undefined ? missing : money(minor);

/** A number of things, rounded to whole ones, or `missing`. */
export const wholeOf = (value: number | undefined): Value =>
  value === undefined ? missing : count(Math.round(value));

/** `over`, `under`, or `the same as`, with the difference: how two figures of two periods compare. */
function against(before: Value, difference: number, words: string, label: string): Change {
  const trend = trendOf(difference, 0);
  if (trend === "same") return { before, trend, words: `the same as ${label}` };
  return { before, trend, words: `${words} ${trend === "up" ? "over" : "under"} ${label}` };
}

/**
 * `6 points under September`. Taken from the percentages as they are shown, so that a reader who subtracts gets
 * the same; undefined where one of them is missing.
 */
export function pointsAgainst(
  now: number | undefined,
  before: number | undefined,
  label: string,
  format: Formatter,
): Change | undefined {
  if (now === undefined || before === undefined) return undefined;
  const points = Number((shownPercent(now) - shownPercent(before)).toFixed(MOST_DIGITS));
  return against(ratioOf(before), points, pointWords(Math.abs(points), format), label);
}

function pointWords(points: number, format: Formatter): string {
  if (points < 0.1) return `less than ${format.count(0.1)} points`;
  return `${format.count(points)} ${points === 1 ? "point" : "points"}`;
}

/** `$12 under September`; undefined where one of them is missing. */
export function moneyAgainst(
  now: number | undefined,
  before: number | undefined,
  label: string,
  format: Formatter,
): Change | undefined {
  if (now === undefined || before === undefined) return undefined;
  return against(money(before), now - before, format.money(Math.abs(now - before)), label);
}

/** `4 over September`, of whole things; undefined where one of them is missing. */
export function countAgainst(
  now: number | undefined,
  before: number | undefined,
  label: string,
  format: Formatter,
): Change | undefined {
  if (now === undefined || before === undefined) return undefined;
  const difference = Math.round(now) - Math.round(before);
  return against(wholeOf(before), difference, format.count(Math.abs(difference)), label);
}

/** What a change means where more is better. Neutral for no change or nothing to compare with. */
export function moreIsGood(now: number | undefined, before: number | undefined): Meaning {
  if (now === undefined || before === undefined || now === before) return "neutral";
  return now > before ? "good" : "bad";
}

/** What a change means where less is better. */
export function lessIsGood(now: number | undefined, before: number | undefined): Meaning {
  return moreIsGood(before, now);
}

/** Parts of a note, without empty ones: `a; b`. */
export function note(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("; ");
}
