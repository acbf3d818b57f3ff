import type { types } from "@slack/bolt";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { isPdf } from "../../dispatch/full-report.ts";
import { buildButton } from "./button.ts";

export const OPEN_ACTION = "open_full_report";
export const PDF_ACTION = "get_pdf";

/**
 * A way to the whole report.
 *
 * @param link Where it can be read for a while; without one its PDF can be had, if it has any.
 */
export function buildReportButton(dispatch: Dispatch, link: string | undefined): types.Button[] {
  if (link !== undefined) {
    return [{ ...buildButton(OPEN_ACTION, "Open full report", dispatch.id), url: link }];
  }
  const hasPdf = dispatch.mail.attachments.some(isPdf);
  return hasPdf ? [buildButton(PDF_ACTION, "Get the PDF", dispatch.id)] : [];
}
