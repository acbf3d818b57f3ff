import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Names of the files that this program has written to the folder, one a line. */
const LIST = ".written-by-exec-report";

/**
 * Makes a folder ready for new files: takes away those that this program wrote to it before, which would look like a
 * part of what comes now. Everything else in it is left: a person, or another program, may have put it there.
 *
 * @param names What comes now; without folders.
 */
export async function clearOwnFiles(folder: string, names: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const list = join(folder, LIST);
  for (const name of await readNames(list)) await removeFile(join(folder, name));
  // Before the files are there: one that is not in the list would stay for good.
  await writeFile(list, names.map((name) => `${name}\n`).join(""));
}

/** A list that somebody has edited must not lead out of the folder. */
async function readNames(list: string): Promise<readonly string[]> {
  const text = await readFile(list, "utf8").catch(ifMissing(""));
  return text
    .split("\n")
    .filter((name) => !["", ".", ".."].includes(name) && name === basename(name));
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error: unknown) => {
    // By now it is a folder, which is not what was written.
    if (codeOf(error) !== "ERR_FS_EISDIR") throw error;
  });
}

function ifMissing<T>(instead: T) {
  return (error: unknown): T => {
    if (codeOf(error) === "ENOENT") return instead;
    throw error;
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
