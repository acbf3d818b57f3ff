import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { addDays } from "../formulas/days.ts";
import type { Row, Section } from "../report.ts";
import { dueSoon, type Step } from "./milestones.ts";
import { text } from "./values.ts";
import { all, heading, plural } from "./wording.ts";

/** How far ahead a milestone lies, in days. */
const HORIZONS = [30, 60, 90] as const;

/**
 * One table over time for each roadmap: what has the earliest open milestone first, what is all done last.
 *
 * @param steps By due date.
 */
export function roadmapSections(input: ComposeInput, steps: readonly Step[]): readonly Section[] {
  const nameOf = ({ roadmap, entity }: Step) => `${roadmap.name} (${entity.name})`;
  const open = steps.filter(({ isDone }) => !isDone);
  const names = [...new Set([...open, ...steps].map(nameOf))];
  if (names.length === 0) {
    const text = "Write dated milestones under roadmaps in an entity's file, with report: cmo.";
    return [{ heading: "No marketing roadmap is on record", blocks: [{ kind: "text", text }] }];
  }
  return names.map((name) =>
    roadmapSection(
      input,
      name,
      steps.filter((step) => nameOf(step) === name),
    ),
  );
}

function roadmapSection(input: ComposeInput, name: string, steps: readonly Step[]): Section {
  const { portfolio, period, reportingDate } = input;
  return {
    heading: heading(roadmapWords(input, name, steps)),
    blocks: [
      {
        kind: "table",
        title: { who: portfolio.settings.name, what: `${name} by due date`, when: period.label },
        columns: ["Milestone", "Owner", "Due", "Within days"].map((label) => ({
          label,
          align: "start" as const,
        })),
        rows: steps.map((step) => stepRow(step, reportingDate)),
      },
    ],
  };
}

/** `Local search (QuickDumpNow): 2 of 5 open milestones fall within 30 days` */
function roadmapWords(input: ComposeInput, name: string, steps: readonly Step[]): string {
  const open = steps.filter(({ isDone }) => !isDone);
  const late = open.filter(({ overdueDays }) => overdueDays > 0).length;
  const soon = dueSoon(input, open).length - late;
  if (open.length === 0) {
    const reached = steps.length === 1 ? "its one milestone" : `${all(steps.length)} milestones`;
    return `${name} has reached ${reached}`;
  }
  const falls = `${soon} of ${plural(open.length, "open milestone")} ${soon === 1 ? "falls" : "fall"}`;
  return heading(
    `${name}: ${falls} within ${HORIZONS[0]} days`,
    late === 0 ? "" : `${late} ${late === 1 ? "is" : "are"} overdue`,
  );
}

function stepRow({ item, isDone, overdueDays }: Step, reportingDate: IsoDate): Row {
  const horizon = HORIZONS.find((days) => item.due <= addDays(reportingDate, days));
  const open = horizon === undefined ? "later" : String(horizon);
  const state = overdueDays > 0 ? "overdue" : open;
  const cells = [
    text(item.title),
    text(item.owner),
    { kind: "date" as const, value: item.due },
    text(isDone ? "done" : state),
  ];
  if (isDone) return { cells, meaning: "good" };
  return overdueDays > 0 ? { cells, meaning: "bad" } : { cells };
}
