/** The change of a figure in each view: an arrow, and words that say the same. */
import { beforeAll, describe, expect, it } from "vitest";
import type { PdfContext } from "../../../src/email/attachments/pdf-context.ts";
import { buildMark } from "../../../src/email/attachments/pdf-mark.ts";
import { buildReportSheet } from "../../../src/email/attachments/workbook-report-sheet.ts";
import type { Report, Trend } from "../../../src/reports/report.ts";
import { createTestRenderer, type Render } from "./rendering.ts";
import { sampleReport } from "./sample-report.ts";

let render: Render;

beforeAll(async () => {
  render = await createTestRenderer();
});

const moved = (trend: Trend): Report => ({
  ...sampleReport,
  metrics: sampleReport.metrics.slice(0, 1).map((metric) => ({
    ...metric,
    change: { before: metric.value, trend, words: "against September" },
  })),
});

describe("the change of a figure", () => {
  it.each([
    ["up", "▲"],
    ["down", "▼"],
  ] as const)("%s has its arrow before its words, which screen readers skip", async (...row) => {
    const [trend, arrow] = row;
    const { html, text } = await render(moved(trend));
    expect(html).toContain(`<span aria-hidden="true">${arrow}</span> against September</div>`);
    expect(text).toContain(`6 (${arrow} against September; 2 critical, 2 high; `);
  });

  it("same has words alone", async () => {
    const { html, text } = await render(moved("same"));
    expect(html).toContain(">against September</div>");
    expect(html).not.toMatch(/aria-hidden|▲|▼/u);
    expect(text).toContain("6 (against September; 2 critical, 2 high; ");
  });

  it("leaves nothing behind where there is none", async () => {
    const metrics = moved("up").metrics.map(({ change: _change, ...metric }) => metric);
    const { html, text } = await render({ ...sampleReport, metrics });
    expect(html).not.toMatch(/aria-hidden|▲/u);
    expect(text).toContain("6 (2 critical, 2 high; ");
  });

  it("stands in words alone in the workbook's note", () => {
    const written: string[] = [];
    const cell = { value: "" };
    buildReportSheet(moved("up"), {
      text: (text: string) => {
        written.push(text);
        return cell;
      },
      value: () => cell,
    } as never);
    expect(written).toContain("against September; 2 critical, 2 high");
  });

  it.each([
    ["▲", -1],
    ["▼", 1],
  ])("is drawn on paper: %s", (arrow, direction) => {
    const drawn = buildMark(arrow, "", 10, { accentText: "#000000" } as PdfContext);
    const lines = typeof drawn === "object" && "canvas" in drawn ? drawn.canvas : [];
    const ends = lines.flatMap((line) => (line.type === "line" ? [line.y1, line.y2] : []));
    expect(ends).toHaveLength(6);
    const [base] = ends;
    const tip = ends.find((y) => y !== base) ?? 0;
    expect(Math.sign(tip - (base ?? 0))).toBe(direction);
  });
});
