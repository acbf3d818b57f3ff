/** The one command, as `manifest.yml` declares it. */
export const COMMAND = "/exec-report";

/** What somebody wants from `/exec-report`. */
export type ParsedCommand =
  | { readonly kind: "help" }
  | { readonly kind: "report"; readonly report: string }
  /** A report was named, followed by something that has no meaning there. */
  | { readonly kind: "unexpected"; readonly report: string; readonly words: readonly string[] };

/**
 * Reads the text after the command. Case and extra blanks do not matter.
 *
 * @example parseCommand("  CTO ") // { kind: "report", report: "cto" }
 */
export function parseCommand(text: string): ParsedCommand {
  const [first, ...words] = text.trim().toLowerCase().split(/\s+/);
  if (first === undefined || first === "" || first === "help") return { kind: "help" };
  return words.length === 0
    ? { kind: "report", report: first }
    : { kind: "unexpected", report: first, words };
}
