import type { MailFile } from "../../dispatch/dispatch.ts";
import type { Presentation } from "../../dispatch/presentation.ts";
import type { ChartBlock, Report, TableBlock } from "../../reports/report.ts";
import type { ChartImage } from "../charts/chart-image.ts";
import { buildCsvFiles } from "./csv.ts";
import { dataBlocksOf } from "./data-table.ts";

/** What the files are made from beside the report. */
export interface AttachOptions extends Pick<Presentation, "attachments" | "brand"> {
  readonly pictures: ReadonlyMap<ChartBlock, ChartImage>;
}

/** The files that come with a mail. */
export interface Attachments {
  /** What the audience wants. */
  readonly wanted: readonly MailFile[];
  /** For tables that the mail cuts: a CSV of each, where none of the wanted files has all rows. */
  ofCut(blocks: readonly DataBlock[]): readonly MailFile[];
}

export type Attach = (report: Report, options: AttachOptions) => Promise<Attachments>;

/** Builds the files an audience wants. Libraries for PDF and XLSX are loaded when the first of them is wanted. */
export function createAttach(): Attach {
  return async (report, { attachments, brand, pictures }) => {
    const wanted: MailFile[] = [];
    const rest = attachments.includes("xlsx")
      ? "in the attached spreadsheet"
      : "in the attached CSV";
    if (attachments.includes("pdf")) wanted.push(await pdfOf(report, brand, pictures, rest));
    if (attachments.includes("xlsx")) wanted.push(await workbookOf(report));
    const tables = buildCsvFiles(report);
    if (attachments.includes("csv")) wanted.push(...tables);
    const all = dataBlocksOf(report);
    const complete = attachments.includes("csv") || attachments.includes("xlsx");
    return {
      wanted,
      ofCut: (blocks) => (complete ? [] : tables.filter((_, index) => isOf(blocks, all[index]))),
    };
  };
}

type DataBlock = TableBlock | ChartBlock;

function isOf(blocks: readonly DataBlock[], block: DataBlock | undefined): boolean {
  return block !== undefined && blocks.includes(block);
}

async function pdfOf(
  report: Report,
  brand: AttachOptions["brand"],
  pictures: AttachOptions["pictures"],
  rest: string,
): Promise<MailFile> {
  const { buildPdf } = await import("./pdf.ts");
  const { name, color: accent, logo } = brand;
  const look = { name, accent, ...(logo && { logo: logo.png }) };
  return await buildPdf(report, (chart) => pictures.get(chart), look, rest);
}

async function workbookOf(report: Report): Promise<MailFile> {
  const { buildWorkbook } = await import("./workbook.ts");
  return await buildWorkbook(report);
}
