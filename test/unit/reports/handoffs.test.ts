import { describe, expect, it } from "vitest";
import type { Handoff } from "../../../src/portfolio/operations.ts";
import { compose, headings, sample } from "./sample.ts";

const note = (change: Partial<Handoff> = {}): Handoff => ({
  entity: "jada",
  date: "2026-10-19",
  owner: "Charter sales",
  title: "Sales handed over",
  decisions: ["No charter without a captain"],
  openItems: ["Answer six inquiries", "Ask the insurer"],
  source: { file: "handoffs/2026-10-19.md", line: 1, asOf: "2026-10-19" },
  ...change,
});
const withNotes = (type: string, ...handoffs: readonly Handoff[]) =>
  compose(type, { ...sample, handoffs });

describe.each(["ceo", "cto"])("hand-offs in the %s report", (type) => {
  it("say what was decided and what is open", () => {
    const report = withNotes(type, note());
    const section = report.sections.find(({ heading }) => heading.includes("hand-off"));
    expect(section).toEqual({
      heading: "1 hand-off of the last 60 days leaves 2 items open",
      blocks: [
        {
          kind: "list",
          ranked: false,
          items: [
            {
              title: "Sales handed over",
              detail:
                "Open: Answer six inquiries; Ask the insurer. Decided: No charter without a captain.",
              tags: ["JADA", "Charter sales", "Oct 19, 2026"],
            },
          ],
        },
      ],
    });
    expect(report.sources).toContainEqual({ file: "handoffs/2026-10-19.md", asOf: "2026-10-19" });
  });

  it("come latest first, and may leave nothing open", () => {
    const first = note({ date: "2026-10-02", title: "First", openItems: [] });
    const last = note({ date: "2026-10-30", title: "Last", openItems: [] });
    const report = withNotes(type, first, last);
    expect(headings(report)).toContain("2 hand-offs of the last 60 days leave nothing open");
    const written = JSON.stringify(report.sections);
    expect(written.indexOf("Last")).toBeLessThan(written.indexOf("First"));
  });

  it("that leave something open come before those that only decided", () => {
    const settled = note({ date: "2026-10-30", title: "Settled", openItems: [] });
    const written = JSON.stringify(withNotes(type, settled, note({ date: "2026-10-02" })).sections);
    expect(written.indexOf("Sales handed over")).toBeLessThan(written.indexOf("Settled"));
  });

  it.each([
    ["older than 60 days", note({ date: "2026-08-31" })],
    ["of the future", note({ date: "2026-11-01" })],
    ["of an entity that is not looked at", note({ entity: "other" })],
    ["that say nothing", note({ decisions: [], openItems: [] })],
  ])("%s are not shown", (_, handoff) => {
    expect(headings(withNotes(type, handoff))).not.toContain("hand-off");
  });

  it("of the 60th day are shown, and none is no section", () => {
    expect(headings(withNotes(type, note({ date: "2026-09-01" })))).toContain("1 hand-off");
    expect(headings(withNotes(type))).not.toContain("hand-off");
  });
});
