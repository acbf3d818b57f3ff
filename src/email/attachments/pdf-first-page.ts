/** What an executive reads in twenty seconds: headline, figures, next actions. */
import type { Content, ContentTable, TableCell } from "pdfmake/interfaces.js";
import type { FigureView, MailView } from "../mail-view.ts";
import { NOTE_TITLE } from "../note-title.ts";
import { buildBarred } from "./pdf-barred.ts";
import { type PdfContext, writeText } from "./pdf-context.ts";
import { buildHeading } from "./pdf-heading.ts";
import { buildMarked, MARK_GAP, MARK_WIDTH } from "./pdf-mark.ts";
import { INK, MEANING_COLOURS, MUTED, RULE } from "./pdf-palette.ts";

/** In points. */
const FIGURE_SIZES = [20, 17, 14, 11] as const;
const TILE_GAP = 16;
const LOGO: [number, number] = [160, 32];

/** Brand, title, period and headline. `logo` is its key in the document's images. */
export function buildHead(
  view: MailView,
  brand: { readonly name: string; readonly logo: string | undefined },
  context: PdfContext,
): Content {
  const { page, accent, accentText } = context;
  return [
    { canvas: [{ type: "rect", x: 0, y: 0, w: page.width, h: 3, color: accent }] },
    buildSign(view, brand, context),
    buildNote(view, context),
    {
      color: accentText,
      text: [
        writeText(context, view.title, { bold: true }),
        writeText(context, ` · ${view.period}`),
      ],
    },
    writeText(context, `${view.portfolio} · worked out for ${view.reportingDate}`, {
      color: MUTED,
    }),
    writeText(context, view.headline, {
      bold: true,
      fontSize: 19,
      lineHeight: 1.15,
      color: INK,
      margin: [0, 10, 0, 14],
    }),
  ];
}

/** What the sender says first, set off by a bar as in the mail. */
function buildNote({ senderNote }: MailView, context: PdfContext): Content {
  if (senderNote.length === 0) return [];
  const paragraphs = senderNote.map((text) => writeText(context, text, { margin: [0, 2, 0, 0] }));
  const title = writeText(context, NOTE_TITLE, { fontSize: 8.5, color: MUTED });
  return buildBarred([title, ...paragraphs], RULE, [0, 0, 0, 14], context);
}

/** The logo, or the brand's name unless the lines below say it anyway. */
function buildSign(
  view: MailView,
  { name, logo }: { readonly name: string; readonly logo: string | undefined },
  context: PdfContext,
): Content {
  if (logo !== undefined) return { image: logo, fit: LOGO, margin: [0, 14, 0, 12] };
  return name === "" || name === view.portfolio
    ? { text: " ", fontSize: 8 }
    : writeText(context, name, { bold: true, color: INK, margin: [0, 14, 0, 10] });
}

/** The figures, two or three to a row as in the mail. */
export function buildTiles({ figureRows }: MailView, context: PdfContext): Content {
  return figureRows.map(({ figures }): ContentTable => {
    const width = (context.page.width - TILE_GAP * (figures.length - 1)) / figures.length;
    return {
      margin: [0, 0, 0, 6],
      table: {
        widths: figures.map(() => width),
        body: [figures.map((figure) => buildTile(figure, width, context))],
      },
      layout: {
        hLineWidth: (line) => (line === 0 ? 0.8 : 0),
        hLineColor: () => RULE,
        vLineWidth: () => 0,
        paddingLeft: (column) => (column === 0 ? 0 : TILE_GAP),
        paddingRight: () => 0,
        paddingTop: () => 6,
        paddingBottom: () => 4,
      },
    };
  });
}

function buildTile(figure: FigureView, width: number, context: PdfContext): TableCell {
  const { label, value, arrow, change, note, meaning, meaningWord, sign } = figure;
  const natural = context.fonts.medium.widthOf(context.printable(value));
  const fontSize = FIGURE_SIZES.find((size) => natural * size <= width) ?? 11;
  return {
    stack: [
      writeText(context, label, { fontSize: 9, color: MUTED }),
      writeText(context, value, { fontSize, bold: true, color: INK, margin: [0, 1, 0, 1] }),
      ...(change === ""
        ? []
        : [buildMarked(arrow, "", writeText(context, change, { fontSize: 9 }), 9, width, context)]),
      ...(note === "" ? [] : [writeText(context, note, { fontSize: 9 })]),
      ...(meaningWord === ""
        ? []
        : [
            buildMarked(
              sign,
              meaning,
              writeText(context, meaningWord, {
                fontSize: 9,
                bold: true,
                color: MEANING_COLOURS[meaning] ?? INK,
              }),
              9,
              width,
              context,
            ),
          ]),
    ],
  };
}

/** The ranked next steps with owner, due date and effect. */
export function buildActions({ actions, moreActions }: MailView, context: PdfContext): Content {
  if (actions.length === 0) return [];
  const rows = actions.map(
    ({ rank, title, who, late, detail }): Content => ({
      margin: [0, 2, 0, 4],
      unbreakable: true,
      columnGap: MARK_GAP,
      columns: [
        writeText(context, `${rank}`, { width: MARK_WIDTH, bold: true, color: context.accentText }),
        {
          width: context.page.width - MARK_WIDTH - MARK_GAP,
          stack: [
            writeText(context, title, { bold: true, color: INK }),
            {
              color: MUTED,
              fontSize: 9,
              text: [
                writeText(context, who),
                ...(late === ""
                  ? []
                  : [
                      writeText(context, `, ${late}`, {
                        bold: true,
                        color: MEANING_COLOURS["bad"] ?? INK,
                      }),
                    ]),
                ...(detail === ""
                  ? []
                  : [writeText(context, `${who === "" && late === "" ? "" : " · "}${detail}`)]),
              ],
            },
          ],
        },
      ],
    }),
  );
  const more = writeText(context, moreActions, { color: MUTED, margin: [22, 2, 0, 4] });
  return [buildHeading("What to do next", context), ...rows, ...(moreActions === "" ? [] : [more])];
}
