import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildPdf, type PictureOf } from "../../../../src/email/attachments/pdf.ts";
import { buildView } from "../../../../src/email/html-view.ts";
import { cleanLine } from "../../../../src/email/plain.ts";
import { REPORT_TYPES } from "../../../../src/reports/registry.ts";
import type { Report } from "../../../../src/reports/report.ts";
import { compose } from "../../reports/sample.ts";
import { setting } from "../rendering.ts";
import { sampleReport } from "../sample-report.ts";
import { hostileText, money, reportWith, tableOf, text } from "./hostile.ts";
import { rgbaPng } from "./pictures.ts";
import { type ReadPdf, readPdf, squash } from "./read-pdf.ts";

const brand = { name: "Harbour Group", accent: "#1d4f91" };
const picture = { png: rgbaPng(40, 20, (x) => [x * 6, 0, 0, x * 6]), width: 536, height: 220 };
const drawn: PictureOf = () => picture;
const undrawn: PictureOf = () => undefined;
const MARGIN = 48;

async function print(report: Report, pictureOf: PictureOf = drawn): Promise<ReadPdf> {
  const restOf = () => "in the attached CSV";
  return readPdf((await buildPdf(report, pictureOf, brand, { restOf })).content);
}

/** Everything that is written keeps within the margins, the footer too. */
function expectInside({ pages }: ReadPdf) {
  for (const { right, bottom, width, height } of pages) {
    expect(right).toBeLessThanOrEqual(width - MARGIN + 1);
    expect(bottom).toBeLessThanOrEqual(height - 10);
  }
}

// Many documents are laid out here, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 });

afterEach(() => {
  vi.useRealTimers();
});

describe("a printed report", () => {
  it("has title, author, language and bookmarks", async () => {
    const pdf = await print(sampleReport);
    expect(pdf).toMatchObject({
      title: "CTO report · October 2026",
      author: "Harbour Group",
      language: "en-US",
      created: "D:20261031000000Z",
      showsTitle: true,
    });
    expect(pdf.outline).toEqual([
      "What to do next",
      ...sampleReport.sections.map(({ heading }) => heading),
      "What is missing, and where it would come from",
      "Where each figure comes from, and how old that is",
    ]);
  });

  it("numbers its pages", async () => {
    const { pages } = await print(sampleReport);
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach(({ text: written }, at) => {
      expect(written).toContain(`CTOreport·October2026Page${at + 1}of${pages.length}`);
    });
  });

  it("shows on its first page the figures of the mail", async () => {
    const { pages } = await print(sampleReport);
    const view = buildView(sampleReport, setting);
    const first = pages[0]?.text ?? "";
    expect(first).toContain(squash(view.headline));
    const figures = view.figureRows.flatMap((row) => row.figures);
    expect(figures.map(({ arrow }) => arrow)).toEqual(["▲", "▼", "", "", ""]);
    for (const { label, value, change, note, meaningWord } of figures) {
      for (const part of [label, value, change, note, meaningWord])
        expect(first).toContain(squash(part));
    }
    for (const { title, who } of view.actions) {
      expect(first).toContain(squash(title));
      expect(first).toContain(squash(who));
    }
  });

  it("shows every row of its tables as the mail does", async () => {
    const { text: all } = await print(sampleReport);
    const tables = buildView(sampleReport, setting).sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ table }) => table ?? []),
    );
    expect(tables).toHaveLength(2);
    for (const { rows, total } of tables) {
      for (const cells of [...rows.map((row) => row.cells), total]) {
        for (const { value } of cells) expect(all).toContain(squash(value));
      }
    }
  });

  it("shows charts as pictures, and their values where there is no picture", async () => {
    const withPictures = await print(sampleReport);
    const pictures = withPictures.pages.reduce((sum, page) => sum + page.pictures, 0);
    expect(pictures).toBe(3);
    expect(withPictures.text).toContain("Revenuehasbeenunderplanineveryquartersofar.");
    expect(withPictures.text).not.toContain("$18–32");
    const without = await print(sampleReport, undrawn);
    expect(without.pages.every((page) => page.pictures === 0)).toBe(true);
    expect(without.text).toContain("$18–32");
  });

  it("shows the brand's logo in place of its name", async () => {
    const logo = rgbaPng(8, 8, () => [10, 20, 30, 128]);
    const named = { ...brand, name: "Harbour Trust" };
    const [plain, signed, broken] = await Promise.all(
      [named, { ...named, logo }, { ...named, logo: Buffer.from("GIF89a") }].map(async (each) =>
        readPdf((await buildPdf(sampleReport, undrawn, each)).content),
      ),
    );
    expect(plain?.pages[0]).toMatchObject({ pictures: 0 });
    expect(plain?.text).toContain("HarbourTrust");
    expect(signed?.pages[0]).toMatchObject({ pictures: 1 });
    expect(signed?.text).not.toContain("HarbourTrust");
    expect(broken?.text).toContain("HarbourTrust");
  });

  it("is the same, byte for byte, whenever it is written", async () => {
    const png = [1, 2, 3].map((seed) => rgbaPng(200, 100, (x, y) => [x, y * seed, 7, 255 - x]));
    let asked = 0;
    const many: PictureOf = () => ({ ...picture, png: png[asked++ % 3] ?? picture.png });
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-01T08:00:00Z") });
    const early = await buildPdf(sampleReport, many, brand);
    vi.setSystemTime(new Date("2031-05-20T21:30:10Z"));
    const late = await buildPdf(sampleReport, many, brand);
    expect(Buffer.from(late.content).equals(early.content)).toBe(true);
    expect(early.name).toBe("cto-2026-10.pdf");
  });

  it.each([
    ["en-US", 612, 792],
    ["en-GB", 595, 842],
  ])("for %s is on paper of %i × %i points", async (locale, width, height) => {
    const { pages } = await print(
      { ...sampleReport, format: { locale, currency: "USD" } },
      undrawn,
    );
    expect([Math.round(pages[0]?.width ?? 0), Math.round(pages[0]?.height ?? 0)]).toEqual([
      width,
      height,
    ]);
  });
});

