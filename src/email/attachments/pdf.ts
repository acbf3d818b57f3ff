/** A report as a PDF: to keep, to print, to pass on. */
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { MailFile } from "../../dispatch/artifact.ts";
import type { ChartBlock, Report } from "../../reports/report.ts";
import { loadRoboto, type Roboto } from "../fonts/roboto.ts";
import { buildView } from "../html-view.ts";
import type { MailSetting, RestOf } from "../mail-setting.ts";
import type { MailView } from "../mail-view.ts";
import { cleanLine } from "../plain.ts";
import { baseName } from "./file-names.ts";
import { isPng, toOpaquePng } from "./opaque-png.ts";
import type { PdfContext, PlacedPicture } from "./pdf-context.ts";
import { buildDocument, type PdfPictures } from "./pdf-document.ts";
import { pageFor } from "./pdf-page.ts";
import { textColourOf } from "./pdf-palette.ts";
import { fitsPage } from "./pdf-table.ts";
import { createPrintable } from "./pdf-text.ts";

/** A chart as it was drawn: width and height in CSS pixels, the PNG twice as large; undefined if it was not. */
export type PictureOf = (
  chart: ChartBlock,
) => { readonly png: Uint8Array; readonly width: number; readonly height: number } | undefined;

/** Whose report it is. */
export interface PdfBrand {
  readonly name: string;
  /** `#rrggbb`. */
  readonly accent: string;
  /** PNG or JPEG; anything else is left out, and the name stands in its place. */
  readonly logo?: Uint8Array;
}

export interface PdfOptions {
  /** Where the rows are that a table leaves out. */
  readonly restOf?: RestOf;
  /** From whoever sends it, before the report. */
  readonly note?: string;
}

/**
 * Most rows of a table. Nobody reads more on paper, and laying out takes the process about a millisecond a row during
 * which it answers nobody.
 */
const PDF_ROWS = 400;

/**
 * The report as a paged document with bookmarks, page numbers, and table headers on each page.
 *
 * Texts and figures are those of the mail. A4, or US Letter where people print on that; landscape if a table needs it.
 * The same report and pictures give the same bytes. Not tagged: the library cannot mark what is a heading or a cell.
 *
 * @throws Error if a picture is damaged.
 * @example await buildPdf(report, () => undefined, { name: "Harbor Portfolio", accent: "#1d4f91" });
 */
export async function buildPdf(
  report: Report,
  pictureOf: PictureOf,
  brand: PdfBrand,
  { restOf = () => "", note = "" }: PdfOptions = {},
): Promise<MailFile> {
  const fonts = await loadRoboto();
  const view = buildView(report, settingOf(brand, restOf, note));
  const pictures = placePictures(report, pictureOf, brand.logo);
  const context = createContext(report, view, brand.accent, fonts);
  const name = cleanLine(brand.name, 80);
  const document = buildDocument(report, view, pictures, name, context);
  return {
    name: `${baseName(report)}.pdf`,
    contentType: "application/pdf",
    content: await render(document, fonts),
  };
}

/** The view is the mail's; pictures, colours and names of files are this document's own business. */
function settingOf({ name, accent }: PdfBrand, restOf: RestOf, note: string): MailSetting {
  return {
    limit: PDF_ROWS,
    restOf,
    steps: { limit: PDF_ROWS, rest: "" },
    cids: new Map(),
    brand: { name, accent, accentDark: accent, logo: null },
    note,
    attached: [],
    leftOut: [],
  };
}

function createContext(
  { format }: Report,
  view: MailView,
  accent: string,
  fonts: Roboto,
): PdfContext {
  const upright: PdfContext = {
    page: pageFor(format.locale, "portrait"),
    fonts,
    printable: createPrintable(fonts.regular),
    accent,
    accentText: textColourOf(accent),
  };
  const lying: PdfContext = { ...upright, page: pageFor(format.locale, "landscape") };
  const tables = view.sections.flatMap(({ blocks }) => blocks.flatMap(({ table }) => table ?? []));
  const needsWidth = tables.some((table) => !fitsPage(table, upright) && fitsPage(table, lying));
  return needsWidth ? lying : upright;
}

function placePictures(
  report: Report,
  pictureOf: PictureOf,
  logo: Uint8Array | undefined,
): PdfPictures {
  const images: Record<string, string> = {};
  const add = (key: string, bytes: Uint8Array) => {
    const type = isPng(bytes) ? "png" : "jpeg";
    images[key] = `data:image/${type};base64,${Buffer.from(toOpaquePng(bytes)).toString("base64")}`;
    return key;
  };
  const placed = report.sections.map(({ blocks }, section) =>
    blocks.map((block, index): PlacedPicture | undefined => {
      const picture = block.kind === "chart" ? pictureOf(block) : undefined;
      if (picture === undefined) return undefined;
      const { png, width, height } = picture;
      return { key: add(`chart-${section}-${index}`, png), width, height };
    }),
  );
  return {
    images,
    logo: logo !== undefined && isPicture(logo) ? add("logo", logo) : undefined,
    at: (section, block) => placed[section]?.[block],
  };
}

function isPicture(bytes: Uint8Array): boolean {
  return isPng(bytes) || (bytes[0] === 0xff && bytes[1] === 0xd8);
}

/** Loads the library when it is first needed, with the two fonts and no way to any other file or address. */
async function loadPdfmake({ files }: Roboto) {
  const { default: pdfmake } = await import("pdfmake");
  const { regular: normal, medium: bold } = files;
  pdfmake.setFonts({ Roboto: { normal, bold, italics: normal, bolditalics: bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
  return pdfmake;
}

async function render(document: TDocumentDefinitions, fonts: Roboto): Promise<Uint8Array> {
  const pdfmake = await loadPdfmake(fonts);
  return pdfmake.createPdf(document).getBuffer();
}
