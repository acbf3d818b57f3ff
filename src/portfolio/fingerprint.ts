import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * What a folder looks like from the outside: names, sizes and times of everything below it, hidden files aside. It
 * changes with every edit, without reading a file.
 *
 * @param dir May be missing.
 */
export async function fingerprintOf(dir: string): Promise<string> {
  return (await entriesOf(dir, "")).join("\n");
}

async function entriesOf(dir: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(dir, folder)).catch(() => []);
  const visible = names.filter((name) => !name.startsWith(".")).sort();
  const entries = await Promise.all(visible.map((name) => entryOf(dir, `${folder}/${name}`)));
  return entries.flat();
}

async function entryOf(dir: string, path: string): Promise<readonly string[]> {
  // Nanoseconds: two edits within a millisecond are two. The change time also tells of permissions and replacement.
  const found = await stat(join(dir, path), { bigint: true }).catch(() => undefined);
  if (found === undefined) return [`${path} ?`];
  if (found.isDirectory()) return [`${path}/`, ...(await entriesOf(dir, path))];
  return [`${path} ${found.size} ${found.mtimeNs} ${found.ctimeNs} ${found.ino}`];
}
