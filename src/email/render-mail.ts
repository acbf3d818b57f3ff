import type { RenderedMail } from "../dispatch/dispatch.ts";
import type { RenderMail } from "../dispatch/ports.ts";
import type { Report } from "../reports/report.ts";
import { buildView } from "./html-view.ts";
import { buildSubject } from "./subject.ts";
import type { MailTemplate } from "./template.ts";
import { buildText } from "./text.ts";

/** Gmail clips a message at about 102 KB of HTML; in bytes of UTF-8. */
export const HTML_LIMIT = 100_000;
/** Most rows of any one table or list, tried in turn until the mail fits. */
const ROW_LIMITS = [40, 20, 10, 5, 3] as const;

/**
 * A renderer that fills one template.
 *
 * Pure: the same report gives the same bytes. HTML and text are made from the same view, so that they
 * cannot show different figures.
 */
export function createMailRenderer(template: MailTemplate): RenderMail {
  return (report: Report): RenderedMail => {
    const subject = buildSubject(report);
    for (const limit of ROW_LIMITS) {
      const mail = renderAt(template, report, subject, limit);
      if (Buffer.byteLength(mail.html) <= HTML_LIMIT) return mail;
    }
    // A report this long is clipped by some clients, but sent whole: its text is its author's to shorten.
    return renderAt(template, report, subject, ROW_LIMITS[ROW_LIMITS.length - 1] ?? 1);
  };
}

function renderAt(
  template: MailTemplate,
  report: Report,
  subject: string,
  limit: number,
): RenderedMail {
  const view = buildView(report, limit);
  return { subject, html: template(view), text: buildText(view) };
}
