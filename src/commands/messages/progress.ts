import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { wasAccepted } from "../../dispatch/state.ts";
import { type Block, plain } from "../text.ts";

/** Of the audience: people, not mails. */
function count(deliveries: readonly Delivery[], are: (delivery: Delivery) => boolean): number {
  return deliveries
    .filter((it) => it.kind === "recipient" && are(it))
    .reduce((sum, { recipients }) => sum + recipients, 0);
}

/** People whose mail was taken, whatever became of it. */
export function countSent(deliveries: readonly Delivery[]): number {
  return count(deliveries, ({ state }) => wasAccepted(state));
}

/** `34 of 50 sent so far, 2 not sent …`; before the first of them `sending to 50 …` */
export function describeProgress(total: number, deliveries: readonly Delivery[]): string {
  const sent = countSent(deliveries);
  const failed = count(deliveries, ({ state }) => state === "failed");
  if (sent + failed === 0) return `sending to ${total} …`;
  return `${sent} of ${total} sent so far${failed > 0 ? `, ${failed} not sent` : ""} …`;
}

const SEGMENTS = 20;

/** How far the sending is, to be seen at a glance; the words above say the same. */
export function buildBar(
  { recipientNames, parked }: Dispatch,
  deliveries: readonly Delivery[],
): Block[] {
  const total = recipientNames.length;
  const open = count(deliveries, ({ state }) => state === "pending" || state === "claimed");
  if (deliveries.length === 0 || parked !== undefined || open >= total) return [];
  const part = (total - open) / total;
  // Not full before the last one is through.
  const filled = Math.floor(part * SEGMENTS);
  const bar = `${"▰".repeat(filled)}${"▱".repeat(SEGMENTS - filled)}`;
  return [{ type: "context", elements: [plain(`${bar} ${Math.floor(part * 100)}%`)] }];
}

/**
 * ` · 48 delivered · 1 bounced`: what the mail service has told since; empty if nothing. Of a mail that several share it
 * tells nothing of all of them.
 */
export function describeHeard(deliveries: readonly Delivery[]): string {
  const heard = (state: Delivery["state"]) =>
    count(deliveries, (it) => it.state === state && it.recipients === 1);
  const parts = [
    [heard("delivered"), "delivered"],
    [heard("bounced"), "bounced"],
    [heard("complained"), "reported as spam"],
  ] as const;
  return parts.map(([many, word]) => (many === 0 ? "" : ` · ${many} ${word}`)).join("");
}
