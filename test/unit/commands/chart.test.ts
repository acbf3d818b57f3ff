import { describe, expect, it } from "vitest";
import { buildPreview } from "../../../src/commands/messages/preview.ts";
import { buildSummary } from "../../../src/commands/messages/summary.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { assertSlackTakes, chart, dispatchIn, FILE, LINK, said, summary } from "./samples.ts";

const withChart = (change: Partial<Dispatch> = {}) =>
  dispatchIn("sent", { summary: { ...summary, chart }, ...change });

describe.each([
  ["preview", buildPreview],
  ["summary", buildSummary],
] as const)("the chart in a %s", (_, build) => {
  const blocksOf = (dispatch: Dispatch) => {
    const message = build(dispatch, []);
    assertSlackTakes(message);
    return message.blocks;
  };

  it.each([
    ["a file", FILE, { slack_file: { id: FILE.kind === "file" ? FILE.id : "" } }],
    ["a link", LINK, { image_url: LINK.kind === "link" ? LINK.url : "" }],
  ])("is a picture behind the figures, from %s", (_name, picture, source) => {
    const blocks = blocksOf(withChart({ picture }));
    expect(blocks[3]).toEqual({
      type: "image",
      ...source,
      alt_text: chart.message,
      title: { type: "plain_text", text: chart.title, emoji: false },
    });
    expect(said(blocks)).not.toContain("7,200");
  });

  it("is what it says and its values where there is no picture", () => {
    const blocks = blocksOf(withChart());
    expect(blocks[3]).toMatchObject({
      type: "section",
      text: { type: "plain_text", text: `${chart.message}\n${chart.title}` },
      fields: [{ text: "Aug 2026\n*7,200*" }, { text: "Oct 2026\n*8,100*" }],
    });
    expect(blocks.filter(({ type }) => type === "image")).toEqual([]);
  });

  it("shows ten values at most, and none where there is none", () => {
    const values = Array.from({ length: 11 }, (_value, n) => ({ label: `M${n}`, value: `${n}` }));
    const many = blocksOf(withChart({ summary: { ...summary, chart: { ...chart, values } } }));
    expect(many[3]).toHaveProperty("fields.length", 10);
    const none = blocksOf(withChart({ summary: { ...summary, chart: { ...chart, values: [] } } }));
    expect(none[3]).not.toHaveProperty("fields");
  });

  it("is not there without one, whatever was uploaded", () => {
    const blocks = blocksOf(dispatchIn("sent", { picture: FILE }));
    expect(blocks.map(({ type }) => type)).not.toContain("image");
  });

  it("has an alternative text of 2,000 characters at most, and never none", () => {
    const alt = (message: string) => {
      const block = blocksOf(
        withChart({ picture: FILE, summary: { ...summary, chart: { ...chart, message } } }),
      )[3];
      return block !== undefined && "alt_text" in block ? block.alt_text : undefined;
    };
    expect(alt("x".repeat(2_000))).toBe("x".repeat(2_000));
    expect(alt("x".repeat(2_001))).toBe(`${"x".repeat(1_999)}…`);
    expect(alt("")).toBe(" ");
  });
});
