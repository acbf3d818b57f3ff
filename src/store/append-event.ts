import { type EventDetails, nextEvent, type TrailTip, trailStart } from "../dispatch/trail.ts";
import type { Attributes, Update } from "./expressions.ts";
import type { Key } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

/** A change of an item, and the event that tells of it. */
export type Step = Omit<Update, "append"> & { readonly event: EventDetails };

/** The attributes of an item whose trail begins. */
export function beginTrail(subject: string, details: EventDetails) {
  const first = nextEvent(trailStart(subject), details);
  return { trail: [first], trail_hash: first.hash };
}

/**
 * Changes an item and adds the event that tells of it to its trail, in one write. Of several writers at the same time
 * one goes first; the others read what it left and go on from there.
 *
 *     A  read (tip 4) ── write event 5 if the tip is still 4 ──► done
 *     B  read (tip 4) ────── write event 5 if the tip is still 4 ──► refused: read (tip 5) ── write event 6 …
 *
 * @param subject What the trail is bound to; see {@link trailStart}.
 * @param plan The change, for the item as it was read; undefined to leave it as it is.
 * @param seen The item as it was not long ago: saves reading it, if nobody has changed it since.
 * @returns The item after the change, or undefined if it is not there, is to be left, or the condition did not hold.
 */
export async function appendEvent(
  table: TableClient,
  key: Key,
  subject: string,
  plan: (item: Attributes) => Step | undefined | Promise<Step | undefined>,
  seen?: Attributes,
): Promise<Attributes | undefined> {
  let item = seen ?? (await table.get(key));
  while (item !== undefined) {
    const step = await plan(item);
    if (step === undefined) return undefined;
    const changed = await table.update(key, toUpdate(step, item, subject));
    if (changed !== undefined) return changed;
    const before = item["trail_hash"];
    item = await table.get(key);
    // Nobody came in between, so it was the step's own condition that did not hold.
    if (item?.["trail_hash"] === before) return undefined;
  }
  return undefined;
}

function toUpdate({ event: details, ...step }: Step, item: Attributes, subject: string): Update {
  const event = nextEvent(tipOf(item, subject), details);
  const known = item["trail_hash"];
  return {
    ...step,
    set: { ...step.set, trail_hash: event.hash },
    append: { trail: event },
    condition: {
      clauses: [
        ...step.condition.clauses,
        // Nothing was added since it was read: two writers cannot make two trails of one.
        known === undefined ? "attribute_not_exists(#trail_hash)" : "#trail_hash = :trail_tip",
      ],
      values: { ...step.condition.values, ":trail_tip": known },
    },
  };
}

function tipOf({ trail, trail_hash: hash }: Attributes, subject: string): TrailTip {
  const seq = Array.isArray(trail) ? trail.length : 0;
  return { ...trailStart(subject), seq, ...(typeof hash === "string" && { hash }) };
}
