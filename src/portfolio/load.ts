import { type Clock, systemClock } from "../clock.ts";
import { PortfolioError, type PortfolioFault } from "../errors.ts";
import { check, compare, freeze, type Loaded } from "./check.ts";
import { checkApprovals } from "./check-approvals.ts";
import { checkScheduledEntities, checkSchedules } from "./check-schedules.ts";
import {
  checkAlternates,
  checkAudiences,
  checkBrand,
  checkDigest,
  checkEntityIds,
  checkReferences,
  checkSlackIds,
} from "./cross-checks.ts";
import { valueAt } from "./faults.ts";
import { hashFiles } from "./file-hashes.ts";
import { listYaml, readYaml } from "./files.ts";
import { loadLogos } from "./load-logos.ts";
import { loadRecords } from "./load-records.ts";
import type { Entity, Portfolio, Settings } from "./portfolio.ts";
import { entitySchema } from "./schema/entity.ts";
import { minorDigitsOf } from "./schema/money.ts";
import { isSchedulePeriod } from "./schema/schedules.ts";
import { settingsSchema } from "./schema/settings.ts";
import { withSources } from "./sources.ts";
import { parseYaml, type YamlDocument } from "./yaml-document.ts";

const SETTINGS = "settings.yml";
const ENTITIES = "entities";

/** What the loader has to know from the outside. */
export interface LoadOptions {
  /** Ids of all reports; an audience for any other is a fault. */
  readonly reportTypes: readonly string[];
  /** Tells the day where the settings do not pin it. The machine's own clock by default. */
  readonly clock?: Pick<Clock, "now">;
}

/**
 * Reads the operator's files: `settings.yml`, everything under `entities/`, and where they exist the ledger, the
 * tables beside it and the hand-off notes.
 *
 * @param dir The portfolio's folder.
 * @returns A checked snapshot, frozen in depth, entities sorted by id.
 * @throws PortfolioError with every fault of every file, in the order of files and lines.
 * @example await loadPortfolio("portfolio", { reportTypes: ["ceo", "cto"] })
 */
export async function loadPortfolio(dir: string, options: LoadOptions): Promise<Portfolio> {
  const settingsFile = await readYaml(dir, SETTINGS, parseSettingsFile);
  const listing = await listYaml(dir, ENTITIES);
  const entityFiles = await Promise.all(listing.files.map((file) => readYaml(dir, file)));
  const faults = [settingsFile, listing, ...entityFiles].flatMap((read) => read.faults);

  const settings = parseSettings(settingsFile.document, options, faults);
  const documents = entityFiles.flatMap(({ document }) => (document ? [document] : []));
  const minorDigits = minorDigitsOf(valueAt(settingsFile.document?.value, ["currency"]));
  const entities = parseEntities(documents, minorDigits, faults);
  const ids = documents.map(({ value }) => valueAt(value, ["id"])).filter(isText);
  const now = (options.clock ?? systemClock).now();
  const records = await loadRecords({ dir, settings, entities: ids, now });
  const logos = await readLogos(dir, settingsFile.document, settings);
  faults.push(...records.faults, ...logos.faults);
  if (settingsFile.document) faults.push(...checkBrand(settingsFile.document, ids));
  // What a file that cannot be read is about is not known.
  if (settingsFile.document && documents.every(({ value }) => value !== undefined))
    faults.push(...checkScheduledEntities(settingsFile.document, documents));

  if (faults.length > 0 || settings === undefined)
    throw new PortfolioError(sorted(faults), { hint });
  const pictures = logos.value && { logos: logos.value };
  return freeze({ settings, entities, ...records.value, ...pictures, files: await hashFiles(dir) });
}

async function readLogos(
  dir: string,
  document: YamlDocument | undefined,
  settings: Settings | undefined,
): Promise<Loaded<NonNullable<Portfolio["logos"]>>> {
  if (document === undefined || settings === undefined) return { faults: [] };
  return await loadLogos(dir, document, settings.brand);
}

const isText = (value: unknown): value is string => typeof value === "string";

const hint = "Correct the files and try again.";

/**
 * Reads `settings.yml` alone.
 *
 * @throws PortfolioError with every fault of that file.
 */
export async function loadSettings(dir: string, options: LoadOptions): Promise<Settings> {
  const { document, faults: found } = await readYaml(dir, SETTINGS, parseSettingsFile);
  const faults = [...found];
  const settings = parseSettings(document, options, faults);
  if (faults.length > 0 || settings === undefined)
    throw new PortfolioError(sorted(faults), { hint });
  return freeze(settings);
}

const parseSettingsFile = (file: string, text: string) => parseYaml(file, text, isSchedulePeriod);

function parseSettings(
  document: YamlDocument | undefined,
  { reportTypes }: LoadOptions,
  faults: PortfolioFault[],
): Settings | undefined {
  if (!document) return undefined;
  faults.push(
    ...checkAudiences(document, reportTypes),
    ...checkAlternates(document),
    ...checkSlackIds(document),
    ...checkApprovals(document),
    ...checkSchedules(document, reportTypes),
    ...checkDigest(document),
  );
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
