import type { Clock } from "../clock.ts";
import { lookAgainAt } from "../dispatch/approval-policy.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import { isOpenWork, isSettled, statesBefore } from "../dispatch/state.ts";
import type { StateChange } from "../dispatch/store-port.ts";
import { type EventDetails, type Seal, sealChains } from "../dispatch/trail.ts";
import { appendEvent, type Step } from "./append-event.ts";
import { readChains } from "./delivery-trails.ts";
import { addressesExpireAt, epochSeconds, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { fromHeadItem } from "./head-item.ts";
import { envelopeKey, type Key, partsPartition } from "./keys.ts";
import { furtherClauses } from "./state-clauses.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Queue of the due index that holds dispatches on their way out. */
export const SEND_QUEUE = "send";

/** Queue of the due index that holds dispatches whose reminder or expiry is to come. */
export const APPROVAL_QUEUE = "approval";

export interface ChangeStateDependencies {
  readonly table: TableClient;
  readonly clock: Clock;
}

/**
 * Moves a dispatch from one state to another and adds the event to its trail, in one write.
 *
 * @returns The head after the change, or undefined if somebody else had moved it.
 */
export function moveHead(
  key: Key,
  change: StateChange,
  deps: ChangeStateDependencies,
): Promise<Attributes | undefined> {
  const from = statesBefore(change.to).filter((state) => change.from?.includes(state) ?? true);
  return appendEvent(deps.table, key, partsPartition(change.dispatchId), async (item) => {
    // The record is gone, though the engine has not deleted it yet.
    if (isExpired(item, deps.clock.now())) return undefined;
    const dispatch = fromHeadItem(item);
    if (!from.includes(dispatch.state)) return undefined;
    const isDecision = change.to !== "sending" || change.reopenings !== undefined;
    if (isDecision) await keepAddresses(dispatch, deps);
    const seal = isSettled(change.to) ? await sealDeliveries(dispatch, deps) : undefined;
    const at = deps.clock.now().toISOString();
    const further = furtherClauses(change, at);
    return {
      ...stateUpdate(change, dispatch, at),
      event: eventOf(change, dispatch, at, seal),
      condition: {
        clauses: [
          // Nobody has moved it since: of two approvals, or an approval and a rejection, one wins.
          `#state IN (${from.map((_, n) => `:from${n}`).join(", ")})`,
          ...further.clauses,
        ],
        values: {
          ...Object.fromEntries(from.map((state, n) => [`:from${n}`, state])),
          ...further.values,
        },
      },
    };
  });
}

/** What came of each mail becomes part of how the dispatch ended. */
async function sealDeliveries({ id }: Dispatch, { table }: ChangeStateDependencies) {
  return sealChains(await readChains(table, id));
}

/** The attributes that put a draft into the queue of those that wait for an approval. */
export function approvalQueue(dispatch: Dispatch): Attributes {
  const at = lookAgainAt(dispatch);
  return at === undefined ? {} : { due_queue: APPROVAL_QUEUE, due_at: at };
}

/** In the send queue from the approval until people were told how it ended. */
function stateUpdate(
  change: StateChange,
  { announcedAt }: Dispatch,
  at: string,
): Pick<Step, "set" | "remove"> {
  const details = {
    state: change.to,
    approval: change.approval,
    rejection: change.rejection,
    voided_because: change.voidedBecause,
    voided_at: change.to === "voided" ? at : undefined,
    recall: change.recall,
    approvals: change.approvals,
    lapsed: change.lapsed,
    held_until: change.heldUntil,
    reminded_at: change.remindedAt,
    escalated_at: change.escalatedAt,
    changes: change.changes,
    reopenings: change.reopenings,
  };
  // What has ended waits for nothing, whoever of several senders has found that it does.
  const waits = isSettled(change.to) ? ["parked"] : [];
  // Judged anew after everybody was told: nothing is left to do.
  if (isSettled(change.to) && announcedAt !== undefined) return { set: details, remove: waits };
  const remove = change.reopenings === undefined ? waits : ["announced_at", "parked"];
  const queue = queueAfter(change.to);
  return queue !== undefined
    ? { set: { ...details, due_queue: queue, due_at: change.dueAt ?? at }, remove }
    : { set: details, remove: ["due_queue", "due_at"] };
}

function queueAfter(state: Dispatch["state"]): string | undefined {
  if (isOpenWork(state) || isSettled(state)) return SEND_QUEUE;
  // An expired one stays until its preview says so.
  return state === "awaiting_approval" || state === "expired" ? APPROVAL_QUEUE : undefined;
}

function eventOf(
  change: StateChange,
  { artifactHash }: Dispatch,
  at: string,
  deliveries: Seal | undefined,
): EventDetails {
  const { to, event = to, approval, rejection, recall, approvals, voidedBecause } = change;
  const decision = approval ?? rejection ?? recall ?? approvals?.at(-1);
  const reopening = change.reopenings?.at(-1);
  return {
    event,
    at,
    by: (decision ?? reopening)?.by,
    decided_at: (decision ?? reopening)?.at,
    reason: decision?.reason ?? voidedBecause,
    // What exactly was decided on.
    artifact: decision && (decision.hash ?? artifactHash),
    lapsed: change.lapsed,
    held_until: change.heldUntil,
    changes: change.changes,
    deliveries,
    reopening: reopening && { kind: reopening.kind, deliveries: reopening.deliveries },
  };
}

/**
 * Whoever may still be written to must not be forgotten on the way. The write before that of the state: if the process
 * dies in between, addresses are kept a little longer than they had to be.
 */
async function keepAddresses(dispatch: Dispatch, { table, clock }: ChangeStateDependencies) {
  const now = clock.now();
  const until = addressesExpireAt(dispatch, now);
  await table.update(envelopeKey(dispatch.id), {
    set: { [TTL_ATTRIBUTE]: until },
    condition: {
      clauses: [
        // Not expired: what should be forgotten by now does not come back.
        `#${TTL_ATTRIBUTE} > :now`,
        // Never shortens what a later decision has promised.
        `#${TTL_ATTRIBUTE} < :until`,
      ],
      values: { ":now": epochSeconds(now), ":until": until },
    },
  });
}
