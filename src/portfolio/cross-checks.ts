/**
 * Checks between records and files. They look at plain values, not at parsed ones, so that they also speak
 * while other parts of the files are broken; whatever has the wrong shape is left to the schema.
 */
import type { PortfolioFault } from "../errors.ts";
import { faultAt, valueAt } from "./faults.ts";
import { notKnown } from "./known.ts";
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
      ...[...strangers, ...strangeReplyTo(settings, path, people)].map(([at, name]) =>
        unknown(settings, at, name, "person", people),
      ),
      ...repeated.map(([at, name]) => faultAt(settings, at, `names "${name}" a second time`)),
    ];
  });
}

function strangeReplyTo(
  settings: YamlDocument,
  audience: Path,
  people: readonly string[],
): readonly (readonly [Path, string])[] {
  const path = [...audience, "reply_to"];
  const name = valueAt(settings.value, path);
  return isText(name) && !people.includes(name) ? [[path, name]] : [];
}

/** Alternates are people who exist, and somebody else. */
export function checkAlternates(settings: YamlDocument): readonly PortfolioFault[] {
  const people = keysAt(settings, ["people"]);
  return people.flatMap((person) => {
    const path = ["people", person, "alternate"];
    const name = valueAt(settings.value, path);
    if (!isText(name)) return [];
    if (name === person) return [faultAt(settings, path, "is the person themselves")];
    return people.includes(name) ? [] : [unknown(settings, path, name, "person", people)];
  });
}

/** A Slack user is one person: whoever asks for a test gets it at one address. */
export function checkSlackIds(settings: YamlDocument): readonly PortfolioFault[] {
  const people = keysAt(settings, ["people"]);
  return repeatedIds(
    people.map((person) => ({ document: settings, path: ["people", person, "slack"] })),
  );
}

/** Who gets the digest as a mail are people who exist, each named once. */
export function checkDigest(settings: YamlDocument): readonly PortfolioFault[] {
  const people = keysAt(settings, ["people"]);
  return textsAt(settings, ["digest", "email"]).flatMap(([at, name], index, all) => {
    if (!people.includes(name)) return [unknown(settings, at, name, "person", people)];
    const repeated = all.slice(0, index).some(([, other]) => other === name);
    return repeated ? [faultAt(settings, at, `names "${name}" a second time`)] : [];
  });
}

/** Looks of their own are for entities that exist. */
export function checkBrand(
  settings: YamlDocument,
  entities: readonly string[],
): readonly PortfolioFault[] {
  const path = ["brand", "entities"];
  return keysAt(settings, path)
    .filter((id) => !entities.includes(id))
    .map((id) => ({
      ...unknown(settings, [...path, id], id, "entity", entities),
      ...settings.positionOfKey([...path, id]),
    }));
}

/** No two entities share an id. */
export function checkEntityIds(documents: readonly YamlDocument[]): readonly PortfolioFault[] {
  return repeatedIds(documents.map((document) => ({ document, path: ["id"] })));
}

const FINDINGS = ["shortfalls", "vulnerabilities", "ux_shortfalls", "delivery_gaps"];
const REMEDIES = ["agenda", "roadmap"];

/** Lists of which each has ids of its own kind. */
const NAMED = ["revenue_streams", "initiatives", "campaigns"];

/**
 * Across all entities, findings and savings have different ids, as have the records of each other kind, and
 * remedies resolve ids that exist.
 */
export function checkReferences(documents: readonly YamlDocument[]): readonly PortfolioFault[] {
  const named = documents.flatMap((document) => resolvable(document));
  const ids = named.map(({ document, path }) => valueAt(document.value, path)).filter(isText);
  const dangling = documents.flatMap((document) =>
    references(document)
      .filter(([, id]) => !ids.includes(id))
      .map(([at, id]) => unknown(document, at, id, "finding or saving", ids)),
  );
  const others = NAMED.flatMap((list) =>
    repeatedIds(documents.flatMap((document) => idsIn(document, list))),
  );
  return [...repeatedIds(named), ...others, ...dangling];
}

function resolvable(document: YamlDocument): readonly IdPlace[] {
  const findings = FINDINGS.flatMap((list) => itemsAt(document, [list]));
  const savings = itemsAt(document, ["cloud", "services"]).map((service) => [...service, "saving"]);
  return [...findings, ...savings].map((path) => ({ document, path: [...path, "id"] }));
}

function idsIn(document: YamlDocument, list: string): readonly IdPlace[] {
  return itemsAt(document, [list]).map((path) => ({ document, path: [...path, "id"] }));
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
  return faultAt(document, path, notKnown(name, what, known));
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
