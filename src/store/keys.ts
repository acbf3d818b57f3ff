import { decodeTime, isValid } from "ulid";
import type { Delivery } from "../dispatch/delivery.ts";

/** Primary key of an item. */
export type Key = {
  readonly dashboard_id: string;
  readonly task_id: string;
};

/**
 * Heads of dispatches, one partition a month: the latest ten are one query however long the history. The month
 * is in the id itself, so an id alone finds its head.
 *
 * @returns undefined if this is not the id of a dispatch.
 */
export function headKey(dispatchId: string): Key | undefined {
  if (!isValid(dispatchId)) return undefined;
  return { dashboard_id: monthPartition(new Date(decodeTime(dispatchId))), task_id: dispatchId };
}

/** `reports#2026-10` */
export function monthPartition(at: Date): string {
  return `reports#${at.toISOString().slice(0, 7)}`;
}

/** The partition that holds all parts of a dispatch. */
export function partsPartition(dispatchId: string): string {
  return `dispatch#${dispatchId}`;
}

/** The dispatch whose parts a partition holds. */
export function dispatchIdIn(partition: string): string {
  return partition.slice(partition.indexOf("#") + 1);
}

/** Audit copies have a prefix of their own, so that counting `delivery#` counts recipients. */
const DELIVERY_PREFIX: Readonly<Record<Delivery["kind"], string>> = {
  recipient: "delivery#",
  audit: "audit#",
};

export function deliveryKey(it: Pick<Delivery, "dispatchId" | "kind" | "recipientHash">): Key {
  return {
    dashboard_id: partsPartition(it.dispatchId),
    task_id: `${DELIVERY_PREFIX[it.kind]}${it.recipientHash}`,
  };
}

/** The hash that a delivery was planned under, from its sort key. */
export function recipientHashIn(deliverySortKey: string): string {
  return deliverySortKey.slice(deliverySortKey.indexOf("#") + 1);
}

export function artifactKey(dispatchId: string, chunk: number): Key {
  return {
    dashboard_id: partsPartition(dispatchId),
    task_id: `artifact#${String(chunk).padStart(4, "0")}`,
  };
}

export function envelopeKey(dispatchId: string): Key {
  return { dashboard_id: partsPartition(dispatchId), task_id: "envelope" };
}

export function onceKey(key: string): Key {
  return { dashboard_id: `once#${key}`, task_id: "claim" };
}

/** What all processes that send from one account share; an account's limits are those of a region. */
export function budgetKey(region: string): Key {
  return { dashboard_id: `throttle#${region}`, task_id: "budget" };
}

/** How the count of what was granted has grown over the last day. */
export function historyKey(region: string): Key {
  return { dashboard_id: `throttle#${region}`, task_id: "history" };
}

/** All in one partition: the list is short, and shown as a whole. */
export const SUPPRESSIONS = "suppressions";

export function suppressionKey(recipientHash: string): Key {
  return { dashboard_id: SUPPRESSIONS, task_id: recipientHash };
}

/** Changes of roles, in one partition: their numbers put them in order. */
export const ROLE_CHANGES = "roles";

export function roleChangeKey(seq: number): Key {
  return { dashboard_id: ROLE_CHANGES, task_id: `change#${String(seq).padStart(8, "0")}` };
}

/** What one person could not be told; ids are ULIDs, so that the latest stands last. */
export function missedPartition(userId: string): string {
  return `missed#${userId}`;
}

export function missedKey(userId: string, id: string): Key {
  return { dashboard_id: missedPartition(userId), task_id: id };
}

export function unsubscribedKey(recipientHash: string, reportType: string): Key {
  return { dashboard_id: `${UNSUBSCRIBED_PREFIX}${recipientHash}`, task_id: reportType };
}

export const UNSUBSCRIBED_PREFIX = "unsubscribed#";

/** All in one partition: the list is short, and read as a whole. */
export const SCHEDULES = "schedules";

export function scheduleKey(scheduleId: string): Key {
  return { dashboard_id: SCHEDULES, task_id: scheduleId };
}

/** The partition that holds the occurrences of a schedule. */
export function occurrencesPartition(scheduleId: string): string {
  return `schedule#${scheduleId}`;
}

/** @param dueAt ISO 8601 in UTC: sorts by time. */
export function occurrenceKey(scheduleId: string, dueAt: string): Key {
  return {
    dashboard_id: occurrencesPartition(scheduleId),
    task_id: `${OCCURRENCE_PREFIX}${dueAt}`,
  };
}

export const OCCURRENCE_PREFIX = "occurrence#";

/** All in one partition: most of the time it is empty. */
export const UNSHOWN = "unshown";

export function unshownKey(message: string): Key {
  return { dashboard_id: UNSHOWN, task_id: message };
}

/** All in one partition, a month's worth at most. */
export const DIGESTS = "digests";

/** One item for each day's digest. */
export function digestKey(day: string): Key {
  return { dashboard_id: DIGESTS, task_id: day };
}

/** All in one partition: they are few, and read together. */
export const HOME_VIEWERS = "home";

export function homeViewerKey(userId: string): Key {
  return { dashboard_id: HOME_VIEWERS, task_id: userId };
}
