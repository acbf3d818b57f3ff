import { decodeTime, encodeTime, isValid } from "ulid";
import type { Clock } from "../clock.ts";
import { DIGEST_TYPE } from "../dispatch/digest-type.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { ArtifactExpiredError, DispatchNotFoundError, DraftExistsError } from "../errors.ts";
import { appendEvent, type Step } from "./append-event.ts";
import { fromArtifactItems, fromMailChunks } from "./artifact-items.ts";
import { readArtifactParts, readMailChunks } from "./artifact-parts.ts";
import { APPROVAL_QUEUE, moveHead, SEND_QUEUE } from "./change-state.ts";
import { createDeliveryClaims } from "./delivery-claims.ts";
import { trailOf } from "./delivery-trails.ts";
import { draftItems } from "./draft-items.ts";
import { epochSeconds, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { fromHeadItem } from "./head-item.ts";
import { headKey, type Key, monthPartition, onceKey, partsPartition } from "./keys.ts";
import type { Sealer } from "./sealer.ts";
import { roundClauses } from "./state-clauses.ts";
import { DUE_INDEX, TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

const decodeDate = (id: string) => new Date(decodeTime(id));

/** The states of a dispatch that is on its way out. */
const OPEN = { ":approved": "approved", ":sending": "sending" } as const;

/** After every time that something can be due. */
const ANY_TIME = "9999";

/** Mails of the digest in a month. */
const MOST_DIGESTS = 31;

/** Deliveries of a draft that are written at the same time; each is one or two write units. */
const DELIVERIES_AT_ONCE = 25;

/** Nobody was first, or whoever was is forgotten: expiry deletes late, so the time decides. */
const NOBODY_FIRST = `attribute_not_exists(task_id) OR ${TTL_ATTRIBUTE} < :now`;

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
  const epochNow = () => epochSeconds(clock.now());

  const keyOfHead = (id: string) => {
    const key = headKey(id);
    if (key === undefined) throw notFound(id);
    return key;
  };

  const isKept = (item: Attributes) => !isExpired(item, clock.now());

  async function getOrThrow(id: string): Promise<Dispatch> {
    const item = await table.get(keyOfHead(id));
    if (item === undefined || !isKept(item)) throw notFound(id);
    return fromHeadItem(item);
  }

  return {
    claimOnce: (key, ttlSeconds) =>
      table.put(
        { ...onceKey(key), [TTL_ATTRIBUTE]: epochNow() + ttlSeconds },
        { clauses: [`(${NOBODY_FIRST})`], values: { ":now": epochNow() } },
      ),

    async hold(key, holder, ttlSeconds, insteadOf) {
      // Of several who find that somebody does not count any more, one comes in their place.
      const orInstead = insteadOf === undefined ? "" : " OR held_by = :before";
      const isHeld = await table.put(
        { ...onceKey(key), held_by: holder, [TTL_ATTRIBUTE]: epochNow() + ttlSeconds },
        {
          clauses: [`(${NOBODY_FIRST}${orInstead})`],
          values: { ":now": epochNow(), ...(orInstead !== "" && { ":before": insteadOf }) },
        },
      );
      if (isHeld) return holder;
      const by = (await table.get(onceKey(key)))?.["held_by"];
      return typeof by === "string" ? by : undefined;
    },

    async saveDraft(dispatch, artifact, deliveries) {
      const items = draftItems(dispatch, artifact, deliveries, sealer, clock.now());
      const putNew = async (item: Key & Attributes) => {
        // The id is new. What stands under it is another's: two dispatches would share their parts, and mails that are
        // out would be pending again.
        const isNew = { clauses: ["attribute_not_exists(task_id)"] };
        if (!(await table.put(item, isNew))) throw draftExists(dispatch.id);
      };
      // All of them are one partition, which takes 1,000 write units a second; a chunk is 372 of them. One after another,
      // each has the SDK's repetitions to itself.
      for (const item of items.artifact) await putNew(item);
      for (let from = 0; from < items.deliveries.length; from += DELIVERIES_AT_ONCE) {
        const some = items.deliveries.slice(from, from + DELIVERIES_AT_ONCE);
        await Promise.all(some.map(putNew));
      }
      await putNew(items.head);
    },

    async get(id) {
      const key = headKey(id);
      const item = key && (await table.get(key));
      return item === undefined || !isKept(item) ? undefined : fromHeadItem(item);
    },

    async getArtifact({ id, artifactHash }) {
      const { chunks, envelope } = await readArtifactParts(table, id, clock.now());
      if (chunks.length === 0) throw expired("mail");
      if (envelope === undefined) throw expired("addresses");
      return fromArtifactItems(id, chunks, envelope, artifactHash, sealer);
    },

    async getMail({ id }) {
      const [head, chunks] = await Promise.all([
        table.get(keyOfHead(id)),
        readMailChunks(table, id, clock.now()),
      ]);
      if (chunks.length === 0) throw expired("mail");
      // The hash of the whole covers addresses; that of the mail alone stands in the event that began the trail.
      return fromMailChunks(chunks, trailOf(head ?? {}).trail[0]?.["mail"]);
    },

    async latest(limit, before) {
      const found: Dispatch[] = [];
      const month =
        before !== undefined && isValid(before) ? decodeDate(before) : new Date(clock.now());
      month.setUTCDate(1);
      for (let back = 0; back < HISTORY_MONTHS && found.length < limit; back += 1) {
        const partition = monthPartition(month);
        // There is one digest a day at most among them.
        const options = { newestFirst: true, limit: limit - found.length + MOST_DIGESTS, before };
        const heads = (await table.query(partition, options)).filter(isKept).map(fromHeadItem);
        found.push(...heads.filter(({ reportType }) => reportType !== DIGEST_TYPE));
        month.setUTCMonth(month.getUTCMonth() - 1);
      }
      return found.slice(0, limit);
    },

    async draftedSince(from) {
      const found: Dispatch[] = [];
      const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth()));
      // An id sorts by its time.
      const first = encodeTime(from.getTime());
      while (month <= clock.now()) {
        const items = await table.query(monthPartition(month), { newestFirst: true });
        found.unshift(
          ...items
            .filter(isKept)
            .map(fromHeadItem)
            .filter(({ id }) => id >= first),
        );
        month.setUTCMonth(month.getUTCMonth() + 1);
      }
      return found;
    },

    async findOpen() {
      const queues = await Promise.all(
        [APPROVAL_QUEUE, SEND_QUEUE].map((queue) => table.queryDue(DUE_INDEX, queue, ANY_TIME)),
      );
      return queues.flat().map((item) => String(item["task_id"]));
    },

    async setPreview(id, preview, picture) {
      const updated = await table.update(keyOfHead(id), {
        set: { preview, picture },
        // Without it the update would make a head out of nothing.
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
      if (updated === undefined) throw notFound(id);
    },

    async noteTest(id, { by, at, messageId }) {
      const tested: Step = {
        event: { event: "tested", at, by, message_id: messageId },
        set: {},
        // Without it the update would make a head out of nothing.
        condition: { clauses: ["attribute_exists(task_id)"] },
      };
      const updated = await appendEvent(table, keyOfHead(id), partsPartition(id), (item) =>
        isKept(item) ? tested : undefined,
      );
      if (updated === undefined) throw notFound(id);
    },

    async setSummary(id, message) {
      const updated = await table.update(keyOfHead(id), {
        set: { summary_message: message },
        // Without it the update would make a head out of nothing.
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
      if (updated === undefined) throw notFound(id);
    },

    async changeState(change) {
      const item = await moveHead(keyOfHead(change.dispatchId), change, { table, clock });
      if (item === undefined) {
        return { changed: false, dispatch: await getOrThrow(change.dispatchId) };
      }
      return { changed: true, dispatch: fromHeadItem(item) };
    },

    async markAnnounced(id, round = 0) {
      const announced: Step = {
        event: { event: "announced", at: isoNow() },
        set: { announced_at: isoNow() },
        remove: ["due_queue", "due_at"],
        condition: {
          clauses: [
            // Without it the update would make a head out of nothing.
            "attribute_exists(task_id)",
            ...roundClauses(round).flatMap(({ clauses }) => clauses),
          ],
          values: Object.assign({}, ...roundClauses(round).map(({ values }) => values)),
        },
      };
      const updated = await appendEvent(table, keyOfHead(id), partsPartition(id), (item) =>
        isKept(item) ? announced : undefined,
      );
      if (updated === undefined) await getOrThrow(id);
    },

    async park(id, parking) {
      const open = { clauses: ["#state IN (:approved, :sending)"], values: OPEN };
      const toParked = (item: Attributes): Step | undefined =>
        item["parked"] === undefined && isKept(item)
          ? {
              event: { event: "parked", at: isoNow(), reason: parking.reason },
              set: { parked: parking },
              condition: {
                // Still to be sent; and it was not waiting, so that the record says once that it began to.
                clauses: [...open.clauses, "attribute_not_exists(#parked)"],
                values: open.values,
              },
            }
          : undefined;
      const begun = await appendEvent(table, keyOfHead(id), partsPartition(id), toParked);
      if (begun !== undefined) return "begun";
      // It waits already: only why, or until when, may be new.
      const renewed = await table.update(keyOfHead(id), {
        set: { parked: parking },
        condition: {
          // It has not ended; nor does it go on since: no wait begins that the trail does not tell of.
          clauses: [...open.clauses, "attribute_exists(#parked)"],
          values: open.values,
        },
      });
      return renewed === undefined ? "over" : "already";
    },

    async resume(id) {
      const toResumed = (item: Attributes): Step | undefined =>
        item["parked"] !== undefined && isKept(item)
          ? {
              event: { event: "resumed", at: isoNow() },
              set: {},
              remove: ["parked"],
              // It was waiting: of several processes one says that it goes on.
              condition: { clauses: ["attribute_exists(#parked)"] },
            }
          : undefined;
      const item = await appendEvent(table, keyOfHead(id), partsPartition(id), toResumed);
      return item === undefined ? undefined : fromHeadItem(item);
    },

    async findUnfinished() {
      const items = await table.queryDue(DUE_INDEX, SEND_QUEUE, isoNow());
      return items.map((item) => String(item["task_id"]));
    },

    async findHeld(until) {
      const now = isoNow();
      const items = await table.queryDue(DUE_INDEX, SEND_QUEUE, until.toISOString(), now);
      return items
        .map(({ task_id: id, due_at: at }) => ({ id: String(id), until: String(at) }))
        .filter((held) => held.until > now);
    },

    async findDueApprovals() {
      const items = await table.queryDue(DUE_INDEX, APPROVAL_QUEUE, isoNow());
      return items.map((item) => String(item["task_id"]));
    },

    ...createDeliveryClaims({ table, clock }),
  };
}

function expired(what: "mail" | "addresses"): ArtifactExpiredError {
  const gone = {
    mail: "The mail of this report is not kept any more",
    addresses: "The addresses this report was meant for are not kept any more",
  };
  return new ArtifactExpiredError(`${gone[what]}.`, {
    hint: "Ask for the report again. How long mails and addresses are kept is decided by retention in settings.yml.",
  });
}

function draftExists(id: string): DraftExistsError {
  return new DraftExistsError(
    `Something is on record under the id ${id}; the draft was not saved.`,
    {
      hint: "What was there is unchanged. Ask for the report again.",
    },
  );
}

function notFound(id: string): DispatchNotFoundError {
  return new DispatchNotFoundError(`There is no report with the id ${id} on record.`, {
    hint: "/exec-report history lists those that are.",
  });
}
