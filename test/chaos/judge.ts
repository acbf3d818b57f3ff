import { DISPATCH_STATES } from "../../src/dispatch/dispatch.ts";
import { isSettled, TRANSITIONS } from "../../src/dispatch/state.ts";
import { type DeliveryRecord, type DispatchRecord, tagOf } from "./record.ts";

/** What is known after a dispatch has come to rest. */
export interface Evidence {
  readonly record: DispatchRecord;
  /** Deliveries there have to be. */
  readonly expected: number;
  /** Ids that the mail service gave to the mails it took, by the tag of their delivery. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
  /** Tags of deliveries whose claim stood when a process was killed, or whose call was cut off. */
  readonly doubtful: ReadonlySet<string>;
  /** Whether calls were refused, so that a delivery may have failed. */
  readonly refused: boolean;
  /** All that Slack shows of it. */
  readonly shown: string;
  /** Summaries in the channel. */
  readonly summaries: number;
  /** The most recipients of mails that were taken in a second, and how many the account allows in one. */
  readonly mostInASecond: number;
  readonly allowedInASecond: number;
  /** Whether a process was killed: an announcement may then have been repeated. */
  readonly killed: boolean;
}

/** Everything that must not be, in words. Empty if all is well. */
export function findViolations(evidence: Evidence): string[] {
  const { record, expected } = evidence;
  const { deliveries } = record;
  return [
    ...(deliveries.length === expected
      ? []
      : [`${deliveries.length} deliveries instead of ${expected}`]),
    ...deliveries.flatMap((delivery) => judgeDelivery(delivery, evidence)),
    ...judgeHead(evidence),
  ];
}

function judgeDelivery(delivery: DeliveryRecord, evidence: Evidence): string[] {
  const { state, recipient_name: name, ses_message_id: id } = delivery;
  const taken = evidence.taken.get(tagOf(delivery)) ?? [];
  const faults: Readonly<Record<string, boolean>> = {
    "sent more than once": taken.length > 1,
    "lost: still pending": state === "pending",
    "lost: still claimed": state === "claimed",
    "lost: accepted on record, and never taken": state === "accepted" && taken.length === 0,
    "on record under another message id": state === "accepted" && id !== taken[0],
    "failed on record, and taken": state === "failed" && taken.length > 0,
    "failed without a refusal": state === "failed" && !evidence.refused,
    "uncertain without a reason to be": state === "uncertain" && !isDoubtful(delivery, evidence),
    "not shown in Slack": isProblem(delivery) && !isShown(delivery, evidence.shown),
  };
  return Object.entries(faults).flatMap(([fault, is]) =>
    is ? [`${name} (${state}): ${fault}`] : [],
  );
}

function isProblem({ state }: DeliveryRecord): boolean {
  return state === "uncertain" || state === "failed";
}

function isDoubtful(delivery: DeliveryRecord, { doubtful }: Evidence): boolean {
  return doubtful.has(tagOf(delivery));
}

function isShown({ state, recipient_name: name }: DeliveryRecord, shown: string): boolean {
  const verb = state === "failed" ? "Not sent to" : "Perhaps sent to";
  return shown.split("\n").some((line) => line.startsWith(verb) && line.includes(name));
}

function judgeHead(evidence: Evidence): string[] {
  const { record, summaries, killed, mostInASecond, allowedInASecond } = evidence;
  const { head, deliveries } = record;
  const events = head.trail.map(({ event }) => event);
  const wanted = endOf(deliveries);
  const faults: Readonly<Record<string, boolean>> = {
    [`ended as ${head.state} instead of ${wanted}`]: head.state !== wanted,
    "nobody was told": head.announced_at === undefined,
    "still in the queue": head.due_queue !== undefined,
    [`the trail skips a step: ${events.join(", ")}`]: !isUnbroken(events, head.state),
    "no summary in the channel": head.state !== "failed" && summaries === 0,
    [`${mostInASecond} recipients in a second in which ${allowedInASecond} are allowed`]:
      mostInASecond > allowedInASecond,
    [`${summaries} summaries`]: summaries > 1 && !killed,
  };
  return Object.entries(faults).flatMap(([fault, is]) => (is ? [fault] : []));
}

/** Worked out here once more, from what the audience got. */
function endOf(deliveries: readonly DeliveryRecord[]): string {
  const states = deliveries.filter(({ kind }) => kind === "recipient").map(({ state }) => state);
  if (states.every((state) => state === "accepted")) return "sent";
  return states.every((state) => state === "failed") ? "failed" : "partly_sent";
}

/** From the draft to the state it is in, each step once and none left out. */
function isUnbroken(events: readonly string[], state: string): boolean {
  // That people were told, reminded or had to wait changes no state.
  const known: readonly string[] = DISPATCH_STATES;
  const states = events
    .map((event) => (event === "drafted" ? "awaiting_approval" : event))
    .filter((event) => known.includes(event));
  const allowed: Readonly<Record<string, readonly string[]>> = TRANSITIONS;
  return (
    states[0] === "awaiting_approval" &&
    states.at(-1) === state &&
    states.slice(1).every((next, n) => allowed[states[n] ?? ""]?.includes(next) === true)
  );
}

/** The dispatch is at its end and people were told. */
export function isAtRest({ state, announced_at }: DispatchRecord["head"]): boolean {
  return isSettled(state) && announced_at !== undefined;
}