describe("a long table", () => {
  const rows = Array.from({ length: 612 }, (_row, at) => [
    text(`Job number ${at}`),
    money(1_000 + at),
  ]);
  const report = reportWith({
    ...tableOf(["Job", "Amount, net"], rows),
    total: [text("Total"), money(77_700)],
  });

  it("repeats its header on each page, and ends after 400 rows by saying how many are left", async () => {
    const { pages, text: all } = await print(report);
    const holding = pages.filter(({ text: written }) => written.includes("Jobnumber"));
    expect(holding.length).toBeGreaterThan(5);
    for (const page of holding) expect(page.text).toContain("JobAmount,net");
    expect(all).toContain("Jobnumber399$13.99");
    expect(all).not.toContain("Jobnumber400");
    expect(all).toContain("and212morerowsintheattachedCSV");
    expect(all).toContain("Total$777.00");
  });
});

describe("a wide table", () => {
  const wide = (count: number) =>
    reportWith(
      tableOf(
        ["Job", ...Array.from({ length: count }, (_column, at) => `Amount ${at}`)],
        [
          [
            text("Night haul"),
            ...Array.from({ length: count }, (_column, at) => money(120_000_001 + at * 100)),
          ],
        ],
      ),
    );

  it.each([
    [6, "upright"],
    [11, "lying"],
    [40, "upright"],
  ])(
    "of %i figures a row is printed on %s paper, with none past the margin",
    async (count, paper) => {
      const pdf = await print(wide(count));
      const [page] = pdf.pages;
      expect((page?.width ?? 0) > (page?.height ?? 0) ? "lying" : "upright").toBe(paper);
      expectInside(pdf);
      for (let at = 0; at < count; at += 1) {
        expect(pdf.text).toContain(`$1,200,0${String(at).padStart(2, "0")}.01`);
      }
    },
  );

  it.each([
    ["columns", tableOf([], [[], []])],
    ["rows", tableOf(["Job", "Amount"], [])],
  ])("without %s is no mishap", async (_what, table) => {
    expect((await print(reportWith(table))).text).toContain("HarbourHauling·JobsinUSD·October2026");
  });

  it("loses nothing of rows as tall as a page", async () => {
    // The widest letter of the font, in as many columns as find room on lying paper.
    const cells = Array.from({ length: 8 }, () => text("\u0478".repeat(300)));
    const tall = tableOf(
      cells.map((_cell, at) => `Column ${at}`),
      [cells, cells, cells],
    );
    const pdf = await print(reportWith(tall, ...(wide(11).sections[0]?.blocks ?? [])));
    expect(pdf.pages[0]?.width).toBe(792);
    expect(pdf.text.match(/\u0478/g)).toHaveLength(300 * 8 * 3);
    expectInside(pdf);
  });
});

