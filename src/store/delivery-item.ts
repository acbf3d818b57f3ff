import { z } from "zod";
import { DELIVERY_STATES, type Delivery, deliveryStatus } from "../dispatch/delivery.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import { beginTrail } from "./append-event.ts";
import { deliverySubject } from "./delivery-trails.ts";
import { deliveryKey, recipientHashIn } from "./keys.ts";

/** A delivery as it stands in the table: snake_case, absent rather than null. */
const deliveryItem = z.object({
  task_id: z.string(),
  kind: z.enum(["recipient", "audit"]),
  dispatch_id: z.string(),
  recipient_hash: z.string(),
  recipient_name: z.string(),
  recipient_count: z.number(),
  state: z.enum(DELIVERY_STATES),
  retry_count: z.number(),
  parked_calls: z.number().exactOptional(),
  fence: z.number(),
  ses_message_id: z.string().exactOptional(),
  settled_at: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  refused_for_good: z.boolean().exactOptional(),
  reopening: z.number().exactOptional(),
  calls_before: z.number().exactOptional(),
  marked_by: z.string().exactOptional(),
});

/** The audit record of one delivery. Operators search it by `delivery_status`. */
export function toDeliveryItem(delivery: Delivery, dispatch: Dispatch) {
  const key = deliveryKey(delivery);
  const { kind, name, recipients } = delivery;
  const planned = { event: "planned", at: dispatch.generatedAt, kind, name, recipients };
  return {
    ...key,
    ...beginTrail(deliverySubject(key), planned),
    kind: delivery.kind,
    dispatch_id: delivery.dispatchId,
    report_type: dispatch.reportType,
    generated_at: dispatch.generatedAt,
    recipient_hash: delivery.recipientHash,
    recipient_hash_version: delivery.hashKeyId,
    recipient_name: delivery.name,
    recipient_count: delivery.recipients,
    delivery_status: deliveryStatus(delivery.state),
    state: delivery.state,
    retry_count: delivery.retryCount,
    fence: delivery.fence,
  };
}

export function fromDeliveryItem(item: unknown): Delivery {
  const it = deliveryItem.parse(item);
  const recipientHash = recipientHashIn(it.task_id);
  return {
    dispatchId: it.dispatch_id,
    kind: it.kind,
    // What it is called for good; `recipient_hash` follows the key.
    recipientHash,
    ...(it.recipient_hash !== recipientHash && { recipientHashNow: it.recipient_hash }),
    name: it.recipient_name,
    recipients: it.recipient_count,
    state: it.state,
    retryCount: it.retry_count,
    fence: it.fence,
    ...(it.parked_calls && { parkedCalls: it.parked_calls }),
    ...(it.ses_message_id && { messageId: it.ses_message_id }),
    ...(it.settled_at && { settledAt: it.settled_at }),
    ...(it.reason && { reason: it.reason }),
    ...(it.refused_for_good && { refusedForGood: it.refused_for_good }),
    ...(it.reopening && { reopened: it.reopening }),
    ...(it.calls_before && { callsBefore: it.calls_before }),
    ...(it.marked_by && { markedBy: it.marked_by }),
  };
}
