/**
 * Takes the transparency out of a PNG, on white. PDF stores it as a second picture which has to be unpacked first, and
 * the library does that in the background: several pictures would stand in the file in the order in which they happen
 * to be ready. An opaque picture goes into the PDF as it is.
 *
 * Chunks and filters after https://www.w3.org/TR/png-3/.
 */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const FILTER_UP = 2;

/** Whether the bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
}

/**
 * The same picture without an alpha channel. Anything but an 8-bit RGBA picture, not interlaced, comes back as it is.
 *
 * @throws Error if the picture's data are damaged.
 */
export function toOpaquePng(png: Uint8Array): Uint8Array {
  if (!isPng(png)) return png;
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const chunks = readChunks(bytes);
  const head = chunks.find(({ type }) => type === "IHDR")?.data;
  // 8 bits, RGBA, deflate, adaptive filters, not interlaced.
  if (head?.subarray(8, 13).equals(Buffer.from([8, 6, 0, 0, 0])) !== true) return png;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const packed = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const pixels = unfilter(inflateSync(Buffer.concat(packed)), width * 4, height);
  const header = Buffer.from(head);
  header[9] = 2;
  return Buffer.concat([
    SIGNATURE,
    buildChunk("IHDR", header),
    buildChunk("IDAT", deflateSync(filterRows(flatten(pixels), width * 3, height), { level: 9 })),
    buildChunk("IEND", Buffer.alloc(0)),
  ]);
}

function readChunks(bytes: Buffer): readonly { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function buildChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Undoes the filter each row was packed with. */
function unfilter(raw: Buffer, stride: number, height: number): Buffer {
  if (raw.length < (stride + 1) * height) throw new Error("The picture ends too early.");
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    for (let x = 0; x < stride; x += 1) {
      const left = x < 4 ? 0 : (pixels[to + x - 4] ?? 0);
      const up = row === 0 ? 0 : (pixels[to + x - stride] ?? 0);
      const corner = x < 4 || row === 0 ? 0 : (pixels[to + x - stride - 4] ?? 0);
      pixels[to + x] = ((raw[from + x] ?? 0) + predict(filter, left, up, corner)) & 0xff;
    }
  }
  return pixels;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

/** RGBA to RGB as it looks on white. */
function flatten(rgba: Buffer): Buffer {
  const rgb = Buffer.alloc((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      rgb[to + channel] = Math.round(
        ((rgba[from + channel] ?? 0) * alpha + 255 * (255 - alpha)) / 255,
      );
    }
  }
  return rgb;
}

/** Each row as its difference to the one above, which packs charts well. */
function filterRows(pixels: Buffer, stride: number, height: number): Buffer {
  const rows = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows[row * (stride + 1)] = FILTER_UP;
    for (let x = 0; x < stride; x += 1) {
      const at = row * stride + x;
      const up = row === 0 ? 0 : (pixels[at - stride] ?? 0);
      rows[row * (stride + 1) + 1 + x] = ((pixels[at] ?? 0) - up) & 0xff;
    }
  }
  return rows;
}
