import type { Label } from "./labels.ts";
import { LINE_HEIGHT, QUIET } from "./theme.ts";

/** What is not shown, in the last line of the picture. */
export function buildNote(text: string, top: number): { labels: readonly Label[]; height: number } {
  if (text === "") return { labels: [], height: 0 };
  const y = top + LINE_HEIGHT / 2;
  const note: Label = { text, x: 0, y, align: "left", color: QUIET, weight: "regular", rank: 0 };
  return { labels: [note], height: LINE_HEIGHT };
}
