import { beforeAll, describe, expect, it } from "vitest";
import { buildView } from "../../../src/email/html-view.ts";
import { HTML_LIMIT } from "../../../src/email/render-mail.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { Action, Block, Metric, Report, Value } from "../../../src/reports/report.ts";
import { createTestRenderer, type Render, setting } from "./rendering.ts";
import { jobsTable, sampleReport } from "./sample-report.ts";

let render: Render;

beforeAll(async () => {
  render = await createTestRenderer();
});

/** Pictures have texts in them, and are called after what they show. */
const withoutNames = (html: string) => html.replaceAll(/cid:chart-[0-9a-f]+/gu, "cid:chart");

const PROSE = new Set(
  "title portfolio headline label note words heading text detail what who when message name owner effect from where file unit".split(
    " ",
  ),
);

/** The same report with every text a person could have written replaced. */
function fillTexts<T>(node: T, text: string): T;
function fillTexts(node: unknown, text: string, key?: string): unknown;
function fillTexts(node: unknown, text: string, key = ""): unknown {
  if (typeof node === "string")
    return PROSE.has(key) || key === "tags" || key === "categories" ? text : node;
  if (Array.isArray(node)) return node.map((item) => fillTexts(item, text, key));
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node);
  // The value of a text cell is prose too; the value of a date is not.
  const isText = entries.some(([name, value]) => name === "kind" && value === "text");
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      fillTexts(value, text, isText && name === "value" ? "text" : name),
    ]),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};
