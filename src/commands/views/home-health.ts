import type { Health, HealthLine } from "../../digest/health.ts";
import { type Block, clip, clipMarkup, escapeMarkup, markup } from "../text.ts";

/** Faults of several lines included. */
const WORDS = 900;

/** The sign is no more than its word says; whoever cannot see it misses nothing. */
const STATES: Readonly<Record<HealthLine["state"], string>> = {
  good: "✓",
  bad: "! Needs attention:",
  unknown: "? Not known:",
};

/** Whether mails can go out, and how fresh the data is. */
export function buildHealth(health: Health): Block[] {
  const lines = health.map(({ about, state, words }) => {
    const text = clipMarkup(escapeMarkup(clip(words, WORDS)), WORDS);
    return `*${escapeMarkup(about)}* ${STATES[state]} ${text}`;
  });
  return [{ type: "section", text: markup(lines.join("\n")) }];
}
