/**
 * Checks between records and files. They look at plain values, not at parsed ones, so that they also speak
 * while other parts of the files are broken; whatever has the wrong shape is left to the schema.
 */
import type { PortfolioFault } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { faultAt, valueAt } from "./faults.ts";
import type { Path, YamlDocument } from "./yaml-document.ts";

/** Audiences belong to reports that exist and name people who exist. */
export function checkAudiences(
  settings: YamlDocument,
  reportTypes: readonly string[],
): readonly PortfolioFault[] {
  const people = keysAt(settings, ["people"]);
  return keysAt(settings, ["audiences"]).flatMap((type) => {
    const path = ["audiences", type];
    const report = reportTypes.includes(type)
      ? []
      : [
          {
            ...unknown(settings, path, type, "report", reportTypes),
            ...settings.positionOfKey(path),
          },
        ];
    const recipients = textsAt(settings, [...path, "to"]);
    const strangers = recipients.filter(([, name]) => !people.includes(name));
    const repeated = recipients.filter(([, name], index) =>
      recipients.slice(0, index).some(([, other]) => other === name),
    );
    return [
      ...report,
      ...strangers.map(([at, name]) => unknown(settings, at, name, "person", people)),
      ...repeated.map(([at, name]) => faultAt(settings, at, `names "${name}" a second time`)),
    ];
  });
}

/** No two entities share an id. */
export function checkEntityIds(documents: readonly YamlDocument[]): readonly PortfolioFault[] {
  return repeatedIds(documents.map((document) => ({ document, path: ["id"] })));
}

const FINDINGS = ["shortfalls", "vulnerabilities", "ux_shortfalls", "delivery_gaps"];
const REMEDIES = ["agenda", "roadmap"];

/** Across all entities, findings and savings have different ids, and remedies resolve ids that exist. */
export function checkReferences(documents: readonly YamlDocument[]): readonly PortfolioFault[] {
  const named = documents.flatMap((document) => resolvable(document));
  const ids = named.map(({ document, path }) => valueAt(document.value, path)).filter(isText);
  const dangling = documents.flatMap((document) =>
    references(document)
      .filter(([, id]) => !ids.includes(id))
      .map(([at, id]) => unknown(document, at, id, "finding or saving", ids)),
  );
  return [...repeatedIds(named), ...dangling];
}

function resolvable(document: YamlDocument): readonly IdPlace[] {
  const findings = FINDINGS.flatMap((list) => itemsAt(document, [list]));
  const savings = itemsAt(document, ["cloud", "services"]).map((service) => [...service, "saving"]);
  return [...findings, ...savings].map((path) => ({ document, path: [...path, "id"] }));
}

function references(document: YamlDocument): readonly (readonly [Path, string])[] {
  const remedies = REMEDIES.flatMap((list) => itemsAt(document, [list]));
  return remedies.flatMap((remedy) => textsAt(document, [...remedy, "resolves"]));
}

interface IdPlace {
  readonly document: YamlDocument;
  readonly path: Path;
}

function repeatedIds(places: readonly IdPlace[]): readonly PortfolioFault[] {
  const first = new Map<string, IdPlace>();
  return places.flatMap((place) => {
    const id = valueAt(place.document.value, place.path);
    if (!isText(id)) return [];
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, place);
      return [];
    }
    const { line } = before.document.positionOf(before.path);
    const problem = `is "${id}", which ${before.document.file}:${line} has already; ids are given once`;
    return [faultAt(place.document, place.path, problem)];
  });
}

function unknown(
  document: YamlDocument,
  path: Path,
  name: string,
  what: string,
  known: readonly string[],
): PortfolioFault {
  const meant = nearest(name, known);
  const all = known.length === 0 ? "there is none" : `known are ${shortList(known)}`;
  const advice = meant ? `did you mean "${meant}"?` : all;
  return faultAt(document, path, `is "${name}", which is no known ${what}; ${advice}`);
}

const LONGEST_LIST = 12;

function shortList(names: readonly string[]): string {
  const more = names.length - LONGEST_LIST;
  return names.slice(0, LONGEST_LIST).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const isText = (value: unknown): value is string => typeof value === "string";

function keysAt(document: YamlDocument, path: Path): readonly string[] {
  const value = valueAt(document.value, path);
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function itemsAt(document: YamlDocument, path: Path): readonly Path[] {
  const value = valueAt(document.value, path);
  return Array.isArray(value) ? value.map((_, index) => [...path, index]) : [];
}

function textsAt(document: YamlDocument, path: Path): readonly (readonly [Path, string])[] {
  return itemsAt(document, path).flatMap((item) => {
    const value = valueAt(document.value, item);
    return isText(value) ? [[item, value] as const] : [];
  });
}
