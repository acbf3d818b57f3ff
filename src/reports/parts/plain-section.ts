import type { Section } from "../report.ts";

/** A section that has nothing to show: what is so, and what would stand here. */
export function plain(words: string, advice: string): Section {
  return { heading: words, blocks: [{ kind: "text", text: advice }] };
}
