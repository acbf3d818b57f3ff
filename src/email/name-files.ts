import { cleanLine } from "./plain.ts";

/** More files of one folder than this are counted, not named. */
const MOST_NAMES = 3;
/** What all entities share needs no folder's name. */
const COMMON = /^entities\//u;

/**
 * Names files for readers: few by name, many of one folder by their number.
 *
 * @example nameFiles(["entities/dc.yml", "ledger/2026-09.csv", "ledger/2026-10.csv"]) // ["dc.yml", "ledger/2026-09.csv", "ledger/2026-10.csv"]
 * @example nameFiles(thirteenMonths) // ["13 files in ledger"]
 */
export function nameFiles(files: readonly string[]): readonly string[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.split("/").slice(0, -1).join("/");
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].flatMap(([folder, inside]) =>
    folder !== "" && inside.length > MOST_NAMES
      ? [cleanLine(`${inside.length} files in ${folder}`, 80)]
      : inside.map((file) => cleanLine(file.replace(COMMON, ""), 80)),
  );
}
