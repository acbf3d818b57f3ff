import { describe, expect, it } from "vitest";
import { buildReportBlocks } from "../../../src/commands/messages/report-blocks.ts";
import { summarise } from "../../../src/dispatch/summary.ts";
import type { ChartBlock, Metric, Report } from "../../../src/reports/report.ts";
import { compose } from "../reports/sample.ts";

const report = compose("cfo");
const [someBlocks] = report.sections;
const notesOf = (change: Partial<Metric>) => {
  const [{ note: _note, change: _change, ...metric }] = report.metrics as [Metric];
  const { figures } = summarise({ ...report, metrics: [{ ...metric, ...change }] }, false);
  return figures.map(({ note }) => note);
};

describe("what a report stands on", () => {
  const basisOf = (change: Partial<Report>, outdated = false) =>
    summarise({ ...report, newerFacts: [], ...change } as Report, outdated).basis;
  const source = (asOf: string) => ({ file: `${asOf}.csv`, asOf });

  it.each([
    [[], "Worked out for Oct 31, 2026, without any source"],
    [["2026-10-12"], "Worked out for Oct 31, 2026, from 1 source as of Oct 12, 2026"],
    [
      ["2026-10-12", "2026-09-14", "2026-10-31"],
      "Worked out for Oct 31, 2026, from 3 sources, the oldest as of Sep 14, 2026",
    ],
  ])("%j", (days, words) => {
    expect(basisOf({ sources: days.map(source) as Report["sources"] })).toBe(words);
  });

  it("says where it is not what is on disk now", () => {
    expect(basisOf({ sources: [] }, true)).toBe(
      "Worked out for Oct 31, 2026, without any source, before a change that cannot be read",
    );
  });
});

describe("the chart that stands for a report", () => {
  const chart: ChartBlock = {
    kind: "chart",
    shape: "columns",
    title: { who: "Harbor", what: "Burn in USD", when: "" },
    message: "Burn rose.",
    categories: Array.from({ length: 12 }, (_, n) => `M${n + 1}`),
    series: [
      {
        name: "Actual",
        scenario: "actual",
        values: Array.from({ length: 12 }, (_, n) => ({ kind: "count" as const, value: n + 1 })),
      },
    ],
  };
  const chartIn = (...blocks: Report["sections"][number]["blocks"]) =>
    summarise(
      { ...report, sections: [{ ...someBlocks, blocks } as Report["sections"][number]] },
      false,
    ).chart;

  it("is the first, with its message and the latest ten of its values", () => {
    const shown = chartIn(chart, { ...chart, message: "Another." });
    expect(shown?.message).toBe("Burn rose.");
    expect(shown?.title).toBe("Harbor · Burn in USD");
    expect(shown?.values.map(({ label, value }) => `${label} ${value}`)).toEqual(
      Array.from({ length: 10 }, (_, n) => `M${n + 3} ${n + 3}`),
    );
  });

  it("has the first ten of a ranking", () => {
    const shown = chartIn({ ...chart, shape: "bars" });
    expect(shown?.values.map(({ label }) => label).at(-1)).toBe("M10");
    expect(shown?.values).toHaveLength(10);
  });

  it("names its series where there are several", () => {
    const [actual] = chart.series;
    if (actual === undefined) throw new Error("no series");
    const two = { ...chart, series: [actual, { ...actual, name: "Plan" }] };
    expect(chartIn(two)?.values[0]).toEqual({ label: "M3", value: "Actual 3 · Plan 3" });
  });

  it("is absent without one", () => {
    expect(chartIn()).toBeUndefined();
  });
});

describe("a figure in Slack", () => {
  it("says its change after an arrow, then what else there is", () => {
    const summary = summarise(report, false);
    expect(summary.figures[0]?.note).toBe("▲ 6% above September; 4% over plan");
    const shown = JSON.stringify(buildReportBlocks({ summary }));
    expect(shown).toContain("*$8,140*\\n▲ 6% above September; 4% over plan");
    expect(shown).toContain("▲ 29% above September; 66% of the target of $44,200");
  });

  const before = { kind: "missing" } as const;

  it.each([
    [{ change: { before, trend: "down", words: "a" } }, "▼ a"],
    [{ change: { before, trend: "same", words: "a" }, note: "" }, "a"],
    [{ note: "b" }, "b"],
    [{ note: "" }, undefined],
    [{}, undefined],
  ] as const)("of %j says %s", (change, note) => {
    expect(notesOf(change)).toEqual([note]);
  });
});
