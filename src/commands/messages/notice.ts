import type { Unread } from "../../dispatch/freshness.ts";
import type { Reopened } from "../../dispatch/reopen.ts";
import { AlreadyDecidedError, AppError, describeError, type PortfolioError } from "../../errors.ts";
import { explainSlackError, isSlackError } from "../call-slack.ts";
import {
  type Block,
  clipMarkup,
  escapeEntities,
  LIMITS,
  markup,
  mention,
  plain,
  wholeUpTo,
} from "../text.ts";
import type { SlackMessage } from "./preview.ts";
import { SKIP_WORDS } from "./suppressions.ts";

/** More text than this belongs in a terminal. */
const MAX_SECTIONS = 3;

/** Words for one person, shown literally, whatever they contain. */
export function buildNotice(text: string): SlackMessage {
  return { text: clipMarkup(escapeEntities(text), LIMITS.section), blocks: toSections(text) };
}

/** One line of markup for one person. */
export function buildLine(line: string): SlackMessage {
  return {
    text: clipMarkup(line, LIMITS.section),
    blocks: [{ type: "section", text: markup(line) }],
  };
}

/** That a report was drafted, though not from the data as it stands on disk. */
export function buildOutdatedNotice(outdatedBy: PortfolioError): SlackMessage {
  return buildNotice(
    `This report is worked out from the data as it was before its last change. ${outdatedBy.toSentence()}`,
  );
}

/** That a report was approved, although nobody could tell whether its data has changed since the preview. */
export function buildUnreadNotice({ reason, lastValidIsUnchanged }: Unread): SlackMessage {
  const found = lastValidIsUnchanged
    ? "The last data that could be read gives the same report"
    : "Nothing can be compared, and what the preview shows is what is sent";
  return buildNotice(
    `Your approval is on record. The data on disk cannot be read. ${found}. ${reason.toSentence()}`,
  );
}

/** To whom a report goes again, and to whom it does not although it had failed for them, or was in doubt. */
export function buildLeftOutNotice({ names, leftOut }: Omit<Reopened, "dispatch">): SlackMessage {
  const without = leftOut.map(({ name, reason }) => `${name} (${SKIP_WORDS[reason]})`).join(", ");
  const rest = without === "" ? "" : ` Left out: ${without}.`;
  return buildNotice(`It is sent again to ${names.join(", ")}.${rest}`);
}

/** What to tell somebody whose request failed. */
export function buildFailureNotice(error: unknown): SlackMessage {
  const text = isSlackError(error) ? explainSlackError(error) : describeError(error);
  const notice = buildNotice(text);
  if (!(error instanceof AlreadyDecidedError) || error.decidedBy === undefined) return notice;
  return buildLine(`${escapeEntities(error.message)} It was ${mention(error.decidedBy)}.`);
}

/** Whether a failure is somebody's ordinary day or a fault of ours. */
export function isExpected(error: unknown): boolean {
  return error instanceof AppError;
}

/** Splits at line ends where it can, so that no line of a list of faults is torn. */
function toSections(text: string): Block[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LIMITS.section && parts.length < MAX_SECTIONS - 1) {
    const lineEnd = rest.lastIndexOf("\n", LIMITS.section);
    const at = lineEnd > 0 ? lineEnd : wholeUpTo(rest, LIMITS.section);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).replace(/^\n/, "");
  }
  return [...parts, rest].map((part) => ({ type: "section", text: plain(part) }));
}
