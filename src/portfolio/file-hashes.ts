import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** The kinds of files that a portfolio is read from. */
const READ = /\.(?:ya?ml|csv|md|png)$/i;

/**
 * SHA-256 of every file a portfolio can be read from, so that a report can say later which files it was worked out
 * from, to the byte. Files are read in pieces, one after the other.
 *
 * @param dir The portfolio's folder.
 * @returns 64 hex digits by the file's path relative to `dir`, sorted.
 */
export async function hashFiles(dir: string): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const file of await filesBelow(dir, "")) {
    // A file that goes away meanwhile makes the source read again.
    const hash = await hashFile(join(dir, file));
    if (hash !== undefined) hashes[file] = hash;
  }
  return hashes;
}

/** @returns SHA-256 as 64 hex digits; undefined if the file cannot be read. */
export async function hashFile(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  const read = pipeline(createReadStream(path), hash).then(() => true);
  return (await read.catch(() => false)) ? hash.digest("hex") : undefined;
}

async function filesBelow(dir: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => []);
  const visible = entries.filter(({ name }) => !name.startsWith("."));
  const found = await Promise.all(
    visible.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return await filesBelow(dir, path);
      return READ.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat().sort();
}
