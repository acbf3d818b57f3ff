import type { Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Block, Row, Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { overdueWork, totalHours, type Work } from "./remedies.ts";
import { count, text } from "./values.ts";
import { heading, hourWords, listing, plural, sentence } from "./wording.ts";

/** `the 10-point roadmap (70 hours) closes all 12 technical findings` */
function roadmapWords(
  work: readonly Work[],
  technical: readonly Owned<Finding>[],
  format: Formatter,
): string {
  if (work.length === 0) return technical.length === 0 ? "" : "no roadmap is planned yet";
  const hours = hourWords(totalHours(work), format);
  const closed = technical.length - unplanned(work, technical).length;
  const findings = plural(technical.length, "technical finding");
  const closes =
    technical.length === 0
      ? "remains"
      : closed === technical.length && closed > 1
        ? `closes all ${findings}`
        : `closes ${closed} of ${findings}`;
  return `the ${work.length}-point roadmap (${hours}) ${closes}`;
}

/** Who has how much to do, what is late and what nobody has planned for. The points are the next actions. */
export function roadmapSection(
  input: ComposeInput,
  work: readonly Work[],
  technical: readonly Owned<Finding>[],
  format: Formatter,
): Section {
  const words = roadmapWords(work, technical, format) || "nothing is left to do on the roadmap";
  const late = overdueWork(work);
  const open = unplanned(work, technical);
  const blocks: Block[] = [];
  if (late.length > 0) {
    const titles = late.map(({ remedy }) => `"${remedy.title}"`);
    blocks.push({ kind: "callout", meaning: "bad", text: sentence(`overdue: ${listing(titles)}`) });
  }
  if (open.length > 0) {
    const titles = open.map(({ item, entity }) => `"${item.title}" (${entity.name})`);
    const text = sentence(`no roadmap point closes ${listing(titles)}`);
    blocks.push({ kind: "callout", meaning: "bad", text });
  }
  if (work.length > 0) blocks.push(workload(input, work));
  if (blocks.length === 0)
    blocks.push({ kind: "text", text: "No technical finding waits for work." });
  return { heading: heading(words), blocks };
}

/** Open findings that no open work would close. */
function unplanned(work: readonly Work[], technical: readonly Owned<Finding>[]) {
  const planned = new Set(work.flatMap(({ closes }) => closes));
  return technical.filter(({ item }) => !planned.has(item));
}

function workload({ portfolio, period }: ComposeInput, work: readonly Work[]): Block {
  const owners = [...new Set(work.map(({ remedy }) => remedy.owner))];
  const rows = owners
    .map((owner) => ({ owner, mine: work.filter(({ remedy }) => remedy.owner === owner) }))
    .sort(
      (one, other) =>
        totalHours(other.mine) - totalHours(one.mine) || (one.owner < other.owner ? -1 : 1),
    );
  return {
    kind: "table",
    title: { who: portfolio.settings.name, what: "Open roadmap by owner", when: period.label },
    columns: [
      { label: "Owner", align: "start" },
      { label: "Points", align: "end" },
      { label: "Hours", align: "end" },
      { label: "Overdue", align: "end" },
    ],
    rows: rows.map(({ owner, mine }) => workloadRow(owner, mine)),
    total: workloadRow("Total", work).cells,
  };
}

function workloadRow(label: string, work: readonly Work[]): Row {
  const late = overdueWork(work).length;
  const cells = [text(label), count(work.length), count(totalHours(work)), count(late)];
  return late > 0 ? { cells, meaning: "bad" } : { cells };
}
