import { createHash } from "node:crypto";
import type { InlineImage, MailFile, RenderedMail } from "../dispatch/dispatch.ts";
import type { RenderMail } from "../dispatch/ports.ts";
import type { Presentation } from "../dispatch/presentation.ts";
import { createFormatter } from "../reports/format.ts";
import type { ChartBlock, Report } from "../reports/report.ts";
import type { Attach } from "./attachments/attach.ts";
import { toDarkScheme } from "./brand-colors.ts";
import type { ChartImage, DrawChart } from "./charts/chart-image.ts";
import { cutBlocks } from "./cut-blocks.ts";
import { buildView } from "./html-view.ts";
import type { LogoView, MailSetting } from "./mail-setting.ts";
import { cleanLine } from "./plain.ts";
import { buildSubject } from "./subject.ts";
import type { MailTemplate } from "./template.ts";
import { buildText } from "./text.ts";

/** Gmail clips a message at about 102 KB of HTML; in bytes of UTF-8. */
export const HTML_LIMIT = 100_000;
/** Most rows of any one table or list, tried in turn until the mail fits. */
const ROW_LIMITS = [40, 20, 10, 5, 3] as const;

/** Nobody does more than this before the next report; the PDF, which is kept, has them all. */
const MOST_STEPS = 5;

export interface MailRendererOptions {
  readonly template: MailTemplate;
  readonly drawChart: DrawChart;
  readonly attach: Attach;
}

/**
 * A renderer that fills one template.
 *
 * Pure: the same report and presentation give the same bytes. HTML and text are made from the same view, so that
 * they cannot show different figures.
 */
export function createMailRenderer({
  template,
  drawChart,
  attach,
}: MailRendererOptions): RenderMail {
  return async (report, presentation) => {
    const pictures = await drawCharts(report, drawChart);
    const files = await attach(report, { ...presentation, pictures });
    const images = [...logoImages(presentation), ...chartImages(pictures)];
    const render = (limit: number) => {
      const all = [...files.wanted, ...files.ofCut(cutBlocks(report, limit))];
      const attachments = all.filter(({ name }) => !presentation.without.includes(name));
      const setting = settingOf(presentation, pictures, limit, attachments);
      const view = buildView(report, setting);
      return { html: template(view), text: buildText(view), attachments };
    };
    const fitting = ROW_LIMITS.map((limit) => () => render(limit));
    const subject = buildSubject(report, presentation.brand.name, presentation.subject);
    const { replyTo } = presentation;
    return { subject, ...firstThatFits(fitting), images, ...(replyTo && { replyTo }) };
  };
}

type Body = Pick<RenderedMail, "html" | "text" | "attachments">;

/** A report that is too long in every way is clipped by some clients, but sent whole: it is its author's to shorten. */
function firstThatFits(attempts: readonly (() => Body)[]): Body {
  let body: Body = { html: "", text: "", attachments: [] };
  for (const attempt of attempts) {
    body = attempt();
    if (Buffer.byteLength(body.html) <= HTML_LIMIT) break;
  }
  return body;
}

type Pictures = ReadonlyMap<ChartBlock, ChartImage>;

async function drawCharts(report: Report, drawChart: DrawChart): Promise<Pictures> {
  const format = createFormatter(report.format);
  const blocks = report.sections.flatMap((section) => section.blocks);
  const pictures = new Map<ChartBlock, ChartImage>();
  for (const block of blocks) {
    if (block.kind === "chart") pictures.set(block, await drawChart(block, format));
  }
  return pictures;
}

function settingOf(
  { brand, attachments, without }: Presentation,
  pictures: Pictures,
  limit: number,
  attached: readonly MailFile[],
): MailSetting {
  const { name, color } = brand;
  return {
    limit,
    rest: whereTheRestIs(attachments, attached),
    steps: attached.some(({ name }) => name.endsWith(".pdf"))
      ? { limit: MOST_STEPS, rest: "in the attached PDF" }
      : { limit, rest: "" },
    cids: new Map([...pictures].map(([chart, { png }]) => [chart, cidOf("chart", png)])),
    brand: { name, accent: color, accentDark: toDarkScheme(color), logo: logoView(brand.logo) },
    attached: attached.map((file) => file.name),
    leftOut: without,
  };
}

/** Rows that the mail leaves out are in the spreadsheet or, always, in a CSV; unless that was left out in turn. */
function whereTheRestIs(
  wanted: Presentation["attachments"],
  attached: readonly MailFile[],
): string {
  const has = (ending: string) => attached.some(({ name }) => name.endsWith(ending));
  if (!wanted.includes("csv") && has(".xlsx")) return "in the attached spreadsheet";
  return has(".csv") ? "in the attached CSV" : "";
}

function chartImages(pictures: Pictures): readonly InlineImage[] {
  return [...pictures].map(([chart, { png }], index) => ({
    name: `chart-${index + 1}.png`,
    contentType: "image/png",
    content: png,
    cid: cidOf("chart", png),
    alt: cleanLine(chart.message),
    role: "chart",
  }));
}

function logoImages({ brand: { name, logo } }: Presentation): readonly InlineImage[] {
  if (logo === undefined) return [];
  const { png: content } = logo;
  const cid = cidOf("logo", content);
  return [{ name: "logo.png", contentType: "image/png", content, cid, alt: name, role: "logo" }];
}

/** Half of the file's pixels, and no taller than a line of a heading. */
function logoView(logo: Presentation["brand"]["logo"]): LogoView | null {
  if (logo === undefined) return null;
  const scale = Math.min(0.5, LOGO_HEIGHT / logo.height, LOGO_WIDTH / logo.width);
  const [width, height] = [logo.width, logo.height].map((size) =>
    Math.max(1, Math.round(size * scale)),
  );
  return { cid: cidOf("logo", logo.png), width: width ?? 1, height: height ?? 1 };
}

/** CSS pixels. */
const LOGO_HEIGHT = 48;
const LOGO_WIDTH = 240;

/** The same picture has the same id; a reply that quotes two reports still shows each report's own. */
function cidOf(role: InlineImage["role"], content: Uint8Array): string {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 24);
  return `${role}-${hash}@exec-report`;
}
