import type { CanvasLine, Content, ContentText } from "pdfmake/interfaces.js";
import { type PdfContext, writeText } from "./pdf-context.ts";
import { INK, MEANING_COLOURS } from "./pdf-palette.ts";

/** Ends of a stroke, x and y of each, in parts of the font size. */
type Stroke = readonly [x1: number, y1: number, x2: number, y2: number];

/** What Roboto does not have of `MEANING_SIGNS` and `TREND_ARROWS`: a tick, and triangles that their lines fill. */
const DRAWN: ReadonlyMap<string, { readonly weight: number; readonly strokes: readonly Stroke[] }> =
  new Map([
    ["✓", { weight: 0.14, strokes: [[0, 0.58, 0.24, 0.82] as const, [0.24, 0.82, 0.7, 0.26]] }],
    ["▲", { weight: 0.24, strokes: triangle(0.74, 0.42) }],
    ["▼", { weight: 0.24, strokes: triangle(0.4, 0.72) }],
  ]);
/** In parts of the font size. */
const DRAWN_WIDTH = 0.75;
const DRAWN_GAP = 0.25;

/** Room for a rank, bullet or sign before an item, in points. The library widens what is not given in points. */
export const MARK_WIDTH = 18;
export const MARK_GAP = 4;

/** A rank, bullet or sign that stands before a text; what the font lacks is drawn. `size` is the text's, in points. */
export function buildMark(
  mark: string,
  meaning: string,
  size: number,
  context: PdfContext,
): Content {
  const colour = MEANING_COLOURS[meaning];
  const drawn = DRAWN.get(mark);
  if (drawn === undefined) {
    return writeText(context, mark, { bold: true, color: colour ?? context.accentText });
  }
  // Single lines, not one of three points: the library moves those again each time it lays the pages out.
  const line = ([x1, y1, x2, y2]: Stroke): CanvasLine => ({
    type: "line",
    ...{ x1: x1 * size, y1: y1 * size, x2: x2 * size, y2: y2 * size },
    lineWidth: size * drawn.weight,
    lineColor: colour ?? INK,
    lineCap: "round",
  });
  return {
    canvas: drawn.strokes.map(line),
    margin: [0, size * 0.06, 0, 0],
  };
}

/**
 * A text with the sign of its meaning or trend in front.
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
  if (!DRAWN.has(sign)) {
    const mark = writeText(context, `${sign} `, {
      bold: true,
      color: MEANING_COLOURS[meaning] ?? INK,
    });
    return { ...text, text: [mark, text] };
  }
  return {
    columnGap: size * DRAWN_GAP,
    columns: [
      { width: size * DRAWN_WIDTH, stack: [buildMark(sign, meaning, size, context)] },
      { ...text, width: room - size * (DRAWN_WIDTH + DRAWN_GAP) },
    ],
  };
}

/** A triangle on one line that points to another. */
function triangle(base: number, tip: number): readonly Stroke[] {
  return [
    [0.15, base, 0.59, base],
    [0.59, base, 0.37, tip],
    [0.37, tip, 0.15, base],
  ];
}
