import type { Dispatch } from "../../dispatch/dispatch.ts";
import { clipMarkup, escapeMarkup, LIMITS, markup, moment, SHARES } from "../text.ts";
import type { SlackMessage } from "./preview.ts";

/**
 * Says that a preview still waits.
 *
 * @param where Ready-made markup for where it stands, for readers who are somewhere else.
 */
export function buildReminder(
  { summary, approvalExpiresAt }: Dispatch,
  where?: string,
): SlackMessage {
  const name = clipMarkup(escapeMarkup(`${summary.title}, ${summary.period}`), SHARES.title);
  const place = where === undefined ? "" : ` in ${where}`;
  const end = approvalExpiresAt === undefined ? "" : ` It expires ${moment(approvalExpiresAt)}.`;
  const line = `${name}, still waits for approval${place}.${end}`;
  return {
    text: clipMarkup(line, LIMITS.section),
    blocks: [{ type: "section", text: markup(line) }],
  };
}
