import { decodeTime, encodeTime, isValid } from "ulid";
import type { Clock } from "../clock.ts";
import { DIGEST_TYPE } from "../dispatch/digest-type.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { APPROVAL_QUEUE, SEND_QUEUE } from "./change-state.ts";
import { isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { fromHeadItem } from "./head-item.ts";
import { monthPartition } from "./keys.ts";
import { DUE_INDEX } from "./table.ts";
import type { TableClient } from "./table-client.ts";

const decodeDate = (id: string) => new Date(decodeTime(id));

/** After every time that something can be due. */
const ANY_TIME = "9999";

/** Mails of the digest in a month. */
const MOST_DIGESTS = 31;

/** How many months back the latest dispatches are looked for. */
const HISTORY_MONTHS = 13;

/** The part of the store that finds dispatches: by their month, and by what is due. */
export type FoundDispatches = Pick<
  DispatchStore,
  "latest" | "draftedSince" | "findOpen" | "findUnfinished" | "findHeld" | "findDueApprovals"
>;

export function createFoundDispatches({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): FoundDispatches {
  const isoNow = () => clock.now().toISOString();
  const isKept = (item: Attributes) => !isExpired(item, clock.now());

  return {
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
  };
}
