import type { ChartView } from "./chart-view.ts";
import { wrap } from "./text-layout.ts";
import { setTable } from "./text-table.ts";

/** A chart as text: message, title and values. Bars made of characters would only look like noise. */
export function setChart({ message, title, data }: ChartView): readonly string[] {
  const rows = data.rows.map(({ cells }) => cells.map(({ value }) => value));
  const table = setTable({ columns: data.columns, rows, total: [] });
  return [wrap(message), "", wrap(title), "", table, ...(data.more === "" ? [] : [data.more])];
}
