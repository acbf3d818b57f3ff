import { check, compare, type Loaded } from "./check.ts";
import { copyFault, findCopies } from "./copies.ts";
import { faultAt } from "./faults.ts";
import { listOptional, readYaml } from "./files.ts";
import { notKnown } from "./known.ts";
import type { Handoff } from "./operations.ts";
import { handoffSchema } from "./schema/handoff.ts";
import { parseYaml, type YamlDocument } from "./yaml-document.ts";

const FOLDER = "handoffs";

/**
 * Reads `handoffs/*.md`: front matter between two lines of `---`, then a heading that names the note. What follows
 * the heading is the operator's own.
 *
 * @param entities Ids of all entities.
 * @returns Oldest first; an empty list if there is no such folder.
 */
export async function loadHandoffs(
  dir: string,
  entities: readonly string[],
): Promise<Loaded<readonly Handoff[]>> {
  const listing = await listOptional(dir, FOLDER, /\.md$/i);
  const copies = await findCopies(dir, listing.files);
  const notes = await Promise.all(
    listing.files.filter((file) => !copies.has(file)).map((file) => loadNote(dir, file, entities)),
  );
  const copied = [...copies].map(([file, original]) =>
    copyFault(file, original, "each point would be told twice"),
  );
  const faults = [...listing.faults, ...notes.flatMap((note) => note.faults), ...copied];
  const value = notes.flatMap((note) => note.value ?? []);
  // The sort is stable: of one day, notes come by the names of their files.
  return { value: value.sort((one, other) => compare(one.date, other.date)), faults };
}

async function loadNote(
  dir: string,
  file: string,
  entities: readonly string[],
): Promise<Loaded<Handoff>> {
  const { document, faults: found } = await readYaml(dir, file, parseNote);
  const faults = [...found];
  if (document === undefined) return { faults };
  const note = check(document, document.value, handoffSchema, faults);
  if (note === undefined) return { faults };
  if (!entities.includes(note.entity)) {
    faults.push(faultAt(document, ["entity"], notKnown(note.entity, "entity", entities)));
  }
  return { value: { ...note, source: { file, line: 1, asOf: note.date } }, faults };
}

const FENCE = /^---[ \t]*$/;

/**
 * The front matter as a document, with the first heading below it as `title`. Lines are those of the whole file: the
 * fence at the top becomes an empty line.
 */
function parseNote(file: string, text: string): YamlDocument {
  const lines = text.split(/\r\n|\n|\r/);
  const isFence = (line: string | undefined) => line !== undefined && FENCE.test(line);
  const end = isFence(lines[0]) ? lines.findIndex((line, at) => at > 0 && isFence(line)) : -1;
  if (end === -1) {
    const problem = "has no front matter, expected fields between two lines of --- at its start";
    const fault = { file, line: 1, column: 1, path: "", problem };
    return { ...parseYaml(file, ""), value: undefined, faults: [fault] };
  }
  const yaml = parseYaml(file, ["", ...lines.slice(1, end)].join("\n"));
  const heading = lines.slice(end + 1).find((line) => /^#{1,6}\s+\S/.test(line));
  const title = heading?.replace(/^#+\s+/, "").replace(/\s+#*\s*$/, "");
  const isMapping = yaml.value === null || (yaml.value && !Array.isArray(yaml.value));
  if (typeof yaml.value !== "object" || !isMapping) return yaml;
  return { ...yaml, value: { ...yaml.value, ...(title !== undefined && { title }) } };
}
