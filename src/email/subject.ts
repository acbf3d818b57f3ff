import type { SubjectPlaceholder } from "../portfolio/subject-placeholders.ts";
import { createFormatter } from "../reports/format.ts";
import type { Report } from "../reports/report.ts";
import { cleanLine, cutText } from "./plain.ts";

/** Longest subject in UTF-16 code units. Clients show 40 to 70; the rest is for searching. */
export const SUBJECT_LIMIT = 150;
const PART_LIMITS: Readonly<Record<Exclude<SubjectPlaceholder, "headline">, number>> = {
  title: 50,
  period: 40,
  portfolio: 60,
  figure: 60,
};

const STANDARD = "{title} · {period}: {headline}";

/**
 * The subject line. The headline takes the room that the rest leaves.
 *
 * @param template Words and placeholders of `SUBJECT_PLACEHOLDERS`.
 * @param name What `{portfolio}` stands for.
 * @example buildSubject(report) // "CTO report · October 2026: Six vulnerabilities are open, two of them critical."
 */
export function buildSubject(report: Report, name: string, template = STANDARD): string {
  const parts = {
    title: cleanLine(report.title, PART_LIMITS.title),
    period: cleanLine(report.period.label, PART_LIMITS.period),
    portfolio: cleanLine(name, PART_LIMITS.portfolio),
    figure: cleanLine(firstFigure(report), PART_LIMITS.figure),
  };
  // All at once, so that a text that looks like a placeholder stays the text it is.
  const fill = (headline: string) =>
    cleanLine(template, SUBJECT_LIMIT).replaceAll(/\{([a-z]+)\}/gu, (match, found: string) =>
      found === "headline" ? headline : (parts[found as keyof typeof parts] ?? match),
    );
  const room = SUBJECT_LIMIT - fill("").length;
  return cutText(fill(room > 0 ? clipWords(cleanLine(report.headline), room) : ""), SUBJECT_LIMIT);
}

/** `Burn a month $8,140` */
function firstFigure({ metrics: [first], format }: Report): string {
  return first === undefined ? "" : `${first.label} ${createFormatter(format).figure(first.value)}`;
}

/** Cuts between words where a word ends in the second half, inside a word otherwise. */
function clipWords(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const space = text.lastIndexOf(" ", limit - 1);
  if (space < limit / 2) return cutText(text, limit);
  return `${text.slice(0, space).replace(/[\s,;:.–-]+$/u, "")}…`;
}
