import type { types } from "@slack/bolt";
import type { SkipReason } from "../../dispatch/dispatch.ts";
import type { ListedSuppression, SuppressionList } from "../../dispatch/suppression-list.ts";
import { type Block, clipMarkup, day, escapeMarkup, markup, plain, SHARES } from "../text.ts";
import { buildButton } from "./button.ts";
import type { SlackMessage } from "./preview.ts";

export const LIFT_ACTION = "lift_suppression";
export const PAGE_ACTION = "page_of_suppressions";

/** Entries of one message; Slack takes 50 blocks. */
const PAGE_SIZE = 10;

/** Why somebody gets no report, as it follows their name. */
export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  unsubscribed: "unsubscribed",
  bounced: "bounced",
  complained: "reported as spam",
};

/**
 * The list of suppressions, a page of it, for one person.
 *
 * @param page From 0; the last one if there are fewer.
 * @param said What has just been done, as a sentence.
 */
export function buildSuppressions(
  { entries, mayLift }: SuppressionList,
  page: number,
  said = "",
): SlackMessage {
  const last = Math.max(0, Math.ceil(entries.length / PAGE_SIZE) - 1);
  const at = Math.min(Math.max(0, page), last);
  const shown = entries.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE);
  const title = `${said} ${describe(entries.length)}`.trim();
  const buttons = [
    ...(at > 0 ? [buildPageButton("Later", at - 1)] : []),
    ...(at < last ? [buildPageButton("Earlier", at + 1)] : []),
  ];
  return {
    text: plain(title).text,
    blocks: [
      { type: "section", text: plain(title) },
      ...shown.map((entry) => buildEntry(entry, at, mayLift)),
      ...(buttons.length > 0 ? [{ type: "actions" as const, elements: buttons }] : []),
    ],
  };
}

/** What the button *Lift* refers to. */
export interface LiftReference {
  readonly recipientHash: string;
  readonly page: number;
}

export function readLift(value: string): LiftReference {
  const [recipientHash = "", page] = value.split("/");
  return { recipientHash, page: readPage(page) };
}

/** Whatever is no page is the first. */
export function readPage(value = ""): number {
  return /^\d{1,6}$/.test(value) ? Number(value) : 0;
}

function describe(count: number): string {
  if (count === 0)
    return "No address is on the list of suppressions. Addresses stand here when mail to them bounces or is reported as spam; they get no reports until an admin lifts that.";
  const addresses = count === 1 ? "1 address gets" : `${count} addresses get`;
  return `${addresses} no reports, because mail bounced or was reported as spam.`;
}

function buildEntry(entry: ListedSuppression, page: number, mayLift: boolean): Block {
  const { names, reason, since, recipientHash } = entry;
  const who = names.length > 0 ? names.join(", ") : "Somebody no longer in the settings";
  const text = markup(
    `${clipMarkup(escapeMarkup(who), SHARES.title)}: ${SKIP_WORDS[reason]} ${day(since)}`,
  );
  if (!mayLift) return { type: "section", text };
  return {
    type: "section",
    text,
    accessory: buildButton(LIFT_ACTION, "Lift", `${recipientHash}/${page}`),
  };
}

function buildPageButton(text: string, page: number): types.Button {
  return buildButton(`${PAGE_ACTION}_${text.toLowerCase()}`, text, String(page));
}
