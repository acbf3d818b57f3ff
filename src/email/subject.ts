import type { Report } from "../reports/report.ts";
import { cleanLine, cutText } from "./plain.ts";

/** Longest subject in UTF-16 code units. Clients show 40 to 70; the rest is for searching. */
export const SUBJECT_LIMIT = 150;
const TITLE_LIMIT = 50;
const PERIOD_LIMIT = 40;

/**
 * The subject line: what it is, for when, and the headline as far as it fits.
 *
 * @example "CTO report · October 2026: Six vulnerabilities are open, two of them critical."
 */
export function buildSubject(report: Report): string {
  const title = cleanLine(report.title, TITLE_LIMIT);
  const period = cleanLine(report.period.label, PERIOD_LIMIT);
  const lead = `${title} · ${period}: `;
  return lead + clipWords(cleanLine(report.headline), SUBJECT_LIMIT - lead.length);
}

/** Cuts between words where a word ends in the second half, inside a word otherwise. */
function clipWords(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const space = text.lastIndexOf(" ", limit - 1);
  if (space < limit / 2) return cutText(text, limit);
  return `${text.slice(0, space).replace(/[\s,;:.–-]+$/u, "")}…`;
}
