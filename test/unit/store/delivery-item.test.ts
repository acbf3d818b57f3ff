import fc from "fast-check";
import { expect, it } from "vitest";
import { ZodError } from "zod";
import type { Delivery } from "../../../src/dispatch/delivery.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { fromDeliveryItem, toDeliveryItem } from "../../../src/store/delivery-item.ts";
import { anyDelivery, anyDraft, throughTable } from "./records.ts";

/** Where each thing that comes later stands, as docs/data.md has it. */
function laterAttributes(delivery: Delivery): object {
  return {
    ...(delivery.recipientHashNow && { recipient_hash: delivery.recipientHashNow }),
    parked_calls: delivery.parkedCalls,
    ses_message_id: delivery.messageId,
    settled_at: delivery.settledAt,
    reason: delivery.reason,
    refused_for_good: delivery.refusedForGood,
    reopening: delivery.reopened,
    calls_before: delivery.callsBefore,
    marked_by: delivery.markedBy,
  };
}

const [dispatch] = fc.sample(anyDraft, 1) as [Dispatch];

it("a delivery comes back from the table as it was, what it lacks included", () => {
  fc.assert(
    fc.property(anyDelivery, (delivery) => {
      const item = { ...toDeliveryItem(delivery, dispatch), ...laterAttributes(delivery) };
      // Which key made the hash is asked of the item alone.
      const { hashKeyId: _, ...expected } = delivery;
      expect(fromDeliveryItem(throughTable(item))).toStrictEqual(expected);
    }),
  );
});

it("a delivery that is planned says so in its trail, and in the words that operators search for", () => {
  const [delivery] = fc.sample(anyDelivery, 1) as [Delivery];
  const item = toDeliveryItem({ ...delivery, state: "pending", hashKeyId: "k1" }, dispatch);
  expect(item).toMatchObject({
    dashboard_id: `dispatch#${delivery.dispatchId}`,
    report_type: dispatch.reportType,
    generated_at: dispatch.generatedAt,
    recipient_hash: delivery.recipientHash,
    recipient_hash_version: "k1",
    delivery_status: "pending",
    trail: [
      {
        seq: 1,
        event: "planned",
        at: dispatch.generatedAt,
        kind: delivery.kind,
        name: delivery.name,
        recipients: delivery.recipients,
      },
    ],
  });
  expect(item.trail_hash).toBe(item.trail[0]?.hash);
});

it("a state, or a kind, that nobody knows is an error", () => {
  const [delivery] = fc.sample(anyDelivery, 1) as [Delivery];
  const item = toDeliveryItem(delivery, dispatch);
  expect(() => fromDeliveryItem({ ...item, state: "lost" })).toThrow(ZodError);
  expect(() => fromDeliveryItem({ ...item, kind: "copy" })).toThrow(ZodError);
  expect(() => fromDeliveryItem({ ...item, fence: undefined })).toThrow(ZodError);
});
