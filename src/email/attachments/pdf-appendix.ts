/** What a report rests on, and what it lacks. */
import type { Content } from "pdfmake/interfaces.js";
import type { MailView } from "../mail-view.ts";
import { type PdfContext, writeText } from "./pdf-context.ts";
import { buildHeading } from "./pdf-heading.ts";
import { MUTED } from "./pdf-palette.ts";

const SMALL = 9;
/** Columns of the sources, in points. */
const LABEL = 140;
const DATES = 118;
const GAP = 10;

/** Missing facts and sources, each if there are any. */
export function buildAppendix(view: MailView, context: PdfContext): Content[] {
  return [...buildMissing(view, context), ...buildSources(view, context)];
}

function buildMissing({ missing, moreMissing }: MailView, context: PdfContext): Content[] {
  if (missing.length === 0) return [];
  const rows = missing.map(
    ({ what, from }): Content => ({
      margin: [0, 1, 0, 2],
      fontSize: SMALL,
      text: [writeText(context, `${what}: `), writeText(context, `from ${from}`, { color: MUTED })],
    }),
  );
  const more = writeText(context, moreMissing, { color: MUTED, fontSize: SMALL });
  return [
    buildHeading("What is missing, and where it would come from", context),
    ...rows,
    ...(moreMissing === "" ? [] : [more]),
  ];
}

function buildSources({ sources, newer }: MailView, context: PdfContext): Content[] {
  if (sources.length === 0) return [];
  const caveat =
    newer === ""
      ? []
      : [writeText(context, newer, { color: MUTED, fontSize: SMALL, margin: [0, 0, 0, 4] })];
  const rows = sources.map(
    ({ label, files, asOf }): Content => ({
      margin: [0, 1, 0, 2],
      fontSize: SMALL,
      columnGap: GAP,
      columns: [
        writeText(context, label, { width: LABEL }),
        writeText(context, files, {
          width: context.page.width - LABEL - DATES - 2 * GAP,
          color: MUTED,
        }),
        writeText(context, asOf, { width: DATES, alignment: "right", color: MUTED }),
      ],
    }),
  );
  return [
    buildHeading("Where each figure comes from, and how old that is", context),
    ...caveat,
    ...rows,
  ];
}
