/** The blocks of a section on paper. */
import type { Content } from "pdfmake/interfaces.js";
import type { ChartView } from "../chart-view.ts";
import type { BlockView, CalloutView, ListView } from "../mail-view.ts";
import { buildBarred } from "./pdf-barred.ts";
import { type PdfContext, type PlacedPicture, writeText } from "./pdf-context.ts";
import { buildMark, MARK_GAP, MARK_WIDTH } from "./pdf-mark.ts";
import { BODY, INK, MEANING_COLOURS, MUTED } from "./pdf-palette.ts";
import { buildPdfTable } from "./pdf-table.ts";

/** Points to a CSS pixel: 96 pixels and 72 points are an inch. A picture's labels are then as large as the text. */
const POINTS = 0.75;
/** What stands above a picture on the same page: heading, message, title; in points. */
const ABOVE_PICTURE = 250;
/** A detail this long, in characters, may be broken across pages. */
const WHOLE_DETAIL = 1_000;

/** One block; `picture` is the chart's, if it was drawn. */
export function buildPdfBlock(
  { paragraphs, callout, list, table, chart }: BlockView,
  picture: PlacedPicture | undefined,
  context: PdfContext,
): Content {
  if (paragraphs !== null) {
    return paragraphs.map((text) => writeText(context, text, { margin: [0, 4, 0, 2] }));
  }
  if (callout !== null) return buildCallout(callout, context);
  if (list !== null) return buildList(list, context);
  if (table !== null) return buildPdfTable(table, context);
  return chart === null ? [] : buildChart(chart, picture, context);
}

function buildCallout({ meaning, word, message }: CalloutView, context: PdfContext): Content {
  const colour = MEANING_COLOURS[meaning] ?? context.accentText;
  const text = [
    writeText(context, `${word}: `, { bold: true, color: colour }),
    writeText(context, message),
  ];
  const bar = MEANING_COLOURS[meaning] ?? context.accent;
  return buildBarred([{ text }], bar, [0, 6, 0, 6], context);
}

function buildList({ items, more }: ListView, context: PdfContext): Content {
  const rows = items.map(
    ({ mark, meaning, title, tags, detail }): Content => ({
      margin: [0, 3, 0, 4],
      unbreakable: detail.length <= WHOLE_DETAIL,
      columnGap: MARK_GAP,
      columns: [
        { width: MARK_WIDTH, stack: [buildMark(mark, meaning, 10, context)] },
        {
          width: context.page.width - MARK_WIDTH - MARK_GAP,
          stack: [
            {
              text: [
                writeText(context, title, { bold: true, color: INK }),
                ...(tags === ""
                  ? []
                  : [writeText(context, `   ${tags}`, { color: MUTED, fontSize: 8.5 })]),
              ],
            },
            ...(detail === "" ? [] : [writeText(context, detail, { color: BODY })]),
          ],
        },
      ],
    }),
  );
  return more === ""
    ? rows
    : [...rows, writeText(context, more, { color: MUTED, margin: [22, 2, 0, 4] })];
}

/** Message, title, picture; the values where there is no picture. */
function buildChart(
  { message, title, data }: ChartView,
  picture: PlacedPicture | undefined,
  context: PdfContext,
): Content {
  const lines = [writeText(context, message, { color: INK, margin: [0, 4, 0, 4] })];
  if (picture === undefined) return [...lines, buildPdfTable(data, context)];
  const { page } = context;
  const width = Math.min(page.width, picture.width * POINTS);
  return {
    unbreakable: true,
    stack: [
      ...lines,
      writeText(context, title, { color: MUTED, fontSize: 8.5 }),
      { image: picture.key, fit: [width, page.height - ABOVE_PICTURE], margin: [0, 6, 0, 8] },
    ],
  };
}
