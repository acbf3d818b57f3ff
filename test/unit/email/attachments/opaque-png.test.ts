import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { toOpaquePng } from "../../../../src/email/attachments/opaque-png.ts";
import { rgbaPng } from "./pictures.ts";

/** Colour type and pixels of an RGB picture whose rows are differences to the ones above. */
function readOpaque(png: Uint8Array, width: number) {
  const bytes = Buffer.from(png);
  const length = bytes.readUInt32BE(33);
  const rows = inflateSync(bytes.subarray(41, 41 + length));
  const pixels: number[][] = [];
  for (let at = 0; at < rows.length; at += width * 3 + 1) {
    const above = pixels.at(-1) ?? [];
    const row = [...rows.subarray(at + 1, at + 1 + width * 3)];
    pixels.push(row.map((byte, x) => (byte + (above[x] ?? 0)) & 255));
  }
  return { colourType: bytes[25], pixels };
}

it.each([0, 1] as const)("puts a picture on white, rows packed with filter %i", (filter) => {
  const png = rgbaPng(
    2,
    2,
    (x, y) => [200, x * 50, y * 50, [255, 0, 51, 255][x + 2 * y] ?? 0],
    filter,
  );
  expect(readOpaque(toOpaquePng(png), 2)).toEqual({
    colourType: 2,
    // The second pixel is transparent, the third one fifth opaque: 200 / 5 + 255 × 4 / 5 = 244.
    pixels: [
      [200, 0, 0, 255, 255, 255],
      [244, 204, 214, 200, 50, 50],
    ],
  });
});

it("leaves other pictures as they are", () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  expect(toOpaquePng(jpeg)).toBe(jpeg);
  const opaque = toOpaquePng(rgbaPng(1, 1, () => [1, 2, 3, 255]));
  expect(toOpaquePng(opaque)).toBe(opaque);
});

it("refuses a picture that ends too early", () => {
  const png = Buffer.from(rgbaPng(2, 2, () => [1, 2, 3, 255]));
  png.writeUInt32BE(9, 20);
  expect(() => toOpaquePng(png)).toThrow("ends too early");
});
