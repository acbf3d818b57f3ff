import type { MailFile, RenderedMail } from "../dispatch/artifact.ts";
import type { RenderMail } from "../dispatch/mail-ports.ts";
import type { Presentation } from "../dispatch/presentation.ts";
import type { Attach } from "./attachments/attach.ts";
import { toDarkScheme } from "./brand-colors.ts";
import type { DrawChart } from "./charts/chart-image.ts";
import { cutBlocks } from "./cut-blocks.ts";
import { buildView } from "./html-view.ts";
import {
  chartCids,
  chartImages,
  drawCharts,
  logoImages,
  logoView,
  type Pictures,
} from "./mail-images.ts";
import type { MailSetting } from "./mail-setting.ts";
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
    const attachable = await attach(report, { ...presentation, pictures });
    const images = [...logoImages(presentation), ...chartImages(pictures)];
    const render = (limit: number) => {
      const attachments = attachable.files(cutBlocks(report, limit));
      const { restOf } = attachable;
      const setting = { ...settingOf(presentation, pictures, limit, attachments), restOf };
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

function settingOf(
  { brand, note = "", without }: Presentation,
  pictures: Pictures,
  limit: number,
  attached: readonly MailFile[],
): Omit<MailSetting, "restOf"> {
  const { name, color } = brand;
  return {
    limit,
    steps: attached.some(({ name }) => name.endsWith(".pdf"))
      ? { limit: MOST_STEPS, rest: "in the attached PDF" }
      : { limit, rest: "" },
    cids: chartCids(pictures),
    brand: { name, accent: color, accentDark: toDarkScheme(color), logo: logoView(brand.logo) },
    note,
    attached: attached.map((file) => file.name),
    leftOut: without,
  };
}
