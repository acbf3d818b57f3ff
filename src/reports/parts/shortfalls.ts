import type { Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Block, Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { countOf, findingList } from "./findings.ts";
import { heading, plural, sentence } from "./wording.ts";

/** `8 of 12 open shortfalls are critical` */
export function shortfallWords(shortfalls: readonly Owned<Finding>[]): string {
  const critical = countOf(shortfalls, "critical");
  if (shortfalls.length === 0) return "no shortfall is open";
  if (shortfalls.length === 1)
    return `the one open shortfall is ${critical === 1 ? "" : "not "}critical`;
  const whole = plural(shortfalls.length, "open shortfall");
  if (critical === 0) return `none of ${whole} is critical`;
  if (critical === shortfalls.length) return `all ${whole} are critical`;
  return `${critical} of ${whole} ${critical === 1 ? "is" : "are"} critical`;
}

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
  if (rest.length > 0)
    blocks.push({ kind: "text", text: sentence(`Also open: ${rest.join("; ")}`) });
  if (blocks.length === 0) {
    blocks.push({ kind: "text", text: "Nothing has to be decided here." });
  }
  return { heading: heading([shortfallWords(shortfalls), mostOf(critical)].join("")), blocks };
}

function mostOf(critical: readonly Owned<Finding>[]): string {
  const counts = new Map<string, number>();
  for (const { entity } of critical) counts.set(entity.name, (counts.get(entity.name) ?? 0) + 1);
  const [first, second] = [...counts].sort((one, other) => other[1] - one[1]);
  if (!first || critical.length < 2 || first[1] === second?.[1]) return "";
  return second ? `, ${first[1]} of them at ${first[0]}` : `, all at ${first[0]}`;
}
