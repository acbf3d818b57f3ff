/** The whole document as a definition for pdfmake. Pure. */
import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Report } from "../../reports/report.ts";
import type { MailView } from "../mail-view.ts";
import { buildAppendix } from "./pdf-appendix.ts";
import { buildPdfBlock } from "./pdf-blocks.ts";
import { type PdfContext, type PlacedPicture, writeText } from "./pdf-context.ts";
import { buildActions, buildHead, buildTiles } from "./pdf-first-page.ts";
import { buildHeading, isLowHeading } from "./pdf-heading.ts";
import { MARGINS } from "./pdf-page.ts";
import { BODY, MUTED } from "./pdf-palette.ts";

/** Pictures as data URLs by key, and where each belongs. */
export interface PdfPictures {
  readonly images: Readonly<Record<string, string>>;
  readonly logo: string | undefined;
  /** The picture of a block, by the place of its section and its own. */
  at(section: number, block: number): PlacedPicture | undefined;
}

/** Room for `Page 12 of 120`, in points. */
const PAGE_NUMBER = 80;

/** @param brandName The document's author, and its sign where there is no logo. */
export function buildDocument(
  report: Report,
  view: MailView,
  pictures: PdfPictures,
  brandName: string,
  context: PdfContext,
): TDocumentDefinitions {
  const { page } = context;
  // The day the report was worked out for: the same report gives the same bytes, its ID included.
  const date = new Date(`${report.reportingDate}T00:00:00Z`);
  return {
    version: "1.7",
    language: view.lang,
    displayTitle: true,
    info: {
      title: `${view.title} · ${view.period}`,
      author: brandName,
      subject: view.headline,
      creator: "Exec Report",
      creationDate: date,
      modDate: date,
    },
    pageSize: page.size,
    pageOrientation: page.orientation,
    pageMargins: MARGINS,
    images: { ...pictures.images },
    defaultStyle: { font: "Roboto", fontSize: 10, lineHeight: 1.25, color: BODY },
    content: [
      buildHead(view, { name: brandName, logo: pictures.logo }, context),
      buildTiles(view, context),
      buildActions(view, context),
      ...view.sections.map((_section, at) => buildSection(view, at, pictures, context)),
      ...buildAppendix(view, context),
    ],
    footer: (current, count) => buildFooter(view, current, count, context),
    pageBreakBefore: isLowHeading,
  };
}

/** A heading stays with a chart that follows it, which may have to go to the next page. */
function buildSection(
  view: MailView,
  at: number,
  pictures: PdfPictures,
  context: PdfContext,
): Content {
  const { heading = "", blocks = [] } = view.sections[at] ?? {};
  const built = blocks.map((block, index) => buildPdfBlock(block, pictures.at(at, index), context));
  const [first, ...rest] = built;
  const kept = first !== undefined && pictures.at(at, 0) !== undefined;
  const title = buildHeading(heading, context, kept);
  return kept ? [{ unbreakable: true, stack: [title, first] }, ...rest] : [title, ...built];
}

function buildFooter(view: MailView, current: number, count: number, context: PdfContext): Content {
  const [left, , right] = MARGINS;
  return {
    margin: [left, 16, right, 0],
    fontSize: 8,
    color: MUTED,
    columns: [
      writeText(context, `${view.title} · ${view.period}`, {
        width: context.page.width - PAGE_NUMBER,
      }),
      { text: `Page ${current} of ${count}`, width: PAGE_NUMBER, alignment: "right" },
    ],
  };
}
