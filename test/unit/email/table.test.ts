import { describe, expect, it } from "vitest";
import { buildTable } from "../../../src/email/table-view.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { TableBlock, Value } from "../../../src/reports/report.ts";

const format = createFormatter({ locale: "en-US", currency: "USD" });
const text = (value: string): Value => ({ kind: "text", value });
const money = (minor: number): Value => ({ kind: "money", minor });

function tableOf(labels: readonly string[], ...rows: readonly (readonly Value[])[]): TableBlock {
  return {
    kind: "table",
    title: { who: "Group", what: "Cost", when: "2026" },
    columns: labels.map((label, index) => ({ label, align: index === 0 ? "start" : "end" })),
    rows: rows.map((cells) => ({ cells })),
  };
}

describe("a table on a phone", () => {
  const counts = (length: number) => Array.from({ length }, () => text("10"));

  it.each<[string, TableBlock, boolean]>([
    ["few columns", tableOf(["Owner", "Hours"], [text("Technology lead"), text("19")]), false],
    [
      "many narrow ones",
      tableOf(["Domain", "Keep", "Fix", "Replace", "Risk"], [text("JADA"), ...counts(4)]),
      false,
    ],
    [
      "few wide ones",
      tableOf(
        ["Domain", "Hosting", "Cost"],
        [text("Charters"), text("one machine on EC2 too"), text("y".repeat(19))],
      ),
      true,
    ],
    [
      "texts that can wrap",
      { ...tableOf(["Domain", "Why"], [text("word ".repeat(30)), text("1")]) },
      false,
    ],
  ])("with %s", (_case, table, stacked) => {
    expect(buildTable(table, format, { limit: 40, rest: "" }).stacked).toBe(stacked);
  });
});

it("takes its precision from all rows that are shown, and the total", () => {
  const table = tableOf(["What", "Cost"], [text("A"), money(100)], [text("B"), money(200)]);
  const values = (block: TableBlock) =>
    buildTable(block, format, { limit: 40, rest: "" }).rows.map(({ cells }) => cells[1]?.value);
  expect(values(table)).toEqual(["$1", "$2"]);
  expect(values({ ...table, total: [text("Total"), money(350)] })).toEqual(["$1.00", "$2.00"]);
});

it("fills short rows with empty cells", () => {
  const [row] = buildTable(tableOf(["What", "Cost"], [text("A")]), format, {
    limit: 40,
    rest: "",
  }).rows;
  expect(row?.cells.map(({ value }) => value)).toEqual(["A", ""]);
});
