import type { Digest } from "../../digest/digest.ts";
import type { ShownDigest } from "../../digest/digests.ts";
import type { DigestRemarks } from "../../digest/ports.ts";
import { DIGEST_TITLE } from "../../dispatch/digest-type.ts";
import { dateWriter } from "../../reports/date-words.ts";
import { COMMAND } from "../parse-command.ts";
import {
  type Block,
  channelLink,
  clipMarkup,
  escapeEntities,
  escapeMarkup,
  LIMITS,
  markup,
  moment,
  plain,
} from "../text.ts";
import { buildMoved, buildOverdue, buildPlanned, buildSent } from "./digest-lists.ts";
import { buildDone, buildNotSent, buildProblems, buildWaiting } from "./digest-todo.ts";
import type { SlackMessage } from "./preview.ts";

/** Of the characters that Slack allows a message; see `SHARES`. */
const HEADLINE = 400;
const NOTE = 300;

/** The morning post: what needs somebody first, then what is good to know. A quiet day is one line. */
export function buildDigest(
  digest: Digest,
  { dueAt, misplaced }: DigestRemarks = {},
): SlackMessage {
  const remarks = [
    ...(dueAt === undefined ? [] : [`Late: it was due ${moment(dueAt.toISOString())}.`]),
    ...(misplaced === undefined
      ? []
      : [`You get this because it could not be posted in its channel. ${escapeMarkup(misplaced)}`]),
  ];
  return digest.quiet ? buildQuiet(digest, remarks) : buildFull(digest, remarks);
}

/** For whoever asked, in full also on a quiet day, and when it is posted by itself. */
export function buildShownDigest({ digest, posting }: ShownDigest): SlackMessage {
  const note =
    posting === undefined
      ? 'It is not posted by itself. An admin switches that on in settings.yml: `digest: { channel: C0…, at: "08:00" }`.'
      : `The next one is posted in ${channelLink(posting.channel)} ${moment(posting.next.dueAt.toISOString())}${posting.days === "daily" ? ", as every day" : ", as on every weekday"}.`;
  return buildFull(digest, [note]);
}

/** @param remarks Ready-made markup. */
function buildFull(digest: Digest, remarks: readonly string[]): SlackMessage {
  const foot = [...digest.notes.map((note) => escapeMarkup(note)), ...remarks];
  return {
    text: clipMarkup(escapeEntities(`${titleOf(digest)}: ${digest.headline}`), LIMITS.section),
    blocks: [
      { type: "header", text: plain(titleOf(digest), LIMITS.header) },
      { type: "section", text: plain(digest.headline, HEADLINE) },
      ...buildWaiting(digest),
      ...buildProblems(digest),
      ...buildNotSent(digest),
      ...buildDone(digest),
      ...buildSent(digest),
      ...buildMoved(digest),
      ...buildOverdue(digest),
      ...buildPlanned(digest),
      ...foot.map((note): Block => ({ type: "context", elements: [markup(note, NOTE)] })),
    ],
  };
}

function buildQuiet(digest: Digest, remarks: readonly string[]): SlackMessage {
  const line = `*${escapeMarkup(titleOf(digest))}* · ${escapeMarkup(digest.headline)} \`${COMMAND} digest\` shows more.`;
  return {
    text: clipMarkup(escapeEntities(`${titleOf(digest)}: ${digest.headline}`), LIMITS.section),
    blocks: [{ type: "section", text: markup([line, ...remarks].join(" "), LIMITS.section) }],
  };
}

/** `Daily digest · Monday, Nov 30` */
function titleOf({ day, format: { locale } }: Digest): string {
  const date = dateWriter(locale, { weekday: "long", month: "short", day: "numeric" });
  return `${DIGEST_TITLE} · ${date.format(new Date(day))}`;
}
