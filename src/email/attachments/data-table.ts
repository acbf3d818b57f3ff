/** A table or the values of a chart, as rows of typed values: what CSV and XLSX are written from. */
import type {
  BlockTitle,
  ChartBlock,
  Column,
  Report,
  TableBlock,
  Value,
} from "../../reports/report.ts";

export interface DataTable {
  readonly title: BlockTitle;
  readonly columns: readonly Pick<Column, "label" | "unit">[];
  /** As many values in each as there are columns. */
  readonly rows: readonly (readonly Value[])[];
  readonly total?: readonly Value[];
}

const MISSING: Value = { kind: "missing" };

/** Tables and charts of a report in the order in which they are read. */
export function dataBlocksOf(report: Report): readonly (TableBlock | ChartBlock)[] {
  return report.sections
    .flatMap(({ blocks }) => blocks)
    .filter((block) => block.kind === "table" || block.kind === "chart");
}

/** All rows of a table, or all values of a chart, one series a column. Short rows are filled up. */
export function toDataTable(block: TableBlock | ChartBlock): DataTable {
  return block.kind === "table" ? fromTable(block) : fromChart(block);
}

function fromTable({ title, columns, rows, total }: TableBlock): DataTable {
  const fill = (cells: readonly Value[]) => columns.map((_column, at) => cells[at] ?? MISSING);
  return {
    title,
    columns,
    rows: rows.map(({ cells }) => fill(cells)),
    ...(total === undefined ? {} : { total: fill(total) }),
  };
}

function fromChart({ title, categories, series }: ChartBlock): DataTable {
  return {
    title,
    columns: [{ label: "Category" }, ...series.map(({ name }) => ({ label: name }))],
    rows: categories.map((category, at) => [
      { kind: "text", value: category },
      ...series.map(({ values }) => values[at] ?? MISSING),
    ]),
  };
}