describe("a heading", () => {
  const lines = Array.from({ length: 12 }, (_line, at) => at + 8);

  it.each(lines)("is not left alone at the end of a page, after %i paragraphs", async (count) => {
    const text = Array.from({ length: count }, () => "A paragraph.").join("\n");
    const table = tableOf(["Job", "Amount"], [[{ kind: "text", value: "Night haul" }, money(1)]]);
    const { pages } = await print({
      ...sampleReport,
      actions: [],
      sections: [
        { heading: "First", blocks: [{ kind: "text", text }] },
        { heading: "Second heading", blocks: [table] },
      ],
    });
    const page = pages.find(({ text: written }) => written.includes("Secondheading"));
    expect(page?.text).toContain("Nighthaul");
  });
});

describe("the sample's reports", () => {
  it.each(REPORT_TYPES)("%s is printed whole", async (type) => {
    const report = compose(type);
    const pdf = await print(report);
    for (const { heading, blocks } of report.sections) {
      expect(pdf.text).toContain(squash(heading));
      expect(pdf.outline).toContain(heading);
      for (const block of blocks) {
        if (block.kind === "chart") expect(pdf.text).toContain(squash(block.message));
      }
    }
    for (const { title } of report.actions) expect(pdf.text).toContain(squash(title));
    for (const { what } of report.missing) expect(pdf.text).toContain(squash(what));
    expectInside(pdf);
  });
});

describe("hostile text on paper", () => {
  const endless = "x".repeat(3_000);
  const places: [string, Partial<Report>][] = [
    ["headline", { headline: endless }],
    ["title and portfolio", { title: endless, portfolio: endless }],
    [
      "figure",
      {
        metrics: [
          {
            id: "a",
            label: endless,
            value: text(endless),
            meaning: "good",
            change: { before: text(endless), trend: "up", words: endless },
            note: endless,
            sources: [],
          },
        ],
      },
    ],
    ["action", { actions: [{ title: endless, owner: endless, effect: endless }] }],
    ["callout", reportWith({ kind: "callout", meaning: "bad", text: endless })],
    [
      "list",
      reportWith({
        kind: "list",
        ranked: false,
        items: [{ title: endless, detail: endless, tags: [endless] }],
      }),
    ],
    ["paragraph", reportWith({ kind: "text", text: endless })],
    [
      "good row",
      reportWith({
        ...tableOf(["Job", "Amount"], []),
        rows: [{ cells: [text(endless), money(1)], meaning: "good" }],
      }),
    ],
    ["missing fact", { missing: [{ what: endless, from: endless, where: "" }] }],
    ["source", { sources: [{ file: endless, asOf: "2026-10-12" }] }],
  ];

  it.each(places)("breaks a word without end in a %s", async (_place, part) => {
    expectInside(await print({ ...sampleReport, sections: [], ...part }));
  });

  it("is written down, and nothing runs off the page", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileText, async (one, two, three) => {
        const table = tableOf(
          [`A${one}`, `Amount ${two}`],
          [
            [text(three), text(one)],
            [text("end"), text("of it")],
          ],
        );
        const list = {
          kind: "list",
          ranked: true,
          items: [{ title: two, detail: three, tags: [one] }],
        } as const;
        const report: Report = {
          ...reportWith(
            table,
            list,
            { kind: "text", text: two },
            { kind: "callout", meaning: "bad", text: three },
          ),
          title: one,
          portfolio: two,
          headline: three,
          actions: [{ title: one, owner: two, effect: three }],
        };
        const pdf = await print(report);
        expect(pdf.text).toContain("endofit");
        expect(pdf.title).toBe(`${cleanLine(one, 80)} · October 2026`);
        expectInside(pdf);
      }),
      { numRuns: 25 },
    );
  });

  it("shows one mark for each character that the font does not have", async () => {
    const { text: all } = await print(reportWith(tableOf(["b"], [[text("<日本 👩‍👩‍👧‍👦>")]])));
    expect(all).toContain("<\uFFFD\uFFFD\uFFFD>");
  });

  it("keeps letters that the font has", async () => {
    const latin = fc.string({
      unit: fc.constantFrom(..."abcXYZ019äßéŁŐжЯλ<>&\"'=+-@#%()[]{}\\/;:"),
      minLength: 1,
      maxLength: 250,
    });
    await fc.assert(
      fc.asyncProperty(latin, async (value) => {
        const pdf = await print(reportWith(tableOf(["Name", "b"], [[text(value), text("end")]])));
        expect(pdf.text).toContain(squash(cleanLine(value)));
      }),
      { numRuns: 15 },
    );
  });
});
