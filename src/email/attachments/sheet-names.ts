import { cleanLine } from "../plain.ts";

/** Excel's limit, in UTF-16 code units. */
const SHEET_NAME_LIMIT = 31;
const FORBIDDEN = /[[\]:*?/\\]+/gu;

/**
 * Names of sheets that Excel opens: at most 31 characters, none of `[]:*?/\`, no apostrophe at either end, not empty,
 * not `History`, and no two alike, whatever their case.
 *
 * @param wanted What each sheet holds, in words.
 * @see https://support.microsoft.com/office/3f1f7148-ee83-404d-8ef0-9ff99fbad1f9
 */
export function buildSheetNames(wanted: readonly string[]): readonly string[] {
  const taken = new Set(["history"]);
  return wanted.map((text, index) => {
    const words = cleanName(text, SHEET_NAME_LIMIT) || `Table ${index + 1}`;
    let name = words;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
      const ending = ` (${count})`;
      name = cleanName(words, SHEET_NAME_LIMIT - ending.length) + ending;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

/** What XML cannot carry is left out here, so that two names cannot become alike in the file. */
function cleanName(text: string, limit: number): string {
  const line = cleanLine(text, 200)
    .replace(FORBIDDEN, " ")
    .replace(/\uFFFD|\p{Noncharacter_Code_Point}/gu, "")
    .replace(/\s+/gu, " ");
  return cleanLine(line.replace(/^[\s']+|[\s']+$/gu, ""), limit).replace(/[\s']+$/gu, "");
}
