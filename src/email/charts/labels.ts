import type { MeasureText, Weight } from "./measure.ts";
import { LINE_HEIGHT, TEXT_GAP } from "./theme.ts";

/** One line of text on a chart. */
export interface Label {
  readonly text: string;
  /** Of the start, middle or end of the text, by `align`; in CSS pixels from the left. */
  readonly x: number;
  /** Of the middle of the line, in CSS pixels from the top. */
  readonly y: number;
  readonly align: "left" | "center" | "right";
  readonly color: string;
  readonly weight: Weight;
  /** Where two labels would overlap, the one with the lower rank stays. */
  readonly rank: number;
  /** On a piece of paper of its own, where lines or hatching would run through the letters. */
  readonly onPlate?: boolean;
}

/** A rectangle in CSS pixels from the picture's upper left corner. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The room a label takes. */
export function boxOf({ text, x, y, align, weight }: Label, measure: MeasureText): Box {
  const width = measure(text, weight);
  const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - LINE_HEIGHT / 2, bottom: y + LINE_HEIGHT / 2 };
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

/**
 * Labels that can be read: moved into the picture, and without those that would overlap a more important one.
 * Layouts keep labels apart by themselves; this makes it certain for every chart.
 *
 * @param width Of the picture, in CSS pixels.
 */
export function keepReadable(
  labels: readonly Label[],
  width: number,
  measure: MeasureText,
): readonly Label[] {
  const kept: { readonly label: Label; readonly box: Box }[] = [];
  for (const label of labels.toSorted((one, other) => one.rank - other.rank)) {
    const moved = moveInto(label, width, measure);
    const box = boxOf(moved, measure);
    if (label.text !== "" && !kept.some((other) => overlaps(widen(box), other.box))) {
      kept.push({ label: moved, box });
    }
  }
  return kept.map(({ label }) => label);
}

/** Half a gap is enough: neighbours that were laid out a whole gap apart must survive rounding. */
function widen(box: Box): Box {
  return { ...box, left: box.left - TEXT_GAP / 2, right: box.right + TEXT_GAP / 2 };
}

function moveInto(label: Label, width: number, measure: MeasureText): Label {
  const { left, right } = boxOf(label, measure);
  const shift = left < 0 ? -left : Math.min(0, width - right);
  return shift === 0 ? label : { ...label, x: label.x + shift };
}

/**
 * Moves places on a vertical line apart, each as little as the room allows, in their order.
 *
 * @param wanted Middles in CSS pixels, from top to bottom.
 * @returns Middles at least a line apart from `top` on, as long as they fit above `bottom`.
 */
export function spread(wanted: readonly number[], top: number, bottom: number): readonly number[] {
  const placed: number[] = [];
  for (const [index, y] of wanted.entries()) {
    const least = index === 0 ? top : (placed[index - 1] ?? top) + LINE_HEIGHT;
    placed.push(Math.max(y, least));
  }
  let most = bottom;
  return placed
    .toReversed()
    .map((y) => {
      const place = Math.min(y, most);
      most = place - LINE_HEIGHT;
      return place;
    })
    .toReversed();
}
