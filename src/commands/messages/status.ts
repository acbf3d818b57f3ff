import type { Delivery, DeliveryState, Dispatch } from "../../dispatch/dispatch.ts";
import { isOpenWork, wasAccepted } from "../../dispatch/state.ts";
import { type Block, clipMarkup, LIMITS, markup, mention, moment, plain, SHARES } from "../text.ts";
import { describeWait } from "./wait.ts";

/** Where a dispatch stands, in one line. Empty while it waits for a decision. */
export function statusLine(dispatch: Dispatch, deliveries: readonly Delivery[]): string {
  const total = dispatch.recipientNames.length;
  const approved = `Approved by ${approversOf(dispatch)}`;
  const sent = deliveries.filter(isSentToAudience).reduce((sum, it) => sum + it.recipients, 0);
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
        ? `${approved} · sending to ${total} …`
        : `${approved} · ${describeWait(dispatch.parked)}${sent > 0 ? ` · sent to ${sent} of ${total} so far` : ""}`;
    case "sent":
      return `${approved} · sent to ${total}`;
    case "partly_sent":
      return `${approved} · sent to ${sent} of ${total}`;
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
  return all.map(({ by }) => clipMarkup(mention(by), LONGEST_NAME)).join(" and ") || "nobody";
}

function isSentToAudience({ kind, state }: Delivery): boolean {
  return kind === "recipient" && wasAccepted(state);
}

/** The line, and below it what went wrong and for whom. */
export function buildStatusBlocks(dispatch: Dispatch, deliveries: readonly Delivery[]): Block[] {
  const line = statusLine(dispatch, deliveries);
  const details = [
    dispatch.rejection?.reason,
    dispatch.voidedBecause,
    dispatch.changes?.join("\n"),
    ...(isOpenWork(dispatch.state) ? [dispatch.parked?.reason] : []),
    ...problems(dispatch, deliveries),
  ].filter((text) => text !== undefined);
  const share = Math.min(LIMITS.section, Math.floor(SHARES.details / details.length));
  return [
    ...(line === "" ? [] : [{ type: "section" as const, text: markup(line, SHARES.status) }]),
    ...details.map((text) => ({ type: "section" as const, text: plain(text, share) })),
  ];
}

/** More kinds of problem than this in one dispatch are counted, not listed. */
const MAX_PROBLEMS = 10;

/** What went wrong with a delivery, up to the names of those it was for. */
const PROBLEMS: Readonly<Partial<Record<DeliveryState, string>>> = {
  failed: "Not sent to",
  uncertain: "Perhaps sent to",
  bounced: "Not delivered to",
  complained: "Reported as spam by",
};

/** One sentence for each reason, naming everybody it concerns in the order of the preview. */
function problems({ recipientNames }: Dispatch, deliveries: readonly Delivery[]): string[] {
  const place = ({ kind, name, recipients }: Delivery) =>
    kind === "audit" ? recipientNames.length : placeOf(name, recipients, recipientNames);
  const unsent = deliveries
    .filter(({ state }) => PROBLEMS[state] !== undefined)
    .toSorted((a, b) => place(a) - place(b));
  const byReason = new Map<string, string[]>();
  for (const delivery of unsent) {
    const key = `${PROBLEMS[delivery.state]}\n${delivery.reason ?? "no reason was given"}`;
    byReason.set(key, [...(byReason.get(key) ?? []), delivery.name]);
  }
  const sentences = [...byReason].map(([key, names]) => {
    const [verb, ...reason] = key.split("\n");
    return `${verb} ${names.join(", ")}: ${reason.join(" ")}`;
  });
  const more = sentences.length - MAX_PROBLEMS;
  return more > 0 ? [...sentences.slice(0, MAX_PROBLEMS), `And ${more} more reasons.`] : sentences;
}

/** Where in the preview the people of a delivery stand; those of a shared mail stand together. */
function placeOf(name: string, count: number, recipientNames: readonly string[]): number {
  return recipientNames.findIndex(
    (_, at) => recipientNames.slice(at, at + count).join(", ") === name,
  );
}
