import type { CanvasLine, Content, ContentText } from "pdfmake/interfaces.js";
import { type PdfContext, writeText } from "./pdf-context.ts";
import { INK, MEANING_COLOURS } from "./pdf-palette.ts";

/** The tick of `MEANING_SIGNS`, which Roboto does not have. */
const TICK = "\u2713";
/** In parts of the font size. */
const TICK_WIDTH = 0.75;
const TICK_GAP = 0.25;

/** Room for a rank, bullet or sign before an item, in points. The library widens what is not given in points. */
export const MARK_WIDTH = 18;
export const MARK_GAP = 4;

/** A rank, bullet or sign that stands before a text; a tick is drawn. `size` is the text's, in points. */
export function buildMark(
  mark: string,
  meaning: string,
  size: number,
  context: PdfContext,
): Content {
  const colour = MEANING_COLOURS[meaning] ?? context.accentText;
  if (mark !== TICK) return writeText(context, mark, { bold: true, color: colour });
  // Two lines, not one of three points: the library moves those again each time it lays the pages out.
  const stroke = (x1: number, y1: number, x2: number, y2: number): CanvasLine => ({
    type: "line",
    ...{ x1: x1 * size, y1: y1 * size, x2: x2 * size, y2: y2 * size },
    lineWidth: size * 0.14,
    lineColor: colour,
    lineCap: "round",
  });
  return {
    canvas: [stroke(0, 0.58, 0.24, 0.82), stroke(0.24, 0.82, 0.7, 0.26)],
    margin: [0, size * 0.06, 0, 0],
  };
}

/**
 * A text with the sign of its meaning in front.
 *
 * @param size The text's, in points.
 * @param room Width of both, in points.
 */
export function buildMarked(
  sign: string,
  meaning: string,
  text: ContentText,
  size: number,
  room: number,
  context: PdfContext,
): Content {
  if (sign === "") return text;
  if (sign !== TICK) {
    const mark = writeText(context, `${sign} `, {
      bold: true,
      color: MEANING_COLOURS[meaning] ?? INK,
    });
    return { ...text, text: [mark, text] };
  }
  return {
    columnGap: size * TICK_GAP,
    columns: [
      { width: size * TICK_WIDTH, stack: [buildMark(sign, meaning, size, context)] },
      { ...text, width: room - size * (TICK_WIDTH + TICK_GAP) },
    ],
  };
}
