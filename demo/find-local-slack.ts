import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SlackUnavailableError } from "../src/errors.ts";

/** The release that comes as an optional dependency on Linux x64, and is fetched by npx elsewhere. */
const VERSION = "0.1.8";

/** The program, and what stands before its own arguments. */
export type Command = readonly [program: string, ...args: string[]];

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The program where it is installed. */
  readonly installed?: string | undefined;
  /** The script of npm, as npm tells what it runs. */
  readonly npmScript?: string | undefined;
}

/**
 * What starts the local Slack. Never a `.cmd` file, as which npx comes on Windows: Node runs those through a shell only.
 *
 * @throws SlackUnavailableError if this machine has neither the program nor a known way to fetch it.
 */
export function findLocalSlack({ platform, installed, npmScript }: Machine): Command {
  if (installed !== undefined) return [installed];
  const release = ["--yes", `local-slack@${VERSION}`];
  const npx = npmScript === undefined ? undefined : join(dirname(npmScript), "npx-cli.js");
  if (npx !== undefined && existsSync(npx)) return [process.execPath, npx, ...release];
  if (platform !== "win32") return ["npx", ...release];
  throw localSlackUnavailable("npm, which fetches it on Windows, is not there");
}

/** The program of the optional dependency; undefined on all platforms that have none. */
export function installedLocalSlack(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve("local-slack-linux-x64/package.json");
    return join(dirname(manifest), "bin", "local-slack");
  } catch {
    return undefined;
  }
}

/** @param reason Completes "The local Slack does not run on this machine: …" */
export function localSlackUnavailable(reason: string, cause?: unknown): SlackUnavailableError {
  const machine = `${process.platform} ${process.arch}`;
  return new SlackUnavailableError(
    `The local Slack does not run on this machine (${machine}): ${reason}.`,
    {
      hint: "Start the demo with `npm run demo` after `npm ci` on Linux x64, such as WSL 2; or connect a real workspace, as README.md describes.",
      cause,
    },
  );
}
