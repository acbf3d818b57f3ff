import type { Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Block, Row, Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { overdueWork, totalHours, type Work } from "./remedies.ts";
import { count, text } from "./values.ts";
import { all, heading, hourWords, listing, partWords, plural, sentence } from "./wording.ts";

/** Who has how much to do, and what nobody has planned for. The points are the next actions. */
export function roadmapSection(
  input: ComposeInput,
  work: readonly Work[],
  technical: readonly Owned<Finding>[],
  format: Formatter,
): Section {
  const open = unplanned(work, technical);
  const blocks: Block[] = [];
  if (open.length > 0) {
    const titles = open.map(({ item, entity }) => `"${item.title}" (${entity.name})`);
    const text = sentence(`${noPoint(input)} closes ${listing(titles)}`);
    blocks.push({ kind: "callout", meaning: "bad", text });
  }
  if (work.length > 0) blocks.push(workload(input, work));
  if (blocks.length === 0)
    blocks.push({ kind: "text", text: "No technical finding waits for work." });
  const late = overdueWork(work).length;
  return {
    heading: heading(
      planWords(work, technical.length, technical.length - open.length, format),
      late === 0 ? "" : partWords(late, work.length, "late", ["point", "points"]),
    ),
    blocks,
  };
}

/** `70 hours of planned work close all 12 findings` */
function planWords(
  work: readonly Work[],
  findings: number,
  closed: number,
  format: Formatter,
): string {
  if (work.length === 0) {
    return findings === 0
      ? "nothing is left to do on the roadmap"
      : `no work is planned for ${plural(findings, "finding")}`;
  }
  const hours = totalHours(work);
  const planned = `${hourWords(hours, format)} of planned work`;
  const [close, remain] = hours === 1 ? ["closes", "remains"] : ["close", "remain"];
  if (findings === 0) return `${planned} ${remain}`;
  if (findings === 1) return `${planned} ${close} ${closed === 1 ? "the" : "not the"} one finding`;
  if (closed === findings) return `${planned} ${close} ${all(findings)} findings`;
  return `${planned} ${close} ${closed === 0 ? "none" : closed} of ${findings} findings`;
}

/** In a report on one entity: only its own points are looked at, and another entity's may close its findings. */
export function noPoint({ portfolio: { entities } }: ComposeInput): string {
  const [only, ...others] = entities;
  return only && others.length === 0 ? `no roadmap point of ${only.name}` : "no roadmap point";
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
