import type { z } from "zod";
import { PortfolioError, type PortfolioFault } from "../errors.ts";
import { checkAudiences, checkEntityIds, checkReferences } from "./cross-checks.ts";
import { faultsOf, valueAt } from "./faults.ts";
import { listYaml, readYaml } from "./files.ts";
import type { Entity, Portfolio, Settings } from "./portfolio.ts";
import { entitySchema } from "./schema/entity.ts";
import { minorDigitsOf } from "./schema/money.ts";
import { settingsSchema } from "./schema/settings.ts";
import { withSources } from "./sources.ts";
import type { YamlDocument } from "./yaml-document.ts";

const SETTINGS = "settings.yml";
const ENTITIES = "entities";

/** What the loader has to know from the outside. */
export interface LoadOptions {
  /** Ids of all reports; an audience for any other is a fault. */
  readonly reportTypes: readonly string[];
}

/**
 * Reads the operator's files: `settings.yml` and everything under `entities/`.
 *
 * @param dir The portfolio's folder.
 * @returns A checked snapshot, frozen in depth, entities sorted by id.
 * @throws PortfolioError with every fault of every file, in the order of files and lines.
 * @example await loadPortfolio("portfolio", { reportTypes: ["ceo", "cto"] })
 */
export async function loadPortfolio(dir: string, options: LoadOptions): Promise<Portfolio> {
  const settingsFile = await readYaml(dir, SETTINGS);
  const listing = await listYaml(dir, ENTITIES);
  const entityFiles = await Promise.all(listing.files.map((file) => readYaml(dir, file)));
  const faults = [settingsFile, listing, ...entityFiles].flatMap((read) => read.faults);

  const settings = parseSettings(settingsFile.document, options, faults);
  const documents = entityFiles.flatMap(({ document }) => (document ? [document] : []));
  const minorDigits = minorDigitsOf(valueAt(settingsFile.document?.value, ["currency"]));
  const entities = parseEntities(documents, minorDigits, faults);

  if (faults.length > 0 || settings === undefined)
    throw new PortfolioError(sorted(faults), { hint });
  return freeze({ settings, entities });
}

const hint = "Correct the files and try again.";

/**
 * Reads `settings.yml` alone.
 *
 * @throws PortfolioError with every fault of that file.
 */
export async function loadSettings(dir: string, options: LoadOptions): Promise<Settings> {
  const { document, faults: found } = await readYaml(dir, SETTINGS);
  const faults = [...found];
  const settings = parseSettings(document, options, faults);
  if (faults.length > 0 || settings === undefined)
    throw new PortfolioError(sorted(faults), { hint });
  return freeze(settings);
}

function parseSettings(
  document: YamlDocument | undefined,
  { reportTypes }: LoadOptions,
  faults: PortfolioFault[],
): Settings | undefined {
  if (!document) return undefined;
  faults.push(...checkAudiences(document, reportTypes));
  return check(document, document.value, settingsSchema, faults);
}

function parseEntities(
  documents: readonly YamlDocument[],
  minorDigits: number,
  faults: PortfolioFault[],
): readonly Entity[] {
  const schema = entitySchema(minorDigits);
  faults.push(...checkEntityIds(documents), ...checkReferences(documents));
  return documents
    .flatMap((document) => check(document, withSources(document), schema, faults) ?? [])
    .sort((one, other) => compare(one.id, other.id));
}

/** Parses a document's values. A document that is no YAML has none, and its fault is known already. */
function check<Output>(
  document: YamlDocument,
  value: unknown,
  schema: z.ZodType<Output>,
  faults: PortfolioFault[],
): Output | undefined {
  if (document.value === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  faults.push(...result.error.issues.flatMap((issue) => faultsOf(document, issue)));
  return undefined;
}

/** In reading order. Of several faults of one value the first says it best. */
function sorted(faults: readonly PortfolioFault[]): readonly PortfolioFault[] {
  const fileOrder = (file: string) => (file === SETTINGS ? "" : file);
  const places = faults.map((fault) =>
    JSON.stringify([fault.file, fault.line, fault.column, fault.path]),
  );
  return faults
    .filter((_, index) => places.indexOf(places[index] ?? "") === index)
    .sort(
      (one, other) =>
        compare(fileOrder(one.file), fileOrder(other.file)) ||
        one.line - other.line ||
        one.column - other.column,
    );
}

/** By code point, the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
