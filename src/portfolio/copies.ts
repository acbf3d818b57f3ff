import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { PortfolioFault } from "../errors.ts";
import { compare } from "./check.ts";
import { hashFile } from "./file-hashes.ts";

/**
 * Files that are the same as another one, byte for byte, as a browser leaves them after a second download.
 *
 * Of files that are the same, the one with the shortest name is taken for the original: `2026-10.csv`, not
 * `2026-10 (1).csv` or `Copy of 2026-10.csv`. Only files of the same size are read.
 *
 * @param dir The portfolio's folder.
 * @param files Relative to it. What is empty or cannot be read is no copy.
 * @param readAs What tells files of the same bytes apart, such as the entity they are about.
 * @returns The original by its copy.
 */
export async function findCopies(
  dir: string,
  files: readonly string[],
  readAs: (file: string) => string = () => "",
): Promise<ReadonlyMap<string, string>> {
  const ranked = files.toSorted((one, other) => one.length - other.length || compare(one, other));
  const sizes = new Map<string, number>();
  for (const file of ranked) {
    const size = await stat(join(dir, file)).then(
      (found) => found.size,
      () => 0,
    );
    if (size > 0) sizes.set(file, size);
  }
  const originals = new Map<string, string>();
  const copies = new Map<string, string>();
  for (const [file, size] of sizes) {
    if ([...sizes.values()].filter((each) => each === size).length === 1) continue;
    const hash = await hashFile(join(dir, file));
    if (hash === undefined) continue;
    const key = `${hash} ${readAs(file)}`;
    const original = originals.get(key);
    if (original === undefined) originals.set(key, file);
    else copies.set(file, original);
  }
  return copies;
}

/** @param harm What both together would do, e.g. `each posting would count twice`. */
export function copyFault(file: string, original: string, harm: string): PortfolioFault {
  const problem = `is the same, byte for byte, as ${original}, and ${harm}; remove one of the two`;
  return { file, line: 1, column: 1, path: "", problem };
}
