import type { z } from "zod";
import type { PortfolioFault } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { formatPath, type Path, type YamlDocument } from "./yaml-document.ts";

type Issue = z.core.$ZodIssue;

/** Makes a fault about the value at a path of a document. */
export function faultAt(document: YamlDocument, path: Path, problem: string): PortfolioFault {
  return {
    file: document.file,
    ...document.positionOf(path),
    path: formatPath(path),
    problem,
  };
}

/** Says in plain words, and with its place in the file, what zod found. */
export function faultsOf(document: YamlDocument, issue: Issue): readonly PortfolioFault[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(document, [...issue.path, key], issue.message));
    case "invalid_key":
      return [
        {
          ...faultAt(document, issue.path, `is not a usable name, expected ${expectedBy(issue)}`),
          ...document.positionOfKey(issue.path),
        },
      ];
    default:
      return [faultAt(document, issue.path, problemOf(document.value, issue, document.writtenAt))];
  }
}

/** What stands at a path of plain values; undefined if nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Readonly<Record<PropertyKey, unknown>>)[key];
  }, value);
}

/** `known` is the list that `mapping` puts into the message of the issue. */
function unknownField(document: YamlDocument, path: Path, known: string): PortfolioFault {
  const fields = known.split(" ");
  const meant = nearest(String(path.at(-1)), fields);
  const advice = meant ? `did you mean "${meant}"?` : `known are ${fields.join(", ")}`;
  return {
    ...faultAt(document, path, `is not a known field here; ${advice}`),
    ...document.positionOfKey(path),
  };
}

/**
 * What zod found, as a sentence about the value.
 *
 * @param root The value at the root of the issue's path.
 * @param writtenAt How the number at a path is written, where that may differ.
 */
export function problemOf(
  root: unknown,
  issue: Issue,
  writtenAt: YamlDocument["writtenAt"] = () => undefined,
): string {
  const wholeSentence = issue.code === "custom" && !issue.params?.["expected"];
  if (wholeSentence) return issue.message;
  const { path } = issue;
  return `${shown(valueAt(root, path), writtenAt(path))}, expected ${expectedBy(issue)}`;
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return issue.expected === "array" ? "a list" : "a mapping of fields";
    case "invalid_key":
      return issue.issues.map((inner) => expectedBy(inner)).join(" and ");
    default:
      return issue.message;
  }
}

const LONGEST_SHOWN = 60;

/**
 * What stands in the file, as the start of a sentence: `is "12,3"`, `is empty`.
 *
 * @param written Of a number: what is 420 may be written 0420.
 */
export function shown(value: unknown, written = String(value)): string {
  if (value === undefined) return "is missing";
  if (value === null || value === "") return "is empty";
  if (Array.isArray(value)) return "is a list";
  if (typeof value === "object") return "is a mapping";
  if (typeof value === "number" && written !== String(value))
    return `is ${cut(written)}, which YAML reads as the number ${value}`;
  if (typeof value !== "string") return `is ${String(value)}`;
  return `is ${JSON.stringify(cut(value))}`;
}

function cut(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
