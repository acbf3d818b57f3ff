import { z } from "zod";
import type { Chain, TrailEvent } from "../dispatch/trail.ts";
import type { Attributes } from "./expressions.ts";
import { type Key, partsPartition } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

const trailEvent = z.looseObject({
  seq: z.number(),
  event: z.string(),
  at: z.string(),
  hash: z.string(),
});
const trailed = z
  .object({ trail: z.array(trailEvent), trail_hash: z.string() })
  // What is no trail proves nothing, and must not keep the rest from being shown.
  .catch({ trail: [], trail_hash: "" });

/** The trail of an item, and the hash it says it ends with. */
export function trailOf(item: Attributes): {
  readonly trail: readonly TrailEvent[];
  readonly trailHash: string;
} {
  const { trail, trail_hash: trailHash } = trailed.parse(item);
  return { trail, trailHash };
}

/** What the trail of a delivery is bound to: its dispatch and its place in it. */
export function deliverySubject({ dashboard_id, task_id }: Key): string {
  return `${dashboard_id}/${task_id}`;
}

/** The items of all deliveries of a dispatch: of its audience, then the audit copy. */
export async function readDeliveryItems(
  table: TableClient,
  dispatchId: string,
): Promise<readonly Attributes[]> {
  const items = await Promise.all([
    table.query(partsPartition(dispatchId), { prefix: "delivery#" }),
    readAuditItems(table, dispatchId),
  ]);
  return items.flat();
}

/** The item of the audit copy of a dispatch; none where there is no such copy. */
export async function readAuditItems(
  table: TableClient,
  dispatchId: string,
): Promise<readonly Attributes[]> {
  return await table.query(partsPartition(dispatchId), { prefix: "audit#" });
}

/** The trails of all deliveries of a dispatch. */
export async function readChains(table: TableClient, id: string): Promise<readonly Chain[]> {
  return (await readDeliveryItems(table, id)).map((item) => ({
    subject: `${partsPartition(id)}/${String(item["task_id"])}`,
    trail: trailOf(item).trail,
  }));
}
