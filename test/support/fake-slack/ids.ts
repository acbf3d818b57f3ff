/** Ids in Slack's shapes. Each is new, however still the clock stands. */

import type { Clock } from "../../../src/clock.ts";
import { asObjects, isObject, type JsonObject } from "./json.ts";

/** A source of ids. */
export interface SlackIds {
  /** A message's `ts`: seconds, a dot, six digits. Later ones sort after earlier ones. */
  ts(): string;
  /** e.g. `V000000007`. */
  next(prefix: string): string;
  /** Blocks with the ids that Slack gives to those which came without. */
  complete(blocks: unknown): readonly JsonObject[];
}

/** Starts counting at one. */
export function createIds(clock: Pick<Clock, "now">): SlackIds {
  let count = 0;
  const next = (prefix: string) => {
    count += 1;
    return `${prefix}${String(count).padStart(9, "0")}`;
  };
  const named = (element: unknown): unknown => {
    if (!isObject(element) || !isInteractive(element)) return element;
    return { ...element, action_id: element["action_id"] ?? next("act") };
  };
  const completeBlock = (block: JsonObject): JsonObject => ({
    ...block,
    block_id: block["block_id"] ?? next("blk"),
    ...(block["accessory"] === undefined ? {} : { accessory: named(block["accessory"]) }),
    ...(block["element"] === undefined ? {} : { element: named(block["element"]) }),
    ...(block["type"] === "actions" ? { elements: asObjects(block["elements"]).map(named) } : {}),
  });
  return {
    ts: () => {
      count += 1;
      const seconds = Math.floor(clock.now().getTime() / 1000);
      return `${seconds}.${String(count).padStart(6, "0")}`;
    },
    next,
    complete: (blocks) => asObjects(blocks).map(completeBlock),
  };
}

function isInteractive(element: JsonObject): boolean {
  return element["type"] !== "image";
}
