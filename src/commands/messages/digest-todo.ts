/** The parts of the digest that ask somebody to do something. */
import type { types } from "@slack/bolt";
import type { Digest, NotSent, Problem, WaitingReport } from "../../digest/digest.ts";
import { PROBLEM_WORDS } from "../../digest/words.ts";
import {
  type Block,
  clipMarkup,
  escapeMarkup,
  LIMITS,
  markup,
  mention,
  moment,
  plain,
} from "../text.ts";
import { FRESH_PREVIEW_ACTION } from "./afterwards.ts";
import { APPROVE_ACTION, REJECT_ACTION } from "./decision.ts";
import { andMore, list, share } from "./digest-lists.ts";

/** How many of each stand in the message; the rest is counted. */
const MOST = { waiting: 4, problems: 5, notSent: 4, people: 3 } as const;

/** Characters that each part of an entry may take; together they stay within what Slack allows a message. */
const SHARE = {
  name: 140,
  headline: 240,
  people: 120,
  reason: 150,
  cause: 140,
  names: 90,
} as const;

/** Every report that waits, with the buttons of its preview. */
export function buildWaiting({ waiting }: Pick<Digest, "waiting">): Block[] {
  if (waiting.length === 0) return [];
  return [
    ...waiting.slice(0, MOST.waiting).flatMap(buildWaitingReport),
    ...andMore(waiting.length - MOST.waiting, "waits for approval", "wait for approval"),
  ];
}

/** One of them. */
export function buildWaitingReport(report: WaitingReport): Block[] {
  const { dispatchId, name, headline, tooLarge } = report;
  const lines = [
    `*${share(name, SHARE.name)}* · ${waitingWords(report)}`,
    share(headline, SHARE.headline),
  ];
  const approve = buildButton(APPROVE_ACTION, "Approve", dispatchId);
  const reject = buildButton(REJECT_ACTION, "Reject", dispatchId);
  return [
    { type: "section", text: markup(lines.join("\n")) },
    { type: "actions", elements: tooLarge ? [reject] : [approve, reject] },
  ];
}

/** `waits for 3 hours on @admin · expires today at 5:00 PM` */
function waitingWords(report: WaitingReport): string {
  const { waited, on, approvals, needed, recipients, expiresAt, tooLarge } = report;
  if (tooLarge) return `is too large to be sent, for ${waited}`;
  const progress = needed > 1 ? ` (${approvals} of ${needed} approvals)` : "";
  const end = expiresAt === undefined ? "" : ` · expires ${moment(expiresAt)}`;
  return `for ${recipients} · waits for ${waited} on ${namePeople(on)}${progress}${end}`;
}

/** `@one, @two or @three`; `nobody who may approve it` where there is no one left. */
export function namePeople(ids: readonly string[]): string {
  const shown = ids.slice(0, MOST.people).map((id) => clipMarkup(mention(id), 40));
  const more = ids.length - shown.length;
  if (shown.length === 0) return "nobody: no one may approve it";
  return more > 0 ? `${shown.join(", ")} or ${more} more` : shown.join(" or ");
}

export function buildProblems({ problems }: Pick<Digest, "problems">): Block[] {
  return list("Needs a look", problems, problemLine, MOST.problems);
}

function problemLine({ name, kind, who, reason, advice }: Problem): string {
  const people = who.length === 0 ? "" : ` ${share(who.join(", "), SHARE.names)}`;
  return `*${share(name, SHARE.name)}* ${PROBLEM_WORDS[kind]}${people}: ${share(reason, SHARE.reason)} ${escapeMarkup(advice)}`;
}

export function buildNotSent({ notSent }: Pick<Digest, "notSent">): Block[] {
  if (notSent.length === 0) return [];
  const [first, ...rest] = notSent.slice(0, MOST.notSent);
  return [
    ...(first === undefined ? [] : [buildNotSentReport(first, "*Expected, but not sent*\n")]),
    ...rest.map((report) => buildNotSentReport(report, "")),
    ...andMore(notSent.length - MOST.notSent, "was not sent", "were not sent"),
  ];
}

function buildNotSentReport({ name, cause, on, afresh }: NotSent, title: string): Block {
  const who = on.length === 0 ? "" : ` It waited on ${namePeople(on)}.`;
  const text = `${title}• *${share(name, SHARE.name)}*: ${share(cause, SHARE.cause)}${who}`;
  return {
    type: "section",
    text: markup(text),
    ...(afresh !== undefined && {
      accessory: buildButton(FRESH_PREVIEW_ACTION, "Make a fresh preview", afresh),
    }),
  };
}

function buildButton(action: string, text: string, value: string): types.Button {
  return { type: "button", action_id: action, text: plain(text, LIMITS.buttonText), value };
}