const escapeHtml = (text: string) => text.replace(/[&<>"'`=]/gu, (char) => ENTITIES[char] ?? char);

describe("text from outside", async () => {
  it.each([
    "<script>alert(1)</script>",
    "<!-- --><![endif]--><b>",
    '" onload="alert(1)',
    "' onload='alert(1)' x='",
    "{{headline}}",
    "{{{headline}}} {{#if x}}",
    "R&D &amp; &lt;b&gt;",
    "*bold* _it_ ~no~ `x`",
    "<!channel> <@U1>",
    "a\u200Fb \u05D0\u05D1",
    "\\{{x}} $1 $& $`",
    "</td></tr></table>",
  ])("%s is shown as it is and changes nothing else", async (hostile) => {
    const harmless = "w".repeat(hostile.length);
    // Same length and same breaks, so that bars and columns come out alike.
    const shaped = hostile.replace(/\S/gu, "w");
    expect(shaped).toHaveLength(harmless.length);
    const mail = await render(fillTexts(sampleReport, hostile));
    const html = withoutNames(mail.html);
    const expected = withoutNames((await render(fillTexts(sampleReport, shaped))).html);
    expect(expected.split(shaped).length).toBeGreaterThan(100);
    expect(html).toBe(expected.replaceAll(shaped, () => escapeHtml(hostile)));
    expect(mail.text).toContain(hostile.split(" ")[0]);
  });

  it("loses what would make it read as something else", async () => {
    const { subject, html, text } = await render({
      ...sampleReport,
      headline: "pay \u202E0001\u202C\u2066 now\u0000\u001B[31m\r\nBcc: x@example.com",
    });
    for (const part of [subject, html, text]) {
      expect(part).not.toMatch(/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      expect(part).toContain("pay 0001 now[31m Bcc: x@example.com");
    }
  });

  it("is cut where it is far too long, and the mail stays below Gmail's limit", async () => {
    const { html, text } = await render(fillTexts(sampleReport, `${"long ".repeat(2_000)}`));
    expect(html).toContain("long…");
    expect(text).toContain("long…");
    expect((await render({ ...sampleReport, headline: "x".repeat(10_000) })).html).toContain(
      "xxx…",
    );
  });
});

/** Every figure of a report as it has to be read, wherever it stands. */
function figuresOf(report: Report): readonly string[] {
  const format = createFormatter(report.format);
  const column = (values: readonly Value[], style = {}) =>
    format.column(values, style).filter((_written, index) => values[index]?.kind !== "text");
  const inBlock = (block: Block): readonly string[] => {
    if (block.kind === "chart") return block.series.flatMap(({ values }) => column(values));
    if (block.kind !== "table") return [];
    const rows = [...block.rows.map(({ cells }) => cells), ...(block.total ? [block.total] : [])];
    return block.columns.flatMap(({ unit }, index) =>
      column(
        rows.flatMap((cells) => cells[index] ?? []),
        { bare: unit !== undefined },
      ),
    );
  };
  return [
    ...report.metrics.map(({ value }) => format.figure(value)),
    ...report.sections.flatMap(({ blocks }) => blocks.flatMap(inBlock)),
  ];
}

const title = { who: "Group", what: "Cost", when: "2026" };
const small: Value = { kind: "money", minor: 250_000 };
const charted = {
  kind: "chart",
  shape: "bars",
  title,
  message: "It costs.",
  categories: ["A", "B"],
};

function tableOf(...values: readonly Value[]): Block {
  return {
    kind: "table",
    title,
    columns: [
      { label: "What", align: "start" },
      { label: "Cost", unit: "USD", align: "end" },
    ],
    rows: values.map((value, index) => ({
      cells: [{ kind: "text", value: `Row ${index}` }, value],
    })),
  };
}

/** Every text of a report outside its tables and charts, a line at a time. */
function proseOf(report: Report): readonly string[] {
  const inBlock = (block: Block): readonly string[] => {
    if (block.kind === "list") {
      return block.items.flatMap(({ title, detail = "", tags = [] }) => [title, detail, ...tags]);
    }
    return block.kind === "text" || block.kind === "callout" ? block.text.split("\n") : [];
  };
  return [
    ...[report.title, report.portfolio, report.headline, report.period.label],
    ...report.metrics.flatMap(({ label, change, note = "" }) => [
      ...[label, change?.words ?? "", note],
    ]),
    ...report.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(inBlock)]),
    ...report.actions.flatMap(({ title, owner, effect = "" }) => [title, owner, effect]),
    ...report.missing.flatMap(({ what, from }) => [what, from]),
    ...report.sources.map(({ file }) => file.replace("entities/", "")),
  ];
}

describe("the mail", () => {
  it("says everything the report says, in both parts", async () => {
    const { html, text } = await render(sampleReport);
    const flowing = text.replace(/\n[ |]*/gu, " ");
    for (const sentence of proseOf(sampleReport)) {
      expect(html).toContain(escapeHtml(sentence));
      expect(flowing).toContain(sentence);
    }
  });

  it("shows every figure in both parts", async () => {
    const { html, text } = await render(sampleReport);
    const figures = figuresOf(sampleReport);
    expect(figures.length).toBeGreaterThan(70);
    for (const figure of figures) {
      expect(html).toContain(escapeHtml(figure));
      expect(text).toContain(figure);
    }
  });

  it("says of each figure where it comes from and how old that is, and names the other files", async () => {
    const { html, text } = await render(sampleReport);
    expect(text).toContain(
      [
        "  - Open vulnerabilities: harbour.yml · as of Oct 12, 2026",
        "  - Cloud cost a month: harbour.yml · as of Oct 12, 2026",
        "  - Savings found a month: harbour.yml · as of Oct 12, 2026",
        "  - Deployed without hands: harbour.yml · as of Oct 12, 2026",
        "  - Everything else: ledger/2026-10.csv · as of Oct 30, 2026",
        "",
      ].join("\n"),
    );
    const cells = html
      .slice(html.indexOf("Where each figure comes from"))
      .replace(/<[^>]+>/gu, "|")
      .replace(/[|\s]*\|[|\s]*/gu, "|");
    expect(cells).toContain("|Open vulnerabilities|harbour.yml|Oct 12, 2026|Cloud cost a month|");
    expect(cells).toContain("|Everything else|ledger/2026-10.csv|Oct 30, 2026|");
  });

  it("keeps lines and fields of files to the operators", async () => {
    const { html, text } = await render(sampleReport);
    for (const part of [html, text]) {
      expect(part).not.toContain("monitoring.uptime");
      expect(part).not.toContain("sources/analytics.csv");
    }
  });

  it("puts what to do right below the figures, and marks what is late", async () => {
    const [first, ...others] = sampleReport.actions;
    const actions = [{ ...first, overdueDays: 1 } as Action, ...others];
    const { html, text } = await render({ ...sampleReport, actions });
    for (const part of [html, text]) {
      const at = part.indexOf("What to do next");
      expect(at).toBeGreaterThan(part.indexOf("Uptime"));
      expect(at).toBeLessThan(part.indexOf("Two vulnerabilities let strangers charge cards"));
      expect(part.match(/\d days? late/gu)).toEqual(["1 day late"]);
    }
  });

  it("says at the top for which day it was worked out", async () => {
    const { html, text } = await render(sampleReport);
    for (const part of [html, text]) {
      const at = part.indexOf("Harbour Group · worked out for Oct 31, 2026");
      expect(at).toBeGreaterThan(0);
      expect(at).toBeLessThan(part.lastIndexOf("Six vulnerabilities are open"));
    }
  });

  it.each([
    [1, [1]],
    [2, [2]],
    [3, [3]],
    [4, [2, 2]],
    [5, [2, 3]],
    [6, [3, 3]],
    [7, [2, 2, 3]],
  ])("sets %i figures in full rows: %j", (count, rows) => {
    const [metric] = sampleReport.metrics;
    const metrics = Array.from({ length: count }, () => metric as Metric);
    const view = buildView({ ...sampleReport, metrics }, setting);
    expect(view.figureRows.map(({ figures }) => figures.length)).toEqual(rows);
  });

  it("writes large amounts short on tiles, exactly in tables and beside charts", async () => {
    const value: Value = { kind: "money", minor: 1_575_000 };
    const chart = {
      ...charted,
      series: [{ name: "AC", scenario: "actual", values: [value, small] }],
    };
    const [metric] = sampleReport.metrics;
    const { html, text } = await render({
      ...sampleReport,
      metrics: [{ ...(metric as Metric), value }],
      sections: [{ heading: "Money", blocks: [chart as Block, tableOf(value)] }],
    });
    for (const part of [html, text]) {
      expect(part.match(/\$15\.8k/gu)).toHaveLength(1);
      expect(part).toContain("$15,750");
      expect(part).toContain("$2,500");
      expect(part).toContain("15,750");
    }
  });

  it("gives a column one precision and its unit in the header", async () => {
    const { html, text } = await render({
      ...sampleReport,
      sections: [
        {
          heading: "Money",
          blocks: [tableOf({ kind: "money", minor: 750 }, { kind: "money", minor: 1_300 })],
        },
      ],
    });
    expect(text).toContain("7.50\n");
    expect(text).toContain("13.00\n");
    for (const part of [html, text]) {
      expect(part).toContain("Cost, USD");
      expect(part).not.toMatch(/\$(7\.50|13)/u);
    }
  });

  it("is the same to the byte for the same report", async () => {
    expect(await render(structuredClone(sampleReport))).toEqual(await render(sampleReport));
  });

  it("leaves no placeholder and loads nothing from outside", async () => {
    const { html, images } = await render(sampleReport);
    expect(html).not.toContain("{{");
    expect(html).not.toMatch(/<(?:link|script|iframe)|@import|url\(|href=/iu);
    const sources = [...html.matchAll(/src="([^"]*)"/gu)].map(([, source]) => source);
    expect(sources).toEqual(images.map(({ cid }) => `cid:${cid}`));
    expect(html).not.toMatch(/undefined|\[object|NaN/u);
  });

  it("says which English it speaks, which is not the language of the locale", async () => {
    const report = { ...sampleReport, format: { locale: "de-DE", currency: "EUR" } };
    expect((await render(report)).html).toContain('<html lang="en-GB" dir="ltr"');
  });

  it("tells good from bad without colour", async () => {
    const { html } = await render(sampleReport);
    expect(html).toMatch(/class="bad"[^>]*>! Needs attention</u);
    expect(html).toMatch(/class="good"[^>]*>✓ Good</u);
  });

  it("has real headers in tables of data, and marks the others as layout", async () => {
    const { html } = await render(sampleReport);
    expect(html.match(/<th [^>]*scope="col"/gu)?.length).toBe(14);
    const data = [...html.matchAll(/<table[^>]*>(?=<thead[\s>])/gu)].map(([tag]) => tag);
    const tables = [...html.matchAll(/<table[^>]*>/gu)].map(([tag]) => tag);
    expect(data).toHaveLength(5);
    expect(tables.filter((tag) => !/role="presentation"/u.test(tag))).toEqual(data);
  });

  it("opens and closes every table part", async () => {
    const { html } = await render(sampleReport);
    for (const tag of ["table", "tbody", "tr", "td", "div", "p", "h1", "h2", "strong", "span"]) {
      const opened = html.match(new RegExp(`<${tag}[\\s>]`, "gu"))?.length;
      expect({ tag, count: html.match(new RegExp(`</${tag}>`, "gu"))?.length }).toEqual({
        tag,
        count: opened,
      });
    }
  });
});

/** Eight sections with a sentence, a chart and a table of eight rows each. */
const fullReport: Report = {
  ...sampleReport,
  sections: sampleReport.sections.concat(sampleReport.sections.slice(0, 1)).map(({ heading }) => ({
    heading,
    blocks: [{ kind: "text", text: heading.repeat(3) }, jobsTable(8)],
  })),
};

describe("its size", () => {
  const styleBytes = (html: string) =>
    [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gsu)].reduce(
      (sum, [, css = ""]) => sum + css.length,
      0,
    );

  it.each([
    ["the sample", sampleReport],
    ["eight sections and 64 rows", fullReport],
  ])("%s is uncut below what Gmail clips", async (_case, report) => {
    const { html } = await render(report);
    expect(html).not.toMatch(/and \d+ more/u);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(HTML_LIMIT);
    expect(styleBytes(html)).toBeLessThan(16_000);
  });

  it("shows 40 of 200 rows and says so", async () => {
    const sections = [{ heading: "Jobs", blocks: [jobsTable(200)] }];
    const { html, text } = await render({ ...sampleReport, sections });
    for (const part of [html, text]) {
      expect(part).toContain("Job 40");
      expect(part).not.toContain("Job 41");
      expect(part).toContain("and 160 more rows");
    }
  });

  it.each([
    [41, "Job 41", /no more/u],
    [42, "Job 40", /and 2 more rows/u],
  ])("%i rows", async (length, last, more) => {
    const sections = [{ heading: "Jobs", blocks: [jobsTable(length)] }];
    const { html } = await render({ ...sampleReport, sections });
    expect(html).toContain(last);
    expect(more.test(html)).toBe(length > 41);
  });

  it("cuts lists shorter rather than being clipped", async () => {
    const sections = Array.from({ length: 14 }, () => ({
      heading: "Jobs",
      blocks: [jobsTable(200)],
    }));
    const { html, text } = await render({ ...sampleReport, sections });
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(HTML_LIMIT);
    const left = /and \d+ more rows/u.exec(html)?.[0];
    expect(left).toBeDefined();
    expect(text).toContain(left);
  });

  it("is a mail without sections, figures, steps and sources", async () => {
    const bare = {
      ...sampleReport,
      metrics: [],
      sections: [],
      actions: [],
      missing: [],
      sources: [],
    };
    expect((await render(bare)).html).toContain(escapeHtml(sampleReport.headline));
  });
});
