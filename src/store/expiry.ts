import type { Dispatch } from "../dispatch/dispatch.ts";
import { STANDARD_RETENTION } from "../portfolio/retention.ts";
import type { Attributes } from "./expressions.ts";
import { TTL_ATTRIBUTE } from "./table.ts";

const DAY_SECONDS = 86_400;

/** @returns Seconds since 1970, as DynamoDB's expiry wants it. */
export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** Whether an item is past its time. DynamoDB deletes days late, so that every read has to ask. */
export function isExpired(item: Attributes, now: Date): boolean {
  const expiresAt = item[TTL_ATTRIBUTE];
  return typeof expiresAt === "number" && expiresAt <= epochSeconds(now);
}

/** When the parts of a dispatch that is drafted now expire, in seconds since 1970. */
export function expiryOf({
  generatedAt,
  retention = STANDARD_RETENTION,
}: Pick<Dispatch, "generatedAt" | "retention">) {
  const after = (days: number) => epochSeconds(new Date(generatedAt)) + days * DAY_SECONDS;
  return {
    mail: after(retention.mail),
    /** From the draft on; every decision and the end move it. */
    addresses: after(retention.addresses),
    record: after(retention.record),
  };
}

/**
 * When the addresses of a dispatch expire to which something happens now, in seconds since 1970. With the record at the
 * latest: without it nobody can be written to, and nothing shows that they are still there.
 */
export function addressesExpireAt(dispatch: Dispatch, now: Date): number {
  const { retention = STANDARD_RETENTION } = dispatch;
  const after = epochSeconds(now) + retention.addresses * DAY_SECONDS;
  return Math.min(after, expiryOf(dispatch).record);
}
