import { paginateQuery } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { z } from "zod";
import { DELIVERY_STATES } from "../../src/dispatch/delivery.ts";
import { DISPATCH_STATES } from "../../src/dispatch/dispatch.ts";
import { headKey, partsPartition } from "../../src/store/keys.ts";
import type { TestTable } from "../support/store.ts";

/** The record as an auditor reads it: straight from the table. */
const head = z.object({
  state: z.enum(DISPATCH_STATES),
  trail: z.array(z.object({ event: z.string() })),
  preview: z.object({ channel: z.string(), ts: z.string() }).optional(),
  announced_at: z.string().optional(),
  due_queue: z.string().optional(),
});
export type HeadRecord = z.infer<typeof head>;

const delivery = z.object({
  kind: z.enum(["recipient", "audit"]),
  state: z.enum(DELIVERY_STATES),
  recipient_hash: z.string(),
  recipient_name: z.string(),
  reason: z.string().optional(),
  ses_message_id: z.string().optional(),
});
export type DeliveryRecord = z.infer<typeof delivery>;

export interface DispatchRecord {
  readonly head: HeadRecord;
  readonly deliveries: readonly DeliveryRecord[];
}

export async function readHead(table: TestTable, id: string): Promise<HeadRecord> {
  const key = headKey(id);
  if (key === undefined) throw new Error(`${id} is not a dispatch`);
  const [item] = await query(table, key.dashboard_id, id);
  return head.parse(item);
}

export async function readDeliveries(
  table: TestTable,
  id: string,
): Promise<readonly DeliveryRecord[]> {
  const partition = partsPartition(id);
  const found = await Promise.all(
    ["delivery#", "audit#"].map((prefix) => query(table, partition, prefix)),
  );
  return found.flat().map((item) => delivery.parse(item));
}

async function query({ client, name }: TestTable, partition: string, prefix: string) {
  const items: unknown[] = [];
  const input = {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: "dashboard_id = :partition AND begins_with(task_id, :prefix)",
    ExpressionAttributeValues: marshall({ ":partition": partition, ":prefix": prefix }),
  };
  for await (const { Items = [] } of paginateQuery({ client }, input)) {
    items.push(...Items.map((item) => unmarshall(item)));
  }
  return items;
}

/** How a delivery is called in the tags of its mail: half of the hash. */
export function tagOf({ recipient_hash }: DeliveryRecord): string {
  return recipient_hash.slice(0, 32);
}
