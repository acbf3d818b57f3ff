import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { isScheduleAsApprover } from "../../dispatch/schedule-as-approver.ts";
import { isOpenWork } from "../../dispatch/state.ts";
import { type Block, clipMarkup, LIMITS, markup, mention, moment, plain, SHARES } from "../text.ts";
import { describeProblems } from "./problems.ts";
import { buildBar, countSent, describeHeard, describeProgress } from "./progress.ts";
import { describeWait } from "./wait.ts";

/** Where a dispatch stands, in one line. Empty while it waits for a decision. */
export function statusLine(dispatch: Dispatch, deliveries: readonly Delivery[]): string {
  const total = dispatch.recipientNames.length;
  const approved = `Approved by ${approversOf(dispatch)}`;
  const sent = countSent(deliveries);
  const heard = describeHeard(deliveries);
  switch (dispatch.state) {
    case "awaiting_approval":
      return "";
    case "approved":
      if (dispatch.heldUntil !== undefined) {
        return `${approved} · goes out to ${total} ${moment(dispatch.heldUntil)} unless it is recalled`;
      }
      return `${approved} · sending to ${total} …`;
    case "sending":
      return dispatch.parked === undefined
        ? `${approved} · ${describeProgress(total, deliveries)}`
        : `${approved} · ${describeWait(dispatch.parked)}${sent > 0 ? ` · sent to ${sent} of ${total} so far` : ""}`;
    case "sent":
      return `${approved} · sent to ${total}${heard}`;
    case "partly_sent":
      return `${approved} · sent to ${sent} of ${total}${heard}`;
    case "failed":
      return `${approved} · not sent`;
    case "rejected":
      return `Rejected by ${mention(dispatch.rejection?.by ?? "nobody")}`;
    case "voided":
      return "Withdrawn";
    case "expired":
      return "Expired without a decision · not sent";
    case "recalled":
      return `${approved} · recalled by ${mention(dispatch.recall?.by ?? "nobody")} before it was sent`;
  }
}

/** Ids of users are shorter; what follows the names must not be lost. */
const LONGEST_NAME = 60;

/** Everybody whose approval it took. */
function approversOf({ approvals, approval }: Dispatch): string {
  const all = approvals ?? (approval === undefined ? [] : [approval]);
  return all.map(({ by }) => nameApprover(by)).join(" and ") || "nobody";
}

/** A person, or the schedule that it was made for. */
function nameApprover(by: string): string {
  return isScheduleAsApprover(by) ? "its schedule" : clipMarkup(mention(by), LONGEST_NAME);
}

function isUnderWay({ state, parked }: Dispatch): boolean {
  return state === "sending" && parked === undefined;
}

const DECIDED_LATER =
  "Whether a mail that was perhaps sent goes out again can be decided once the others have gone out.";

/** While it waits, the preview names uncertain mails and offers nothing: nobody decides about what has not ended. */
function mayBeDecidedLater({ state, parked }: Dispatch, deliveries: readonly Delivery[]): boolean {
  const isWaiting = isOpenWork(state) && parked !== undefined;
  return isWaiting && deliveries.some((it) => it.state === "uncertain");
}

/** The line, and below it what went wrong and for whom. */
export function buildStatusBlocks(dispatch: Dispatch, deliveries: readonly Delivery[]): Block[] {
  const line = statusLine(dispatch, deliveries);
  const details = [
    dispatch.rejection?.reason,
    dispatch.voidedBecause,
    dispatch.changes?.join("\n"),
    ...(isOpenWork(dispatch.state) ? [dispatch.parked?.reason] : []),
    // While it goes out the line above counts them; why, and for whom, is known when all have had their attempts.
    ...(isUnderWay(dispatch) ? [] : describeProblems(dispatch, deliveries)),
    ...(mayBeDecidedLater(dispatch, deliveries) ? [DECIDED_LATER] : []),
  ].filter((text) => text !== undefined);
  const bar = dispatch.state === "sending" ? buildBar(dispatch, deliveries) : [];
  const share = Math.min(LIMITS.section, Math.floor(SHARES.details / details.length));
  return [
    ...(line === "" ? [] : [{ type: "section" as const, text: markup(line, SHARES.status) }]),
    ...bar,
    ...details.map((text) => ({ type: "section" as const, text: plain(text, share) })),
  ];
}
