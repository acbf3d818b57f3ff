import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PortfolioFault } from "../errors.ts";
import type { Loaded } from "./check.ts";
import { faultAt } from "./faults.ts";
import { wholeFile } from "./files.ts";
import type { Brand, Logo } from "./portfolio.ts";
import type { Path, YamlDocument } from "./yaml-document.ts";

/** Every mail carries it, so it has to be small. */
const MOST_BYTES = 200_000;
/** Pixels; twice what a mail can show. */
const MOST_WIDTH = 1_072;

/**
 * Reads the logos that the settings name.
 *
 * @param document The settings, to say where a file is named that cannot be used.
 */
export async function loadLogos(
  dir: string,
  document: YamlDocument,
  brand: Brand | undefined,
): Promise<Loaded<Readonly<Record<string, Logo>>>> {
  const faults: PortfolioFault[] = [];
  const logos: Record<string, Logo> = {};
  for (const { file, path } of namedLogos(brand)) {
    const logo = await readLogo(dir, file);
    if ("problem" in logo) faults.push(faultAt(document, path, `${file} ${logo.problem}`));
    else logos[file] = logo;
  }
  return Object.keys(logos).length === 0 ? { faults } : { value: logos, faults };
}

function namedLogos(brand: Brand | undefined): readonly { file: string; path: Path }[] {
  const at = (file: string | undefined, path: Path) => (file === undefined ? [] : [{ file, path }]);
  return [
    ...at(brand?.logo, ["brand", "logo"]),
    ...Object.entries(brand?.entities ?? {}).flatMap(([id, look]) =>
      at(look.logo, ["brand", "entities", id, "logo"]),
    ),
  ];
}

async function readLogo(dir: string, file: string): Promise<Logo | { readonly problem: string }> {
  let png: Uint8Array;
  try {
    png = new Uint8Array(await readFile(join(dir, file)));
  } catch (error) {
    return { problem: wholeFile(file, error).problem };
  }
  const size = sizeOf(png);
  if (size === undefined) return { problem: "is not a PNG picture" };
  if (png.length > MOST_BYTES) return { problem: "is larger than 200 KB, too much for every mail" };
  if (size.width > MOST_WIDTH) {
    return {
      problem: `is ${size.width} pixels wide, more than the ${MOST_WIDTH} that a mail can show`,
    };
  }
  return { png, ...size };
}

/** Width and height in pixels, from the header chunk. Source: W3C, PNG (third edition), 5.2 and 11.2.2. */
function sizeOf(bytes: Uint8Array): Pick<Logo, "width" | "height"> | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 33 || signature.some((byte, index) => bytes[index] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return width > 0 && height > 0 ? { width, height } : undefined;
}
