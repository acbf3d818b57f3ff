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

/** Parts of a sentence with its first letter large and a full stop. Empty parts vanish. */
export function sentence(...parts: readonly string[]): string {
  return `${heading(...parts)}.`;
}

/** As `sentence`, without the full stop. */
export function heading(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== "").join("; ");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** `4 of them critical`, `and it is critical`, `none of them critical`; empty for nothing. */
export function ofThem(part: number, whole: number, quality: string): string {
  if (whole === 0) return "";
  if (whole === 1) return part === 1 ? `and it is ${quality}` : `and it is not ${quality}`;
  if (part === whole) return `all of them ${quality}`;
  return `${part === 0 ? "none" : String(part)} of them ${quality}`;
}
