import type { ChartView } from "./chart-view.ts";
import { wrap } from "./text-layout.ts";
import { setTable } from "./text-table.ts";

/** A chart as text: message, title and values. Bars made of characters would only look like noise. */
export function setChart({ message, title, data, more }: ChartView): readonly string[] {
  const table = setTable({
    columns: [
      { label: "", align: "left" },
      ...data.names.map((label) => ({ label, align: "right" }) as const),
    ],
    rows: data.rows.map(({ category, values }) => [category, ...values]),
    total: [],
  });
  return [wrap(message), "", wrap(title), "", table, ...(more === "" ? [] : [more])];
}
