/** Small PNG files, written by hand. */
import { crc32, deflateSync } from "node:zlib";

/** An RGBA picture; `pixel` gives red, green, blue and alpha, 0 to 255. `filter` is every row's (0 or 1). */
export function rgbaPng(
  width: number,
  height: number,
  pixel: (x: number, y: number) => readonly [number, number, number, number],
  filter: 0 | 1 = 0,
): Uint8Array {
  const rows = Array.from({ length: height }, (_row, y) => {
    const bytes = Array.from({ length: width }, (_pixel, x) => pixel(x, y)).flat();
    const coded = bytes.map((byte, at) =>
      filter === 0 || at < 4 ? byte : (byte - (bytes[at - 4] ?? 0)) & 255,
    );
    return Buffer.from([filter, ...coded]);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
