/** Counts from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_END = /\r\n|\n|\r/;

/**
 * Where a value starts, its quote included.
 *
 * @param raw The record as it stands in the file, without the end of its line.
 * @param line Line of the file on which the record starts.
 * @param index Of the value, from 0; for one that is not there, the start of the record.
 */
export function placeOfValue(
  raw: string,
  line: number,
  delimiter: string,
  index: number,
): Position {
  return placeAt(raw, line, startOf(raw, delimiter, index));
}

/** Where the record's character with this index, from 0, stands in the file. */
export function placeAt(raw: string, line: number, index: number): Position {
  const lines = raw.slice(0, index).split(LINE_END);
  return { line: line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** How many times a new line starts within a text. */
export function countLineEnds(text: string): number {
  // Nearly all texts have none, and this is asked of every value of a million rows.
  if (!text.includes("\n") && !text.includes("\r")) return 0;
  return text.split(LINE_END).length - 1;
}

function startOf(raw: string, delimiter: string, index: number): number {
  let value = 0;
  let isQuoted = false;
  for (let at = 0; at < raw.length; at++) {
    if (value === index) return at;
    // A quote within quotes is doubled, which toggles twice.
    if (raw[at] === '"') isQuoted = !isQuoted;
    else if (raw[at] === delimiter && !isQuoted) value++;
  }
  return value === index ? raw.length : 0;
}
