import type { Formatter } from "../format.ts";

/** `1,251 postings`, `1 posting`, `no postings`: large counts with the locale's separators. */
export function countWords(
  count: number,
  format: Formatter,
  one: string,
  many = `${one}s`,
): string {
  return `${count === 0 ? "no" : format.count(count)} ${count === 1 ? one : many}`;
}
