import { beforeAll, describe, expect, it } from "vitest";
import { HTML_LIMIT } from "../../../src/email/render-mail.ts";
import { createTestRenderer, type Render } from "./rendering.ts";
import { jobsTable, sampleReport } from "./sample-report.ts";

let render: Render;
beforeAll(async () => {
  render = await createTestRenderer();
});

const long = { ...sampleReport, sections: [{ heading: "Jobs", blocks: [jobsTable(200)] }] };
const names = ({ attachments }: { attachments: readonly { name: string }[] }) =>
  attachments.map(({ name }) => name);
const CSV = "cto-2026-10-jobs.csv";

describe("files", () => {
  it("are those the audience wants, and the mail names them", async () => {
    const none = await render(sampleReport);
    expect(names(none)).toEqual([]);
    expect(none.text).not.toContain("Attached");
    const mail = await render(sampleReport, { attachments: ["pdf", "xlsx"] });
    expect(names(mail)).toEqual(["cto-2026-10.pdf", "cto-2026-10.xlsx"]);
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain("Attached: cto-2026-10.pdf, cto-2026-10.xlsx");
    }
    const tables = await render(sampleReport, { attachments: ["csv"] });
    expect(tables.attachments.length).toBe(5);
    expect(tables.attachments.every(({ contentType }) => /^text\/csv/.test(contentType))).toBe(
      true,
    );
  });

  it.each([
    ["none", [], [CSV], "in the attached CSV"],
    ["a PDF, which is cut too", ["pdf"], ["cto-2026-10.pdf", CSV], "in the attached CSV"],
    ["a spreadsheet", ["xlsx"], ["cto-2026-10.xlsx"], "in the attached spreadsheet"],
    ["tables", ["csv"], [CSV], "in the attached CSV"],
  ] as const)(
    "have every row that the mail cuts; wanted: %s",
    async (_case, kinds, files, where) => {
      const mail = await render(long, { attachments: kinds });
      expect(names(mail)).toEqual(files);
      for (const part of [mail.html, mail.text])
        expect(part).toContain(`and 160 more rows ${where}`);
      const whole = mail.attachments.find(({ name }) => name === CSV)?.content;
      if (whole !== undefined) expect(Buffer.from(whole).toString()).toContain("Job 200,");
    },
  );

  it("that were left out are named, and nothing is said to be in them", async () => {
    const mail = await render(long, { without: [CSV] });
    expect(names(mail)).toEqual([]);
    for (const part of [mail.html, mail.text]) {
      expect(part).toMatch(/and 160 more rows(?! in)/);
      expect(part.replaceAll("\n", " ")).toContain(
        `Left out, because the mail would have been too large: ${CSV}`,
      );
    }
    const other = await render(long, { attachments: ["xlsx"], without: ["cto-2026-10.xlsx"] });
    expect(names(other)).toEqual([CSV]);
    expect(other.text).toContain("and 160 more rows in the attached CSV");
  });
});

describe("next steps", () => {
  const [action] = sampleReport.actions;
  const many = {
    ...sampleReport,
    actions: Array.from({ length: 9 }, (_, n) => ({
      owner: "Owner",
      ...action,
      title: `Step ${n}`,
    })),
  };

  it("are five where a PDF has them all", async () => {
    const { html, text } = await render(many, { attachments: ["pdf"] });
    for (const part of [html, text]) {
      expect(part).toContain("Step 4");
      expect(part).not.toContain("Step 5");
      expect(part).toContain("and 4 more steps in the attached PDF");
    }
  });

  it("are all there otherwise", async () => {
    expect((await render(many)).text).toContain("Step 8");
    const mail = await render(many, { attachments: ["pdf"], without: ["cto-2026-10.pdf"] });
    expect(mail.text).toContain("Step 8");
  });
});

describe("the brand", () => {
  it("colours what is accented, on a light and on a dark ground", async () => {
    const brand = { name: "Sunset Tours", color: "#8a3b12" };
    const { html, text } = await render(sampleReport, { brand });
    expect(html).toContain("Sunset Tours");
    expect(html.match(/#8a3b12/g)?.length).toBeGreaterThan(5);
    expect(html).not.toContain("#1d4f91");
    const dark = /prefers-color-scheme: dark.*?\.accent[^{]*\{\s*color: (#[0-9a-f]{6})/s.exec(
      html,
    )?.[1];
    expect(dark).toMatch(/^#/);
    expect(dark).not.toBe("#8fb8f0");
    expect(text).not.toContain("#8a3b12");
  });

  it("shows a logo at half its pixels, with the name for whoever sees no pictures", async () => {
    const png = Uint8Array.from({ length: 80 }, (_, at) => at);
    const logo = { png, width: 300, height: 80 };
    const brand = { name: 'Tours "R" us', color: "#8a3b12", logo };
    const { html, images } = await render(sampleReport, { brand });
    const [first] = images;
    expect(first).toMatchObject({ role: "logo", content: png, alt: brand.name });
    expect(html).toContain(
      `<img class="logo" src="cid:${first?.cid}" alt="Tours &quot;R&quot; us" width="150" height="40"`,
    );
    const tall = { ...brand, logo: { png, width: 200, height: 400 } };
    expect((await render(sampleReport, { brand: tall })).html).toContain('width="24" height="48"');
  });
});

describe("charts", () => {
  it("are pictures whose words say what they show", async () => {
    const { html, images } = await render(sampleReport);
    expect(images).toHaveLength(3);
    expect(images.map(({ role }) => role)).toEqual(["chart", "chart", "chart"]);
    for (const { cid, alt, content } of images) {
      expect(html).toContain(`src="cid:${cid}"`);
      expect(html).toContain(`alt="${alt}"`);
      expect(Buffer.from(content.subarray(1, 4)).toString()).toBe("PNG");
    }
    expect(new Set(images.map(({ cid }) => cid)).size).toBe(3);
  });

  it("do not weigh on the HTML", async () => {
    const { html } = await render(sampleReport, { attachments: ["pdf", "csv"] });
    expect(Buffer.byteLength(html)).toBeLessThan(HTML_LIMIT);
  });
});
