import type { Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Block, Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { findingList } from "./findings.ts";
import { all, heading, pluralIs, sentence } from "./wording.ts";

/** Critical shortfalls in full; the others by title. */
export function shortfallSection(
  input: ComposeInput,
  shortfalls: readonly Owned<Finding>[],
): Section {
  const critical = shortfalls.filter(({ item }) => item.severity === "critical");
  const others = shortfalls.filter(({ item }) => item.severity !== "critical");
  const rest = others.map(({ item, entity }) => `${item.title} (${entity.name}, ${item.severity})`);
  const blocks: Block[] = [];
  if (critical.length > 0) blocks.push(findingList(input, critical));
  if (rest.length > 0) {
    const open = critical.length > 0 ? "also open" : "open";
    blocks.push({ kind: "text", text: sentence(`${open}: ${rest.join("; ")}`) });
  }
  if (blocks.length === 0) {
    const text = "None is on record. A business that nobody looked at looks the same.";
    blocks.push({ kind: "text", text });
  }
  return { heading: heading(shortfallWords(shortfalls, critical)), blocks };
}

/** `JADA carries 4 of the 8 critical shortfalls` */
function shortfallWords(
  shortfalls: readonly Owned<Finding>[],
  critical: readonly Owned<Finding>[],
): string {
  if (shortfalls.length === 0) return "no shortfall is on record";
  if (critical.length === 0)
    return `${pluralIs(shortfalls.length, "shortfall")} open, none critical`;
  const counts = new Map<string, number>();
  for (const { entity } of critical) counts.set(entity.name, (counts.get(entity.name) ?? 0) + 1);
  const [first, second] = [...counts].sort((one, other) => other[1] - one[1]);
  const whole = `${critical.length} critical shortfalls`;
  if (first === undefined || second === undefined) {
    const [one, many] = ["the one critical shortfall is", "critical shortfalls are"];
    return `${critical.length === 1 ? one : `${all(critical.length)} ${many}`} at ${first?.[0]}`;
  }
  if (first[1] === second[1]) return `the ${whole} are spread over ${counts.size} entities`;
  return `${first[0]} carries ${first[1]} of the ${whole}`;
}
