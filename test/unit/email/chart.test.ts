import { describe, expect, it } from "vitest";
import { buildChart, chartTable } from "../../../src/email/chart-view.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { ChartBlock, Value } from "../../../src/reports/report.ts";
import { setting } from "./rendering.ts";

const format = createFormatter({ locale: "en-US", currency: "USD" });
const money = (minor: number): Value => ({ kind: "money", minor });

const chart: ChartBlock = {
  kind: "chart",
  shape: "columns",
  title: { who: "Group", what: "Cost in USD", when: "2026" },
  message: "It costs.",
  categories: ["Q1", "Q2", "Q3"],
  series: [
    { name: "Actual", scenario: "actual", values: [money(100_000), money(2_050)] },
    { name: "Plan", scenario: "plan", values: [money(90_000), money(300_000), money(500)] },
  ],
};

describe("a chart in a mail", () => {
  it("is a picture with its message, title and values", () => {
    const view = buildChart(chart, format, { ...setting, cids: new Map([[chart, "c1"]]) });
    expect(view).toMatchObject({
      message: "It costs.",
      title: "Group · Cost in USD · 2026",
      cid: "c1",
    });
    expect(view.data.rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
      ["Q1", "$1,000.00", "$900"],
      ["Q2", "$20.50", "$3,000"],
      ["Q3", "n/a", "$5"],
    ]);
    expect(view.data.columns.map(({ label }) => label)).toEqual(["", "Actual", "Plan"]);
  });

  it("is its values alone where no picture was drawn", () => {
    expect(buildChart(chart, format, setting).cid).toBe("");
    expect(buildChart(chart, format, setting).data.rows).toHaveLength(3);
  });

  it("is cut like any table, and says where the rest is", () => {
    const months = Array.from({ length: 50 }, (_, n) => `M${n}`);
    const long = { ...chart, categories: months };
    const restOf = () => "in the attached CSV";
    const { data } = buildChart(long, format, { ...setting, restOf });
    expect(data.rows).toHaveLength(40);
    expect(data.more).toBe("and 10 more rows in the attached CSV");
  });

  it("has a value for every category and series, whatever it came with", () => {
    const { rows, columns } = chartTable({ ...chart, series: chart.series.slice(0, 1) });
    for (const { cells } of rows) expect(cells).toHaveLength(columns.length);
    expect(rows[2]?.cells[1]).toEqual({ kind: "missing" });
  });
});
