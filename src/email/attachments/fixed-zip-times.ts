/**
 * Takes the time of writing out of a ZIP archive. `write-excel-file` stamps every entry with the clock and has no option
 * for it, while the same report has to give the same bytes.
 *
 * Offsets after PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (end).
 */

/** 1 January 1980, midnight: the earliest moment an MS-DOS time can tell. */
const EPOCH_TIME = 0;
const EPOCH_DATE = (1 << 5) | 1;

const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;

/**
 * The same archive with every entry dated 1 January 1980.
 *
 * @throws Error if it is not an archive without comment, as `write-excel-file` writes it.
 */
export function fixZipTimes(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  const end = bytes.length - END_SIZE;
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error("This is not a ZIP archive.");
  const entries = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries; entry += 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error("The ZIP archive is damaged.");
    stamp(bytes, at + 12);
    stamp(bytes, bytes.readUInt32LE(at + 42) + 10);
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return bytes;
}

function stamp(bytes: Buffer, at: number): void {
  bytes.writeUInt16LE(EPOCH_TIME, at);
  bytes.writeUInt16LE(EPOCH_DATE, at + 2);
}
