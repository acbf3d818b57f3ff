import type { Formatter } from "../reports/format.ts";
import type { ChartBlock, TableBlock } from "../reports/report.ts";
import type { BlockSetting } from "./mail-setting.ts";
import { cleanLine } from "./plain.ts";
import { buildTable, type TableView } from "./table-view.ts";
import { titleLine } from "./title-line.ts";

/** A chart: what it says, the picture, and its values for whoever does not see pictures. */
export interface ChartView {
  /** Also the picture's alternative text. */
  readonly message: string;
  readonly title: string;
  /** Content id of the picture; empty where none was drawn. */
  readonly cid: string;
  readonly data: TableView;
}

/** The view of a chart. */
export function buildChart(chart: ChartBlock, format: Formatter, setting: BlockSetting): ChartView {
  return {
    message: cleanLine(chart.message),
    title: titleLine(chart.title),
    cid: setting.cids.get(chart) ?? "",
    data: buildTable(chartTable(chart), format, {
      limit: setting.limit,
      rest: setting.restOf(chart),
    }),
  };
}

/** A chart's values as a table: a row for each category, a column for each series. */
export function chartTable({ title, categories, series }: ChartBlock): TableBlock {
  return {
    kind: "table",
    title,
    columns: [
      { label: "", align: "start" },
      ...series.map(({ name }) => ({ label: name, align: "end" }) as const),
    ],
    rows: categories.map((category, index) => ({
      cells: [
        { kind: "text", value: category },
        ...series.map(({ values }) => values[index] ?? ({ kind: "missing" } as const)),
      ],
    })),
  };
}
