import type { Portfolio } from "../portfolio/portfolio.ts";
import type { Report } from "../reports/report.ts";
import type { SourceFile } from "./dispatch.ts";

/** What says how the other files are to be read, and so is part of every figure that comes from them. */
const ALWAYS = /^(?:settings\.ya?ml|ledger\/[^/]+\.ya?ml)$/;

/**
 * The files that a report drew on, with the hash of what was read from each: those its figures and sentences name as
 * their source, and those that say how files are read.
 *
 * @returns Sorted by name; empty where the portfolio did not come from files.
 */
export function sourceFilesOf(
  { sources }: Pick<Report, "sources">,
  { files = {} }: Pick<Portfolio, "files">,
): readonly SourceFile[] {
  const named = new Set(sources.map(({ file }) => file));
  return Object.entries(files)
    .filter(([file]) => named.has(file) || ALWAYS.test(file))
    .map(([file, sha256]) => ({ file, sha256 }));
}
