/** Small words around figures. */
import type { Formatter } from "../format.ts";

/** `1 finding`, `2 findings`, `no findings`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? "no" : String(count)} ${count === 1 ? one : many}`;
}

/** `1 item is`, `2 items are`. */
export function pluralIs(count: number, one: string, many = `${one}s`): string {
  return `${plural(count, one, many)} ${count === 1 ? "is" : "are"}`;
}

/** `1 hour`, `2.5 hours`. */
export function hourWords(hours: number, format: Formatter): string {
  return `${format.count(hours)} ${hours === 1 ? "hour" : "hours"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listing(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `both`, `all 3`. For two or more. */
export function all(count: number): string {
  return count === 2 ? "both" : `all ${count}`;
}

/** Parts of a sentence with its first letter large and a full stop. Empty parts vanish. */
export function sentence(...parts: readonly string[]): string {
  return `${heading(...parts)}.`;
}

/** As `sentence`, without the full stop. */
export function heading(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== "").join("; ");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/**
 * How many of some things are so: `3 of 10 points are late`, `all 6 open findings are critical`,
 * `none of 6 open findings is critical`, `the one point is late`; empty for no things.
 *
 * @param one A singular noun.
 * @param many Its plural.
 */
export function partWords(
  part: number,
  whole: number,
  quality: string,
  [one, many]: readonly [one: string, many: string],
): string {
  if (whole === 0) return "";
  if (whole === 1) return `the one ${one} is ${part === 1 ? "" : "not "}${quality}`;
  if (part === whole) return `${all(whole)} ${many} are ${quality}`;
  if (part === 0) return `none of ${whole} ${many} is ${quality}`;
  return `${part} of ${whole} ${many} ${part === 1 ? "is" : "are"} ${quality}`;
}
