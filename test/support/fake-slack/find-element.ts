/** Finding what a person clicks on, by what they see or by its action id. */

import { asObject, asObjects, type JsonObject } from "./json.ts";

/** An action id or a button's text; with `value` or `block` where several share one. */
export type ElementQuery =
  | string
  | { readonly action: string; readonly value?: string; readonly block?: string };

/** Something a person can click on, and the block it is in. */
export interface FoundElement {
  readonly blockId: string;
  readonly element: JsonObject;
}

/** @throws Error when there is no such element, or more than one */
export function findElement(blocks: readonly JsonObject[], query: ElementQuery): FoundElement {
  const all = elementsOf(blocks);
  const found = all.filter((one) => fits(one, query));
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  const there = all.map(({ element }) => `${labelOf(element)} (${String(element["action_id"])})`);
  const problem = only === undefined ? "Nothing" : `${found.length} elements`;
  throw new Error(
    `${problem} to click on for ${JSON.stringify(query)}. There is: ${there.join(", ") || "nothing"}.`,
  );
}

/** All elements of some blocks that a person can act on, inputs included. */
export function elementsOf(blocks: readonly JsonObject[]): readonly FoundElement[] {
  return blocks.flatMap((block) =>
    [block["accessory"], block["element"], ...asObjects(block["elements"])]
      .map(asObject)
      .filter((element) => typeof element["action_id"] === "string")
      .map((element) => ({ blockId: String(block["block_id"]), element })),
  );
}

function fits({ blockId, element }: FoundElement, query: ElementQuery): boolean {
  if (typeof query === "string") {
    return element["action_id"] === query || labelOf(element) === query;
  }
  if (element["action_id"] !== query.action) return false;
  if (query.value !== undefined && element["value"] !== query.value) return false;
  return query.block === undefined || blockId === query.block;
}

function labelOf(element: JsonObject): string {
  return String(asObject(element["text"])["text"] ?? element["type"]);
}
