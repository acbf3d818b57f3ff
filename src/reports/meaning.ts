import type { Meaning } from "./report.ts";

/** What a meaning is called, so that nobody depends on its colour. Neutral goes without saying. */
export const MEANING_WORDS: Readonly<Record<Meaning, string>> = {
  good: "Good",
  bad: "Needs attention",
  neutral: "",
};

/** The same as a sign, for rows and list items. Plain text characters: no client draws them as emoji. */
export const MEANING_SIGNS: Readonly<Record<Meaning, string>> = {
  good: "✓",
  bad: "!",
  neutral: "",
};

/** The word a callout starts with. */
export const CALLOUT_WORDS: Readonly<Record<Meaning, string>> = {
  good: "Good",
  bad: "Needs attention",
  neutral: "Note",
};
