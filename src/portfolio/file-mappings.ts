import type { PortfolioFault } from "../errors.ts";
import { check, type Loaded } from "./check.ts";
import { faultAt } from "./faults.ts";
import { exists, readYaml } from "./files.ts";
import { notKnown } from "./known.ts";
import { type FileMapping, fileMappingsSchema, UNMAPPED } from "./schema/file-mapping.ts";

const FILE = "ledger/mapping.yml";

/** How a CSV file is written: its delimiter, columns, dates and numbers. */
export type MappingOf = (file: string) => FileMapping;

/**
 * Reads `ledger/mapping.yml`, which need not exist. Of several patterns that match a file the first counts; a file
 * that none matches has the columns and formats of docs/portfolio.md.
 *
 * @param entities Ids of all entities.
 */
export async function loadFileMappings(
  dir: string,
  entities: readonly string[],
): Promise<Loaded<MappingOf>> {
  if (!(await exists(dir, FILE))) return { value: () => UNMAPPED, faults: [] };
  const { document, faults: found } = await readYaml(dir, FILE);
  const faults: PortfolioFault[] = [...found];
  const mappings = document && check(document, document.value, fileMappingsSchema, faults);
  if (document === undefined || mappings === undefined) return { faults };
  for (const [index, { entity }] of mappings.files.entries()) {
    if (entity === undefined || entities.includes(entity)) continue;
    const path = ["files", index, "entity"];
    faults.push(faultAt(document, path, notKnown(entity, "entity", entities)));
  }
  if (faults.length > 0) return { faults };
  const value: MappingOf = (file) =>
    mappings.files.find((it) => isMatch(it.file, file)) ?? UNMAPPED;
  return { value, faults };
}

/** `*` stands for any part of a name within its folder. */
function isMatch(pattern: string, file: string): boolean {
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join("[^/]*")}$`).test(file);
}
