import { beforeAll, describe, expect, it } from "vitest";
import type { RenderMail } from "../../../src/dispatch/ports.ts";
import { buildView } from "../../../src/email/html-view.ts";
import { createMailRenderer, HTML_LIMIT } from "../../../src/email/render-mail.ts";
import { loadTemplate } from "../../../src/email/template.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { Action, Block, Metric, Report, Value } from "../../../src/reports/report.ts";
import { jobsTable, sampleReport } from "./sample-report.ts";

let render: RenderMail;

beforeAll(async () => {
  render = createMailRenderer(await loadTemplate());
});

const PROSE = new Set(
  "title portfolio headline label note heading text detail what who when message name owner effect from where file unit".split(
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

describe("text from outside", () => {
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
  ])("%s is shown as it is and changes nothing else", (hostile) => {
    const harmless = "w".repeat(hostile.length);
    // Same length and same breaks, so that bars and columns come out alike.
    const shaped = hostile.replace(/\S/gu, "w");
    expect(shaped).toHaveLength(harmless.length);
    const html = render(fillTexts(sampleReport, hostile)).html;
    const expected = render(fillTexts(sampleReport, shaped)).html;
    expect(expected.split(shaped).length).toBeGreaterThan(100);
    expect(html).toBe(expected.replaceAll(shaped, () => escapeHtml(hostile)));
    expect(render(fillTexts(sampleReport, hostile)).text).toContain(hostile.split(" ")[0]);
  });

  it("loses what would make it read as something else", () => {
    const { subject, html, text } = render({
      ...sampleReport,
      headline: "pay \u202E0001\u202C\u2066 now\u0000\u001B[31m\r\nBcc: x@example.com",
    });
    for (const part of [subject, html, text]) {
      expect(part).not.toMatch(/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      expect(part).toContain("pay 0001 now[31m Bcc: x@example.com");
    }
  });

  it("is cut where it is far too long, and the mail stays below Gmail's limit", () => {
    const { html, text } = render(fillTexts(sampleReport, `${"long ".repeat(2_000)}`));
    expect(html).toContain("long…");
    expect(text).toContain("long…");
    expect(render({ ...sampleReport, headline: "x".repeat(10_000) }).html).toContain("xxx…");
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
    ...report.metrics.flatMap(({ label, note = "" }) => [label, note]),
    ...report.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(inBlock)]),
    ...report.actions.flatMap(({ title, owner, effect = "" }) => [title, owner, effect]),
    ...report.missing.flatMap(({ what, from }) => [what, from]),
    ...report.sources.map(({ file }) => file.replace("entities/", "")),
  ];
}

describe("the mail", () => {
  it("says everything the report says, in both parts", () => {
    const { html, text } = render(sampleReport);
    const flowing = text.replace(/\n[ |]*/gu, " ");
    for (const sentence of proseOf(sampleReport)) {
      expect(html).toContain(escapeHtml(sentence));
      expect(flowing).toContain(sentence);
    }
  });

  it("shows every figure in both parts", () => {
    const { html, text } = render(sampleReport);
    const figures = figuresOf(sampleReport);
    expect(figures.length).toBeGreaterThan(70);
    for (const figure of figures) {
      expect(html).toContain(escapeHtml(figure));
      expect(text).toContain(figure);
    }
  });

  it("says of each figure where it comes from and how old that is, and names the other files", () => {
    const { html, text } = render(sampleReport);
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

  it("keeps lines and fields of files to the operators", () => {
    for (const part of Object.values(render(sampleReport))) {
      expect(part).not.toContain("monitoring.uptime");
      expect(part).not.toContain("sources/analytics.csv");
    }
  });

  it("puts what to do right below the figures, and marks what is late", () => {
    const [first, ...others] = sampleReport.actions;
    const actions = [{ ...first, overdueDays: 1 } as Action, ...others];
    const { html, text } = render({ ...sampleReport, actions });
    for (const part of [html, text]) {
      const at = part.indexOf("What to do next");
      expect(at).toBeGreaterThan(part.indexOf("Uptime"));
      expect(at).toBeLessThan(part.indexOf("Two vulnerabilities let strangers charge cards"));
      expect(part.match(/\d days? late/gu)).toEqual(["1 day late"]);
    }
  });

  it("says at the top for which day it was worked out", () => {
    const { html, text } = render(sampleReport);
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
    const view = buildView({ ...sampleReport, metrics }, 40);
    expect(view.figureRows.map(({ figures }) => figures.length)).toEqual(rows);
  });

  it("writes large amounts short on tiles and bars, exactly in tables", () => {
    const value: Value = { kind: "money", minor: 1_575_000 };
    const chart = {
      ...charted,
      series: [{ name: "AC", scenario: "actual", values: [value, small] }],
    };
    const [metric] = sampleReport.metrics;
    const { html, text } = render({
      ...sampleReport,
      metrics: [{ ...(metric as Metric), value }],
      sections: [{ heading: "Money", blocks: [chart as Block, tableOf(value)] }],
    });
    for (const part of [html, text]) {
      expect(part.match(/\$15\.8k/gu)).toHaveLength(2);
      // Bars that stand together share the unit.
      expect(part).toContain("$2.5k");
      expect(part).toContain("15,750");
    }
  });

  it("gives a column one precision and its unit in the header", () => {
    const { html, text } = render({
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

  it("is the same to the byte for the same report", () => {
    expect(render(structuredClone(sampleReport))).toEqual(render(sampleReport));
  });

  it("leaves no placeholder and loads nothing from outside", () => {
    const { html } = render(sampleReport);
    expect(html).not.toContain("{{");
    expect(html).not.toMatch(/<(?:img|link|script|iframe)|@import|url\(|src=|href=/iu);
    expect(html).not.toMatch(/undefined|\[object|NaN/u);
  });

  it("says which English it speaks, which is not the language of the locale", () => {
    const report = { ...sampleReport, format: { locale: "de-DE", currency: "EUR" } };
    expect(render(report).html).toContain('<html lang="en-GB" dir="ltr"');
  });

  it("tells good from bad without colour", () => {
    const { html } = render(sampleReport);
    expect(html).toMatch(/class="bad"[^>]*>! Needs attention</u);
    expect(html).toMatch(/class="good"[^>]*>✓ Good</u);
  });

  it("has real headers in tables of data, and marks the others as layout", () => {
    const { html } = render(sampleReport);
    expect(html.match(/<th [^>]*scope="col"/gu)?.length).toBe(9);
    const data = [...html.matchAll(/<table[^>]*>(?=<thead>)/gu)].map(([tag]) => tag);
    const tables = [...html.matchAll(/<table[^>]*>/gu)].map(([tag]) => tag);
    expect(data).toHaveLength(2);
    expect(tables.filter((tag) => !/role="presentation"/u.test(tag))).toEqual(data);
  });

  it("opens and closes every table part", () => {
    const { html } = render(sampleReport);
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
  ])("%s is uncut below what Gmail clips", (_case, report) => {
    const { html } = render(report);
    expect(html).not.toMatch(/and \d+ more/u);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(HTML_LIMIT);
    expect(styleBytes(html)).toBeLessThan(16_000);
  });

  it("shows 40 of 200 rows and says so", () => {
    const sections = [{ heading: "Jobs", blocks: [jobsTable(200)] }];
    const { html, text } = render({ ...sampleReport, sections });
    for (const part of [html, text]) {
      expect(part).toContain("Job 40");
      expect(part).not.toContain("Job 41");
      expect(part).toContain("and 160 more rows");
    }
  });

  it.each([
    [41, "Job 41", /no more/u],
    [42, "Job 40", /and 2 more rows/u],
  ])("%i rows", (length, last, more) => {
    const sections = [{ heading: "Jobs", blocks: [jobsTable(length)] }];
    const { html } = render({ ...sampleReport, sections });
    expect(html).toContain(last);
    expect(more.test(html)).toBe(length > 41);
  });

  it("cuts lists shorter rather than being clipped", () => {
    const sections = Array.from({ length: 14 }, () => ({
      heading: "Jobs",
      blocks: [jobsTable(200)],
    }));
    const { html, text } = render({ ...sampleReport, sections });
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(HTML_LIMIT);
    const left = /and \d+ more rows/u.exec(html)?.[0];
    expect(left).toBeDefined();
    expect(text).toContain(left);
  });

  it("is a mail without sections, figures, steps and sources", () => {
    const bare = {
      ...sampleReport,
      metrics: [],
      sections: [],
      actions: [],
      missing: [],
      sources: [],
    };
    expect(render(bare).html).toContain(escapeHtml(sampleReport.headline));
  });
});
