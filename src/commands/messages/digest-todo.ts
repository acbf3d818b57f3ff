/** The parts of the digest that ask somebody to do something. */
import type { types } from "@slack/bolt";
import type { Digest, DoneSince, NotSent, Problem, WaitingReport } from "../../digest/digest.ts";
import { PROBLEM_WORDS } from "../../digest/words.ts";
import { type Block, clipMarkup, escapeMarkup, markup, mention, moment } from "../text.ts";
import { CHOOSE_ACTION, FRESH_PREVIEW_ACTION, KEPT_OUT, RETRY_ACTION } from "./afterwards.ts";
import { asking, buildButton } from "./button.ts";
import { APPROVE_ACTION, REJECT_ACTION } from "./decision.ts";
import { andMore, list, share } from "./digest-lists.ts";
import { nameSome } from "./name-some.ts";
import { writeReference } from "./reference.ts";
import { statusLine } from "./status.ts";

/** How many of each stand in the message; the rest is counted. */
const MOST = { waiting: 4, problems: 4, notSent: 4, done: 4, people: 3 } as const;

/** Characters that each part of an entry may take; together they stay within what Slack allows a message. */
const SHARE = {
  name: 120,
  headline: 200,
  people: 120,
  reason: 130,
  cause: 140,
  names: 90,
  status: 130,
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

/** What went wrong, each with the button that mends it, if there is one. */
export function buildProblems({ problems }: Pick<Digest, "problems">): Block[] {
  if (problems.length === 0) return [];
  return [
    ...problems.slice(0, MOST.problems).map((problem, index) => ({
      type: "section" as const,
      text: markup(`${index === 0 ? "*Needs a look*\n" : ""}• ${problemLine(problem)}`),
      ...buildMend(problem, problems),
    })),
    ...andMore(problems.length - MOST.problems, "needs a look", "need a look"),
  ];
}

/** A button is about all such mails of a report, so that the first problem of them has it. */
function buildMend(problem: Problem, all: readonly Problem[]): { accessory?: types.Button } {
  const { dispatchId, kind, round } = problem;
  const alike = all.filter((it) => it.dispatchId === dispatchId && it.kind === kind);
  if (round === undefined || alike[0] !== problem) return {};
  const value = writeReference({ dispatchId, round });
  const who = alike.flatMap((it) => it.who);
  if (kind === "uncertain") return { accessory: buildButton(CHOOSE_ACTION, "Decide", value) };
  return {
    accessory: asking(buildButton(RETRY_ACTION, "Retry failed", value), {
      title: "Send what failed again?",
      text: `The approved mail goes out again to ${nameSome(who, SHARE.names)}; to nobody else.${KEPT_OUT}`,
      yes: "Send again",
    }),
  };
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

/** What became of what a posted digest had asked for. */
export function buildDone({ done }: Pick<Digest, "done">): Block[] {
  return list("Done since this was posted", done, doneLine, MOST.done);
}

function doneLine({ name, dispatch, deliveries, afresh }: DoneSince): string {
  const status = statusLine(dispatch, deliveries) || "waits for approval";
  const again = afresh ? "made afresh · " : "";
  return `*${share(name, SHARE.name)}* ${again}${clipMarkup(status, SHARE.status)}`;
}
