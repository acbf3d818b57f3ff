import type { Clock } from "../clock.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { appendEvent, type Step } from "./append-event.ts";
import { moveHead } from "./change-state.ts";
import { createDeliveryClaims } from "./delivery-claims.ts";
import { createDrafts } from "./drafts.ts";
import { isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { createFoundDispatches } from "./find-dispatches.ts";
import { fromHeadItem } from "./head-item.ts";
import { keyOfHead, notFound } from "./kept-head.ts";
import { headKey, partsPartition } from "./keys.ts";
import { createOnce } from "./once.ts";
import { createParkings } from "./parkings.ts";
import type { Sealer } from "./sealer.ts";
import { roundClauses } from "./state-clauses.ts";
import type { TableClient } from "./table-client.ts";

export interface DispatchStoreOptions {
  readonly table: TableClient;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** The dispatch store on one DynamoDB table, by single-item conditional writes only. */
export function createDispatchStore(options: DispatchStoreOptions): DispatchStore {
  const { table, clock } = options;
  const isoNow = () => clock.now().toISOString();
  const isKept = (item: Attributes) => !isExpired(item, clock.now());

  async function getOrThrow(id: string): Promise<Dispatch> {
    const item = await table.get(keyOfHead(id));
    if (item === undefined || !isKept(item)) throw notFound(id);
    return fromHeadItem(item);
  }

  async function note(id: string, set: Attributes): Promise<void> {
    const updated = await table.update(keyOfHead(id), {
      set,
      // Without it the update would make a head out of nothing.
      condition: { clauses: ["attribute_exists(task_id)"] },
    });
    if (updated === undefined) throw notFound(id);
  }

  return {
    ...createOnce(options),
    ...createDrafts(options),
    ...createFoundDispatches(options),
    ...createParkings(options),
    ...createDeliveryClaims(options),

    async get(id) {
      const key = headKey(id);
      const item = key && (await table.get(key));
      return item === undefined || !isKept(item) ? undefined : fromHeadItem(item);
    },

    setPreview: (id, preview, picture) => note(id, { preview, picture }),
    setSummary: (id, message) => note(id, { summary_message: message }),

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
  };
}
