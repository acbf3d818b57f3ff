/** The first sheet of a workbook: what the report says, and what it rests on. */
import { addDays } from "../../reports/formulas/days.ts";
import { MEANING_WORDS } from "../../reports/meaning.ts";
import { provenanceOf } from "../../reports/provenance.ts";
import type { Metric, Report } from "../../reports/report.ts";
import { highOf, lowOf, unitOf } from "./data-fields.ts";
import type { Cell, CellWriter } from "./workbook-cells.ts";

const BOLD = { fontWeight: "bold" } as const;
const HEADER = { ...BOLD, bottomBorderStyle: "thin", bottomBorderColor: "#98A2B3" } as const;
/** Widths in characters: label, value, upper end, unit, meaning, note. */
const WIDTHS = [34, 16, 16, 10, 18, 60];

/** Rows and column widths of the sheet. */
export function buildReportSheet(report: Report, write: CellWriter) {
  const data = [
    ...buildHead(report, write),
    ...buildFigures(report, write),
    ...buildSources(report, write),
    ...buildMissing(report, write),
  ];
  return { data, columns: WIDTHS.map((width) => ({ width })) };
}

function buildHead(report: Report, write: CellWriter): Cell[][] {
  const { title, headline, portfolio, period, reportingDate } = report;
  const day = (value: string) => write.value({ kind: "date", value }, { align: "left" });
  return [
    [write.text(title, { ...BOLD, fontSize: 16 })],
    [write.text(headline, { ...BOLD })],
    [],
    [write.text("Portfolio"), write.text(portfolio)],
    [write.text("Period"), write.text(period.label)],
    [write.text("First day"), day(period.from)],
    [write.text("Last day"), day(addDays(period.to, -1))],
    [write.text("Worked out for"), day(reportingDate)],
    [],
  ];
}

function buildFigures({ metrics, format }: Report, write: CellWriter): Cell[][] {
  const row = ({ label, value, meaning, change, note = "" }: Metric): Cell[] => [
    write.text(label),
    write.value(lowOf(value)),
    value.kind === "money-range" && value.low !== value.high ? write.value(highOf(value)) : null,
    write.text(unitOf(value, format.currency) ?? ""),
    write.text(MEANING_WORDS[meaning]),
    write.text([change?.words ?? "", note].filter((part) => part !== "").join("; ")),
  ];
  return [
    header(write, ["Key figure", "Value", "to", "Unit", "Meaning", "Note"]),
    ...metrics.map(row),
    [],
  ];
}

function buildSources(report: Report, write: CellWriter): Cell[][] {
  const rows = provenanceOf(report).map(({ figure, files, oldest, newest }) => [
    write.text(figure ?? "Everything else"),
    write.value({ kind: "date", value: oldest }),
    write.value({ kind: "date", value: newest }),
    null,
    null,
    write.text(files.join(", ")),
  ]);
  if (rows.length === 0) return [];
  return [header(write, ["Where it comes from", "Oldest", "Newest", "", "", "Files"]), ...rows, []];
}

function buildMissing({ missing }: Report, write: CellWriter): Cell[][] {
  if (missing.length === 0) return [];
  const rows = missing.map(({ what, from }) => [
    write.text(what),
    null,
    null,
    null,
    null,
    write.text(`from ${from}`),
  ]);
  return [header(write, ["What is missing", "", "", "", "", "Where it would come from"]), ...rows];
}

function header(write: CellWriter, labels: readonly string[]): Cell[] {
  return labels.map((label) => (label === "" ? { ...HEADER } : write.text(label, { ...HEADER })));
}
