import type { Envelope, RenderedMail } from "./artifact.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch } from "./dispatch.ts";
import type { TrailEvent } from "./trail.ts";

/** Something whose history is kept as a chain of events. */
export interface Trailed {
  /** What the chain is bound to. */
  readonly subject: string;
  readonly trail: readonly TrailEvent[];
  /** The hash of the last event, as it stands beside the trail. */
  readonly trailHash: string;
}

/** A dispatch with its history. */
export interface HeadRecord extends Trailed {
  readonly dispatch: Dispatch;
}

/** A delivery with its history. */
export interface DeliveryRecord extends Trailed {
  readonly delivery: Delivery;
  /** Names the key that its recipient's hash was made under last. */
  readonly hashKeyId?: string;
}

/** Everything that is on record of one dispatch, as far as it is still kept. */
export interface DispatchRecord {
  readonly head: HeadRecord;
  readonly deliveries: readonly DeliveryRecord[];
  /** Absent once it has expired, or if it cannot be read. */
  readonly mail?: RenderedMail;
  /** Absent once it has expired, or if it cannot be read. */
  readonly envelope?: Envelope;
  /** Why something is not there that should be. */
  readonly faults: readonly string[];
}

/**
 * Reads the record of one dispatch whole.
 *
 * @returns undefined if there is no such dispatch, or its record has expired.
 */
export type ReadRecord = (dispatchId: string) => Promise<DispatchRecord | undefined>;
