import type { Content } from "pdfmake/interfaces.js";
import type { TableView } from "../table-view.ts";
import { type PdfContext, writeText } from "./pdf-context.ts";
import { INK, MUTED } from "./pdf-palette.ts";

type RowView = TableView["rows"][number];

/** The sign of a row's meaning as it stands before the row's first cell. */
export function signOf({ sign }: Pick<RowView, "sign">): string {
  return sign === "" ? "" : `${sign} `;
}

/** Rows as `label: value`, the first cell as the heading: for more columns than a page is wide. */
export function writeOutTable(
  { title, rows, total, more }: TableView,
  context: PdfContext,
): Content {
  return {
    margin: [0, 4, 0, 6],
    fontSize: 9,
    stack: [
      writeText(context, title, { color: MUTED, fontSize: 8.5 }),
      ...rows.map((row) => writeRow(row.cells, signOf(row), context)),
      ...(more === "" ? [] : [writeText(context, more, { color: MUTED, margin: [0, 6, 0, 0] })]),
      ...(total.length === 0 ? [] : [writeRow(total, "", context)]),
    ],
  };
}

function writeRow(cells: RowView["cells"], sign: string, context: PdfContext): Content {
  const [first, ...others] = cells;
  const lines = others.filter(({ value }) => value !== "");
  return [
    writeText(context, `${sign}${first?.value ?? ""}`, {
      bold: true,
      color: INK,
      margin: [0, 6, 0, 0],
    }),
    ...lines.map(
      ({ label, value }): Content => ({
        margin: [12, 0, 0, 0],
        text: [writeText(context, `${label}: `, { color: MUTED }), writeText(context, value)],
      }),
    ),
  ];
}
