import type { Label } from "./labels.ts";
import { type MeasureText, wrapToWidth } from "./measure.ts";
import { LINE_HEIGHT, QUIET, TEXT_GAP } from "./theme.ts";

const MOST_LINES = 2;
/** A name that is cut to less says nothing. */
const READABLE = 56;

/** Names of categories below their columns. */
export interface CategoryLabels {
  readonly labels: readonly Label[];
  readonly height: number;
}

/**
 * Writes names in up to two lines. Where they are too wide for their columns only every second, third, … is
 * named, counted from the last, which matters most in time.
 *
 * @param middles Of the columns, in CSS pixels.
 * @param slot Width of a column's room.
 * @param top Of the first line.
 */
export function labelCategories(
  categories: readonly string[],
  middles: readonly number[],
  slot: number,
  top: number,
  measure: MeasureText,
): CategoryLabels {
  const every = chooseStep(categories, slot, measure);
  const shown = categories.flatMap((text, at) =>
    (categories.length - 1 - at) % every === 0 ? [{ text, x: middles[at] ?? 0 }] : [],
  );
  const lines = breakNames(
    shown.map(({ text }) => text),
    slot * every - TEXT_GAP,
    measure,
  );
  const labels = shown.flatMap(({ x }, at) =>
    (lines[at] ?? []).map(
      (text, line): Label => ({
        text,
        x,
        y: top + (line + 0.5) * LINE_HEIGHT,
        align: "center",
        color: QUIET,
        weight: "regular",
        rank: 1,
      }),
    ),
  );
  // The last ones first: where one has to go, it is the one before.
  return {
    labels: labels.toReversed(),
    height: Math.max(0, ...lines.map((each) => each.length)) * LINE_HEIGHT,
  };
}

/** The smallest step at which no name is cut, as long as that leaves out no more than it has to. */
function chooseStep(categories: readonly string[], slot: number, measure: MeasureText): number {
  const most = Math.max(1, Math.ceil(READABLE / slot));
  for (let step = 1; step < most; step += 1) {
    const names = breakNames(categories, slot * step - TEXT_GAP, measure);
    if (!names.flat().some((line) => line.endsWith("…"))) return step;
  }
  return most;
}

/** A month with its year, and what is said of one that is not complete. */
const MONTH = /^(.*\S) (\d{4})(?: (so far|in part))?$/u;

/**
 * Months with their year below them, which is written only where it changes, and what is said of them below that;
 * other names between words.
 */
function breakNames(
  names: readonly string[],
  width: number,
  measure: MeasureText,
): readonly (readonly string[])[] {
  const months = names.map((name) => MONTH.exec(name)?.slice(1));
  if (months.some((month) => month === undefined)) {
    return names.map((name) => wrapToWidth(name, width, MOST_LINES, measure));
  }
  return months.map((month, at) => {
    const [name = "", year = "", part] = month ?? [];
    const below = [year === months[at - 1]?.[1] ? "" : year, part ?? ""];
    return [...wrapToWidth(name, width, 1, measure), ...below.filter((line) => line !== "")];
  });
}
