import { describe, expect, it } from "vitest";
import { readPdf, squash } from "./attachments/read-pdf.ts";
import { createTestRenderer } from "./rendering.ts";
import { sampleReport } from "./sample-report.ts";

/** What the sender has to say first, in each form of the mail. */
const render = await createTestRenderer();
const note = "Please look at <b>costs</b> & {{title}} first.\n\nThe rest can wait.";
const attachments = ["pdf"] as const;

describe("a note from the sender", () => {
  it("stands before the report in the HTML, as text, paragraph by paragraph", async () => {
    const { html } = await render(sampleReport, { note });
    expect(html).toContain("Please look at &lt;b&gt;costs&lt;/b&gt; &amp; {{title}} first.");
    expect(html).toMatch(/<p [^>]*>The rest can wait\.<\/p>/u);
    expect(html.indexOf("Note from the sender")).toBeGreaterThan(0);
    expect(html.indexOf("Note from the sender")).toBeLessThan(html.indexOf("<h1"));
  });

  it("stands before the report in the text", async () => {
    const { text } = await render(sampleReport, { note });
    expect(text.startsWith("Note from the sender:\n\n  | Please look at <b>costs</b>")).toBe(true);
    expect(text).toContain("\n  |\n  | The rest can wait.\n\n");
  });

  it("stands on the first page of the PDF", async () => {
    const { attachments: files } = await render(sampleReport, { note, attachments });
    const [first] = (await readPdf(files[0]?.content ?? new Uint8Array())).pages;
    const page = squash(first?.text ?? "");
    expect(page).toContain(squash("Please look at <b>costs</b> & {{title}} first."));
    expect(page.indexOf(squash("Note from the sender"))).toBeLessThan(
      page.indexOf(squash(sampleReport.headline)),
    );
  });

  it("changes nothing where there is none", async () => {
    const [without, empty] = await Promise.all([
      render(sampleReport, { attachments }),
      render(sampleReport, { attachments, note: " \n " }),
    ]);
    expect(empty).toEqual(without);
    expect(without.html).not.toContain("Note from the sender");
  });
});
