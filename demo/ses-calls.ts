/** One call to SES from arrival to answer: recorded, perhaps made to fail, refused or taken. */

import type { EventEmitter } from "node:events";
import type { Clock } from "../src/clock.ts";
import { answerAboutAccount, findAccountRefusal, type SesAccount } from "./ses-account.ts";
import { refusalOf, type SesFaults } from "./ses-faults.ts";
import type { SesInbox } from "./ses-inbox.ts";
import { findRefusal } from "./ses-rules.ts";
import {
  answerWith,
  parseSesRequest,
  refuseWith,
  type SesAnswer,
  type SesRefusal,
  type SesRequest,
} from "./ses-wire.ts";

/** One call as it came, and what became of it. */
export interface SesCall extends SesRequest {
  readonly at: Date;
  /** Set once SES has taken the mail, even if the answer never arrived. */
  messageId?: string;
  /** `cut`: the connection was dropped instead of an answer. */
  outcome: "pending" | "accepted" | "refused" | "cut";
}

/** What answering a call needs. */
export interface SesDesk {
  readonly inbox: SesInbox;
  readonly account: SesAccount;
  readonly faults: SesFaults;
  readonly calls: SesCall[];
  /** Calls that ask about the account. */
  readonly questions: SesCall[];
  readonly changes: EventEmitter;
  readonly clock: Pick<Clock, "now">;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Answers one call, or says that the connection is to be cut. */
export async function answerSesCall(desk: SesDesk, body: Buffer): Promise<SesAnswer | "cut"> {
  const request = parseSesRequest(body.toString("utf8"));
  const call: SesCall = { ...request, at: desk.clock.now(), outcome: "pending" };
  (isAboutAccount(call.action) ? desk.questions : desk.calls).push(call);
  desk.changes.emit("change");
  const answer = await withFaults(desk, call, body);
  call.outcome = outcomeOf(answer);
  desk.changes.emit("change");
  return answer;
}

function isAboutAccount(action: string): boolean {
  return action.startsWith("Get") || action.startsWith("Describe");
}

function outcomeOf(answer: SesAnswer | "cut"): SesCall["outcome"] {
  if (answer === "cut") return "cut";
  return answer.status === 200 ? "accepted" : "refused";
}

async function withFaults(desk: SesDesk, call: SesCall, body: Buffer): Promise<SesAnswer | "cut"> {
  const fault = desk.faults.take(call);
  if (fault === undefined) return carryOut(desk, call, body);
  const refusal = refusalOf(fault);
  if (refusal !== undefined) return refuseWith(refusal);
  if (fault.kind === "http") return { status: fault.status, body: "<html>not SES</html>" };
  if (fault.kind === "cut_before") return "cut";
  if (fault.kind === "hold") await desk.faults.held();
  const answer = await carryOut(desk, call, body);
  return fault.kind === "cut_after" ? "cut" : answer;
}

async function carryOut(desk: SesDesk, call: SesCall, body: Buffer): Promise<SesAnswer> {
  const about = answerAboutAccount(call, desk.account, sentLast24Hours(desk));
  if (about !== undefined) return about;
  if (call.action !== "SendRawEmail" && call.action !== "SendEmail") {
    return refuseWith(UNKNOWN_ACTION);
  }
  const { destinations } = call;
  const refusal =
    findRefusal(call) ??
    findAccountRefusal(desk.account, destinations.length, sentLast24Hours(desk));
  return refusal === undefined ? takeMail(desk, call, body) : refuseWith(refusal);
}

const UNKNOWN_ACTION: SesRefusal = {
  status: 400,
  code: "InvalidAction",
  message: "The action is not valid for this endpoint.",
};

/** The inbox takes the mail and gives it its id; the answer's shape is ours, because its own is short. */
async function takeMail(desk: SesDesk, call: SesCall, body: Buffer): Promise<SesAnswer> {
  const form = "application/x-www-form-urlencoded";
  const answer = await desk.inbox.pass("POST", "/", form, body);
  const text = answer.body.toString("utf8");
  const messageId = /<MessageId>([^<]+)<\/MessageId>/.exec(text)?.[1];
  if (messageId === undefined) {
    return refuseWith({ status: 400, code: "InvalidParameterValue", message: text });
  }
  call.messageId = messageId;
  return answerWith(call.action, `<MessageId>${messageId}</MessageId>`);
}

function sentLast24Hours(desk: SesDesk): number {
  const since = desk.clock.now().getTime() - DAY_MS;
  return desk.calls
    .filter((call) => call.messageId !== undefined && call.at.getTime() > since)
    .reduce((sum, call) => sum + call.destinations.length, 0);
}
