import type { DispatchWithDeliveries, HistoryPage } from "../../dispatch/history.ts";
import { isTooLarge } from "../../dispatch/mail-size.ts";
import { shortId } from "../../dispatch/short-id.ts";
import { COMMAND } from "../parse-command.ts";
import {
  type Block,
  clipMarkup,
  escapeMarkup,
  LIMITS,
  markup,
  mention,
  moment,
  plain,
  SHARES,
} from "../text.ts";
import { buildButton } from "./button.ts";
import type { SlackMessage } from "./preview.ts";
import { statusLine } from "./status.ts";

export const HISTORY_ACTION = "page_of_history";

/** A page of what was asked for, for one person. */
export function buildHistory({ entries, type, isLater, next }: HistoryPage): SlackMessage {
  const title = titleOf(entries.length, type, isLater);
  const buttons = [
    ...(isLater ? [buildButton(`${HISTORY_ACTION}_newest`, "Newest", referTo(type))] : []),
    ...(next === undefined
      ? []
      : [buildButton(`${HISTORY_ACTION}_earlier`, "Earlier", referTo(type, next))]),
  ];
  return {
    text: title,
    blocks: [
      { type: "section", text: plain(title) },
      ...entries.map((entry): Block => ({ type: "section", text: markup(describe(entry)) })),
      ...(buttons.length > 0 ? [{ type: "actions" as const, elements: buttons }] : []),
    ],
  };
}

function titleOf(count: number, type: string | undefined, isLater: boolean): string {
  const which = type === undefined ? "reports" : `${type} reports`;
  if (count > 0) return `${isLater ? "Earlier" : "Latest"} ${which}, the newest first`;
  if (isLater) return `There are no earlier ${which}.`;
  return `Nobody has asked for ${which} yet. Type ${COMMAND} ${type ?? "ceo"} to begin.`;
}

/** `7F3K2Q`, what it is, how it stands, who asked for it and when. */
export function describe({ dispatch, deliveries }: DispatchWithDeliveries): string {
  const { id, summary, requestedBy, generatedAt } = dispatch;
  const share = (text: string) => clipMarkup(escapeMarkup(text), SHARES.title);
  const waits = isTooLarge(dispatch) ? "Too large to be sent" : "Waits for approval";
  const status = statusLine(dispatch, deliveries) || waits;
  const asked = `\`${shortId(id)}\` · asked for by ${mention(requestedBy.userId)} ${moment(generatedAt)} · for ${dispatch.recipientNames.length}`;
  return clipMarkup(
    `*${share(summary.title)}* · ${share(summary.period)}\n${clipMarkup(status, SHARES.status)}\n${asked}`,
    LIMITS.section,
  );
}

function referTo(type = "", before = ""): string {
  return `${before}/${type}`;
}

/** What a button that turns pages refers to. */
export function readHistoryReference(value: string): {
  readonly type?: string;
  readonly before?: string;
} {
  const [before = "", type = ""] = value.split("/");
  return { ...(type !== "" && { type }), ...(before !== "" && { before }) };
}
