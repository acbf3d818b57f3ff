import { describe, expect, it } from "vitest";
import { buildReportBlocks } from "../../../src/commands/messages/report-blocks.ts";
import { summarise } from "../../../src/dispatch/summary.ts";
import type { Metric } from "../../../src/reports/report.ts";
import { compose } from "../reports/sample.ts";

const report = compose("cfo");
const notesOf = (change: Partial<Metric>) => {
  const [{ note: _note, change: _change, ...metric }] = report.metrics as [Metric];
  const { figures } = summarise({ ...report, metrics: [{ ...metric, ...change }] }, false);
  return figures.map(({ note }) => note);
};

describe("a figure in Slack", () => {
  it("says its change after an arrow, then what else there is", () => {
    const summary = summarise(report, false);
    expect(summary.figures[0]?.note).toBe("▲ 6% above September; 4% over plan");
    const shown = JSON.stringify(buildReportBlocks({ summary }));
    expect(shown).toContain("*$8,140*\\n▲ 6% above September; 4% over plan");
    expect(shown).toContain("▲ 29% above September; 66% of the target of $44,200");
  });

  it.each([
    [{ change: { trend: "down", words: "a" } }, "▼ a"],
    [{ change: { trend: "same", words: "a" }, note: "" }, "a"],
    [{ note: "b" }, "b"],
    [{ note: "" }, undefined],
    [{}, undefined],
  ] as const)("of %j says %s", (change, note) => {
    expect(notesOf(change)).toEqual([note]);
  });
});
