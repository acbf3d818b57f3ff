/** The pictures of a mail: its charts and its logo, and what the HTML calls them. */
import { createHash } from "node:crypto";
import type { InlineImage } from "../dispatch/artifact.ts";
import type { Presentation } from "../dispatch/presentation.ts";
import { createFormatter } from "../reports/format.ts";
import type { ChartBlock, Report } from "../reports/report.ts";
import type { ChartImage, DrawChart } from "./charts/chart-image.ts";
import type { LogoView } from "./mail-setting.ts";
import { cleanLine } from "./plain.ts";

export type Pictures = ReadonlyMap<ChartBlock, ChartImage>;

/** Draws all charts of a report, in their order. */
export async function drawCharts(report: Report, drawChart: DrawChart): Promise<Pictures> {
  const format = createFormatter(report.format);
  const blocks = report.sections.flatMap((section) => section.blocks);
  const pictures = new Map<ChartBlock, ChartImage>();
  for (const block of blocks) {
    if (block.kind === "chart") pictures.set(block, await drawChart(block, format));
  }
  return pictures;
}

/** What the HTML calls each chart. */
export function chartCids(pictures: Pictures): ReadonlyMap<ChartBlock, string> {
  return new Map([...pictures].map(([chart, { png }]) => [chart, cidOf("chart", png)]));
}

export function chartImages(pictures: Pictures): readonly InlineImage[] {
  return [...pictures].map(([chart, { png }], index) => ({
    name: `chart-${index + 1}.png`,
    contentType: "image/png",
    content: png,
    cid: cidOf("chart", png),
    alt: cleanLine(chart.message),
    role: "chart",
  }));
}

export function logoImages({ brand: { name, logo } }: Presentation): readonly InlineImage[] {
  if (logo === undefined) return [];
  const { png: content } = logo;
  const cid = cidOf("logo", content);
  return [{ name: "logo.png", contentType: "image/png", content, cid, alt: name, role: "logo" }];
}

/** Half of the file's pixels, and no taller than a line of a heading. */
export function logoView(logo: Presentation["brand"]["logo"]): LogoView | null {
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
