/** The one command, as `manifest.yml` declares it. */
export const COMMAND = "/exec-report";

/** What somebody wants from `/exec-report`. */
export type ParsedCommand =
  | { readonly kind: "help" }
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

const ENTITY = /^entity:(.+)$/;

/**
 * Reads the text after the command: a report, then in any order a period and an entity. Case and extra blanks
 * do not matter. Whether they exist is for others to say.
 *
 * @example parseCommand(" CTO last-month entity:jada")
 * // { kind: "report", report: "cto", period: "last-month", entity: "jada" }
 */
export function parseCommand(text: string): ParsedCommand {
  const [report, ...words] = text.trim().toLowerCase().split(/\s+/);
  if (report === undefined || report === "" || report === "help") return { kind: "help" };
  const entities = words.filter((word) => ENTITY.test(word));
  const periods = words.filter((word) => !ENTITY.test(word));
  const unexpected = [...periods.slice(1), ...entities.slice(1)];
  if (unexpected.length > 0) return { kind: "unexpected", report, words: unexpected };
  const entity = ENTITY.exec(entities[0] ?? "")?.[1];
  return {
    kind: "report",
    report,
    ...(periods[0] !== undefined && { period: periods[0] }),
    ...(entity !== undefined && { entity }),
  };
}
