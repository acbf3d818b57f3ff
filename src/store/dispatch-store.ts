import type { Clock } from "../clock.ts";
import { lookAgainAt } from "../dispatch/approval-policy.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import type { DispatchStore, StateChange } from "../dispatch/ports.ts";
import { isOpenWork, isSettled, statesBefore } from "../dispatch/state.ts";
import { DispatchNotFoundError } from "../errors.ts";
import { corrupt, fromArtifactItems, toArtifactItems } from "./artifact-items.ts";
import { createDeliveryClaims } from "./delivery-claims.ts";
import type { Attributes } from "./expressions.ts";
import { fromHeadItem, toDeliveryItem, toHeadItem } from "./items.ts";
import { envelopeKey, headKey, monthPartition, onceKey, partsPartition } from "./keys.ts";
import type { Sealer } from "./sealer.ts";
import { furtherClauses } from "./state-clauses.ts";
import { DUE_INDEX, TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Queue of the due index that holds dispatches on their way out. */
const SEND_QUEUE = "send";

/** Queue of the due index that holds dispatches whose reminder or expiry is to come. */
const APPROVAL_QUEUE = "approval";

/** The states of a dispatch that is on its way out. */
const OPEN = { ":approved": "approved", ":sending": "sending" } as const;

/** How many months back the latest dispatches are looked for. */
const HISTORY_MONTHS = 13;

export interface DispatchStoreOptions {
  readonly table: TableClient;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** The dispatch store on one DynamoDB table, by single-item conditional writes only. */
export function createDispatchStore({ table, sealer, clock }: DispatchStoreOptions): DispatchStore {
  const isoNow = () => clock.now().toISOString();
  const epochNow = () => Math.floor(clock.now().getTime() / 1000);

  const keyOfHead = (id: string) => {
    const key = headKey(id);
    if (key === undefined) throw notFound(id);
    return key;
  };

  async function getOrThrow(id: string): Promise<Dispatch> {
    const item = await table.get(keyOfHead(id));
    if (item === undefined) throw notFound(id);
    return fromHeadItem(item);
  }

  return {
    claimOnce: (key, ttlSeconds) =>
      table.put(
        { ...onceKey(key), [TTL_ATTRIBUTE]: epochNow() + ttlSeconds },
        {
          // Nobody was first, or whoever was is forgotten: expiry deletes late, so the time decides.
          clauses: [`(attribute_not_exists(task_id) OR ${TTL_ATTRIBUTE} < :now)`],
          values: { ":now": epochNow() },
        },
      ),

    async saveDraft(dispatch, artifact, deliveries) {
      const items = [
        ...toArtifactItems(dispatch.id, artifact, sealer),
        ...deliveries.map((delivery) => toDeliveryItem(delivery, dispatch)),
      ];
      await Promise.all(items.map((item) => table.put(item)));
      const drafted = { event: "drafted", at: isoNow(), by: dispatch.requestedBy.userId };
      await table.put(
        { ...toHeadItem(dispatch), ...approvalQueue(dispatch), trail: [drafted] },
        // The id is new; a second head under it would mean that two dispatches share their parts.
        { clauses: ["attribute_not_exists(task_id)"] },
      );
    },

    async get(id) {
      const key = headKey(id);
      const item = key && (await table.get(key));
      return item === undefined ? undefined : fromHeadItem(item);
    },

    async getArtifact({ id, artifactHash }) {
      const [chunks, envelope] = await Promise.all([
        table.query(partsPartition(id), { prefix: "artifact#" }),
        table.get(envelopeKey(id)),
      ]);
      if (envelope === undefined) throw corrupt();
      return fromArtifactItems(id, chunks.map(bodyOf), bodyOf(envelope), artifactHash, sealer);
    },

    async latest(limit) {
      const found: Dispatch[] = [];
      const month = new Date(clock.now());
      month.setUTCDate(1);
      for (let back = 0; back < HISTORY_MONTHS && found.length < limit; back += 1) {
        const partition = monthPartition(month);
        const options = { newestFirst: true, limit: limit - found.length };
        found.push(...(await table.query(partition, options)).map(fromHeadItem));
        month.setUTCMonth(month.getUTCMonth() - 1);
      }
      return found;
    },

    async setPreview(id, preview, picture) {
      const updated = await table.update(keyOfHead(id), {
        set: { preview, picture },
        // Without it the update would make a head out of nothing.
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
      if (updated === undefined) throw notFound(id);
    },

    async changeState(change) {
      const from = statesBefore(change.to);
      const further = furtherClauses(change, isoNow());
      const item = await table.update(keyOfHead(change.dispatchId), {
        ...stateUpdate(change, isoNow()),
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
      });
      if (item === undefined) {
        return { changed: false, dispatch: await getOrThrow(change.dispatchId) };
      }
      return { changed: true, dispatch: fromHeadItem(item) };
    },

    async markAnnounced(id) {
      const updated = await table.update(keyOfHead(id), {
        set: { announced_at: isoNow() },
        remove: ["due_queue", "due_at"],
        // Without it the update would make a head out of nothing.
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
      if (updated === undefined) throw notFound(id);
    },

    async park(id, parking) {
      const event = { event: "parked", at: isoNow(), reason: parking.reason };
      const open = { clauses: ["#state IN (:approved, :sending)"], values: OPEN };
      const begun = await table.update(keyOfHead(id), {
        set: { parked: parking },
        append: { trail: event },
        condition: {
          // Still to be sent; and it was not waiting, so that the record says once that it began to.
          clauses: [...open.clauses, "attribute_not_exists(#parked)"],
          values: open.values,
        },
      });
      if (begun !== undefined) return true;
      // It waits already: only why, or until when, may be new.
      await table.update(keyOfHead(id), { set: { parked: parking }, condition: open });
      return false;
    },

    async resume(id) {
      const item = await table.update(keyOfHead(id), {
        set: {},
        append: { trail: { event: "resumed", at: isoNow() } },
        remove: ["parked"],
        // It was waiting: of several processes one says that it goes on.
        condition: { clauses: ["attribute_exists(#parked)"] },
      });
      return item === undefined ? undefined : fromHeadItem(item);
    },

    async findUnfinished() {
      const items = await table.queryDue(DUE_INDEX, SEND_QUEUE, isoNow());
      return items.map((item) => String(item["task_id"]));
    },

    async findDueApprovals() {
      const items = await table.queryDue(DUE_INDEX, APPROVAL_QUEUE, isoNow());
      return items.map((item) => String(item["task_id"]));
    },

    ...createDeliveryClaims({ table, clock }),
  };
}

/** In the send queue from the approval until people were told how it ended. */
function stateUpdate(change: StateChange, at: string) {
  const details = {
    state: change.to,
    approval: change.approval,
    rejection: change.rejection,
    voided_because: change.voidedBecause,
    recall: change.recall,
    approvals: change.approvals,
    held_until: change.heldUntil,
    reminded_at: change.remindedAt,
    changes: change.changes,
  };
  // In the same write as the state: no transition skips the record.
  const append = { trail: eventOf(change, at) };
  const queue = queueAfter(change.to);
  return queue !== undefined
    ? { set: { ...details, due_queue: queue, due_at: change.dueAt ?? at }, append }
    : { set: details, append, remove: ["due_queue", "due_at"] };
}

function queueAfter(state: Dispatch["state"]): string | undefined {
  if (isOpenWork(state) || isSettled(state)) return SEND_QUEUE;
  // An expired one stays until its preview says so.
  return state === "awaiting_approval" || state === "expired" ? APPROVAL_QUEUE : undefined;
}

function approvalQueue(dispatch: Dispatch): Attributes {
  const at = lookAgainAt(dispatch);
  return at === undefined ? {} : { due_queue: APPROVAL_QUEUE, due_at: at };
}

function eventOf(change: StateChange, at: string): Attributes {
  const { to, event = to, approval, rejection, recall, approvals, voidedBecause } = change;
  const decision = approval ?? rejection ?? recall ?? approvals?.at(-1);
  const { by, reason = voidedBecause, hash } = decision ?? {};
  return { event, at, by, reason, hash, changes: change.changes };
}

function bodyOf(item: Attributes): Uint8Array {
  const body = item["body"];
  if (!(body instanceof Uint8Array)) throw corrupt();
  return body;
}

function notFound(id: string): DispatchNotFoundError {
  return new DispatchNotFoundError(`There is no dispatch ${id}.`, {
    hint: "Ask for a new report.",
  });
}
