import { parseDate } from "./schema/scalars.ts";
import type { Path, YamlDocument } from "./yaml-document.ts";

/**
 * The values of a document, with a `$source` in every mapping: the file, the line, and the day it was true.
 * A mapping without an `as_of` of its own has that of the mapping around it.
 */
export function withSources(document: YamlDocument): unknown {
  return addSources(document, document.value, [], "");
}

function addSources(
  document: YamlDocument,
  value: unknown,
  path: Path,
  inherited: string,
): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => addSources(document, item, [...path, index], inherited));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const own = entries.find(([key]) => key === "as_of")?.[1];
  const asOf = parseDate(own) ?? inherited;
  const inner = entries.map(([key, item]) => [
    key,
    addSources(document, item, [...path, key], asOf),
  ]);
  const $source = { file: document.file, line: document.positionOf(path).line, asOf };
  return { ...Object.fromEntries(inner), $source };
}
