/** A PNG's size and pixels, after the specification and without the library that wrote it. */
import { inflateSync } from "node:zlib";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, 0–255, of a pixel. */
  at(x: number, y: number): readonly number[];
}

const SIGNATURE = "89504e470d0a1a0a";

/** @see https://www.w3.org/TR/png-3/ 5.3 (chunks), 9.2 (filters). 8 bits a channel, not interlaced. */
export function readPng(file: Uint8Array): Pixels {
  const png = Buffer.from(file);
  if (png.subarray(0, 8).toString("hex") !== SIGNATURE) throw new Error("Not a PNG.");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, colour, interlaced] = [png[24], png[25], png[28]];
  if (depth !== 8 || interlaced !== 0 || (colour !== 2 && colour !== 6)) {
    throw new Error(`Depth ${depth}, colour type ${colour}, interlaced ${interlaced} is not read.`);
  }
  const channels = colour === 6 ? 4 : 3;
  const rows = unfilter(inflateSync(dataOf(png)), width * channels, height, channels);
  return {
    width,
    height,
    at: (x, y) => [0, 1, 2].map((channel) => rows[y]?.[x * channels + channel] ?? -1),
  };
}

function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.subarray(at + 4, at + 8).toString("latin1") === "IDAT") {
      parts.push(png.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  return Buffer.concat(parts);
}

function unfilter(data: Buffer, size: number, height: number, channels: number) {
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (size + 1)];
    const row = Uint8Array.from(data.subarray(y * (size + 1) + 1, (y + 1) * (size + 1)));
    const above = rows[y - 1];
    for (let x = 0; x < size; x += 1) {
      const a = row[x - channels] ?? 0;
      const b = above?.[x] ?? 0;
      const c = x < channels ? 0 : (above?.[x - channels] ?? 0);
      row[x] = (row[x] ?? 0) + predict(filter, a, b, c);
    }
    rows.push(row);
  }
  return rows;
}

function predict(filter: number | undefined, a: number, b: number, c: number): number {
  if (filter === 1) return a;
  if (filter === 2) return b;
  if (filter === 3) return Math.floor((a + b) / 2);
  if (filter !== 4) return 0;
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
