/** The one command, as `manifest.yml` declares it. */
export const COMMAND = "/exec-report";

/** A report that somebody asks for. */
export type ReportCommand =
  | {
      readonly kind: "report";
      readonly report: string;
      /** As typed, e.g. `last-month`. */
      readonly period?: string;
      /** As typed after `entity:`. */
      readonly entity?: string;
    }
  /** A report was named, followed by more than a period and an entity. */
  | { readonly kind: "unexpected"; readonly report: string; readonly words: readonly string[] };

/** What follows the command: its first word in lower case, and the rest as typed. */
export function splitCommand(text: string): { readonly word: string; readonly rest: string } {
  const typed = text.trim();
  const [word = ""] = typed.split(/\s+/, 1);
  return { word: word.toLowerCase(), rest: typed.slice(word.length).trim() };
}

/** Slack and phones turn straight quotes into those of their language. */
const DOUBLE = '"“”„‟«»';
const SINGLE = "'‘’‚‛";

/** `entity:` with a name in quotes, which may hold blanks; else a run of anything but blanks. */
const WORD = new RegExp(
  `entity:(?:[${DOUBLE}][^${DOUBLE}]+[${DOUBLE}]|[${SINGLE}][^${SINGLE}]+[${SINGLE}])(?!\\S)|\\S+`,
  "gu",
);
const OUTER_QUOTES = new RegExp(`^[${DOUBLE}${SINGLE}]+|[${DOUBLE}${SINGLE}]+$`, "gu");

/**
 * Reads a report, then in any order a period and an entity. A name with blanks stands in quotes of any kind. Case and
 * extra blanks do not matter. Whether report, period and entity exist is for others to say.
 *
 * @example parseReport(" CTO last-month entity:jada")
 * // { kind: "report", report: "cto", period: "last-month", entity: "jada" }
 * @example parseReport("ceo entity:“Rental property”") // { kind: "report", report: "ceo", entity: "rental property" }
 */
export function parseReport(text: string): ReportCommand {
  const { word: report, rest } = splitCommand(text);
  const words = wordsOf(rest);
  const entities = words.filter((word) => entityIn(word) !== "");
  const periods = words.filter((word) => entityIn(word) === "");
  const unexpected = [...periods.slice(1), ...entities.slice(1)];
  if (unexpected.length > 0) return { kind: "unexpected", report, words: unexpected };
  const entity = entityIn(entities[0] ?? "");
  return {
    kind: "report",
    report,
    ...(periods[0] !== undefined && { period: periods[0] }),
    ...(entity !== "" && { entity }),
  };
}

/** In lower case; `entity:` and a name in quotes are one word. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** What stands after `entity:`, without quotes, its blanks single; empty for any other word. */
export function entityIn(word: string): string {
  const [, name = ""] = /^entity:(.+)$/su.exec(word) ?? [];
  return name.replace(OUTER_QUOTES, "").trim().replace(/\s+/g, " ");
}
