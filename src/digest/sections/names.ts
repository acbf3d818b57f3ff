import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import type { DispatchName } from "../digest.ts";

/** A dispatch with what became of its mails. */
export interface DigestEntry {
  readonly dispatch: Dispatch;
  readonly deliveries: readonly Delivery[];
}

/** The span that a digest looks back on: `from` belongs to it, `to` does not. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export function nameOf({ id, summary: { title, period } }: Dispatch): DispatchName {
  return { dispatchId: id, name: `${title}, ${period}` };
}

/** @param at ISO 8601 in UTC. */
export function isWithin(at: string | undefined, { from, to }: Span): boolean {
  return at !== undefined && at >= from.toISOString() && at < to.toISOString();
}

const MINUTE_MS = 60_000;

/** `25 minutes`, `3 hours`, `2 days`: whole ones, and never none. */
export function durationWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days >= 2) return `${days} days`;
  if (hours >= 1) return hours === 1 ? "1 hour" : `${hours} hours`;
  return minutes <= 1 ? "1 minute" : `${minutes} minutes`;
}
