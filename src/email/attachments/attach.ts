import type { MailFile } from "../../dispatch/artifact.ts";
import type { Presentation } from "../../dispatch/presentation.ts";
import type { ChartBlock, Report, TableBlock } from "../../reports/report.ts";
import type { ChartImage } from "../charts/chart-image.ts";
import type { RestOf } from "../mail-setting.ts";
import { buildCsvFiles } from "./csv.ts";
import { dataBlocksOf } from "./data-table.ts";

/** What the files are made from beside the report. */
export interface AttachOptions
  extends Pick<Presentation, "attachments" | "brand" | "note" | "without"> {
  readonly pictures: ReadonlyMap<ChartBlock, ChartImage>;
}

type DataBlock = TableBlock | ChartBlock;

/** The files that come with a mail. */
export interface Attachments {
  /**
   * What the audience wants, and where none of that has all rows, a CSV of each table that is cut.
   *
   * @param cut What the mail does not show in full.
   */
  files(cut: readonly DataBlock[]): readonly MailFile[];
  readonly restOf: RestOf;
}

export type Attach = (report: Report, options: AttachOptions) => Promise<Attachments>;

/** Builds the files an audience wants. Libraries for PDF and XLSX are loaded when the first of them is wanted. */
export function createAttach(): Attach {
  return async (report, options) => {
    const { attachments: kinds, without } = options;
    const isKept = ({ name }: MailFile) => !without.includes(name);
    const tables = tablesOf(report);
    const workbook = kinds.includes("xlsx") ? [await workbookOf(report)].filter(isKept) : [];
    const isComplete = kinds.includes("csv") || workbook.length > 0;
    const restOf: RestOf = (block) => {
      const own = kinds.includes("csv") || !isComplete ? tables.get(block) : undefined;
      if (own !== undefined && isKept(own)) return "in the attached CSV";
      return workbook.length > 0 ? "in the attached spreadsheet" : "";
    };
    const pdf = kinds.includes("pdf") ? [await pdfOf(report, options, restOf)] : [];
    const wanted = [...pdf, ...workbook, ...(kinds.includes("csv") ? tables.values() : [])];
    return {
      files: (cut) => {
        const others = isComplete ? [] : cut.flatMap((block) => tables.get(block) ?? []);
        return [...wanted, ...others].filter(isKept);
      },
      restOf,
    };
  };
}

function tablesOf(report: Report): ReadonlyMap<DataBlock, MailFile> {
  const files = buildCsvFiles(report);
  return new Map(
    dataBlocksOf(report).flatMap((block, index) => {
      const file = files[index];
      return file === undefined ? [] : [[block, file] as const];
    }),
  );
}

async function pdfOf(
  report: Report,
  { brand, note, pictures }: AttachOptions,
  restOf: RestOf,
): Promise<MailFile> {
  const { buildPdf } = await import("./pdf.ts");
  const { name, color: accent, logo } = brand;
  const look = { name, accent, ...(logo && { logo: logo.png }) };
  return await buildPdf(report, (chart) => pictures.get(chart), look, {
    restOf,
    ...(note !== undefined && { note }),
  });
}

async function workbookOf(report: Report): Promise<MailFile> {
  const { buildWorkbook } = await import("./workbook.ts");
  return await buildWorkbook(report);
}
