import { nearest } from "../nearest.ts";

/**
 * Says that a name is none of those there are.
 *
 * @param what Singular noun, e.g. `entity`.
 * @example notKnown("jad", "entity", ["jada"]) // 'is "jad", which is no known entity; did you mean "jada"?'
 */
export function notKnown(name: string, what: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const all = known.length === 0 ? "there is none" : `known are ${shortList(known)}`;
  const advice = meant ? `did you mean "${meant}"?` : all;
  if (name === "") return `is empty, expected the ${what}; ${all}`;
  return `is ${JSON.stringify(name)}, which is no known ${what}; ${advice}`;
}

const LONGEST_LIST = 12;

/** @example shortList(["a", "b"]) // "a, b" */
export function shortList(names: readonly string[]): string {
  const more = names.length - LONGEST_LIST;
  return names.slice(0, LONGEST_LIST).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
