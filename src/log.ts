import { type Logger, pino } from "pino";

export type Log = Logger;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Anything that looks like a mailbox, a Slack token or a response URL has no place in a log. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+\.[a-z]{2,}/gi, "[address]"],
  [/\bx(?:ox[a-z]|app)-[\w-]+/g, "[token]"],
  // Slashes may be escaped, once for every text that holds the other. What ends a text must stay: lines are JSON.
  [/https:(?:\\*\/){2}hooks\.slack(?:-gov)?\.com[^\s"\\]*(?:\\+\/[^\s"\\]*)*/g, "[response_url]"],
];

/** Removes addresses, tokens and response URLs from a line of log. */
function redact(line: string): string {
  return SECRETS.reduce((text, [pattern, mark]) => text.replace(pattern, mark), line);
}

/**
 * One JSON object per line on standard output. Lines pass through {@link redact} as the last step, so that an
 * address inside an SDK's error message does not get out either.
 *
 * @param level The least important level that is written.
 * @param write Where lines go.
 */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(redact(line)) },
  );
}
