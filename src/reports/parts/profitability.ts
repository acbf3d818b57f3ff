import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Row, Section } from "../report.ts";
import type { Step } from "./milestones.ts";
import { text } from "./values.ts";
import { heading, plural } from "./wording.ts";

/** The way to profitability: which steps are done, and when the last is due. */
export function profitabilitySection(
  { portfolio, period }: ComposeInput,
  steps: readonly Step[],
  format: Formatter,
): Section {
  const last = steps.at(-1);
  if (last === undefined) {
    const hint =
      "Write dated milestones under roadmaps in an entity's file, with report: accounting.";
    const finding = "No way to profitability is on record";
    return { heading: finding, blocks: [{ kind: "text", text: hint }] };
  }
  return {
    heading: heading(stepWords(steps, last, format)),
    blocks: [
      {
        kind: "table",
        title: { who: portfolio.settings.name, what: "Milestones", when: period.label },
        columns: [
          { label: "Milestone", align: "start" },
          { label: "Owner", align: "start" },
          { label: "Due", align: "start" },
          { label: "State", align: "start" },
        ],
        rows: steps.map(stepRow),
      },
    ],
  };
}

/** `none of 4 milestones to profitability is done; the last is due Mar 31, 2027` */
function stepWords(steps: readonly Step[], last: Step, format: Formatter): string {
  const done = steps.filter(({ isDone }) => isDone).length;
  const late = steps.filter(({ overdueDays }) => overdueDays > 0).length;
  const names = new Set(steps.map(({ roadmap }) => roadmap.name.toLowerCase()));
  const to = names.size === 1 ? ` to ${last.roadmap.name.toLowerCase()}` : "";
  const whole = `${plural(steps.length, "milestone")}${to}`;
  return heading(
    `${done === 0 ? "none" : done} of ${whole} ${done > 1 ? "are" : "is"} done`,
    late === 0
      ? `the last is due ${format.date(last.item.due)}`
      : `${late} ${late === 1 ? "is" : "are"} overdue`,
  );
}

function stepRow({ item, isDone, overdueDays }: Step): Row {
  const state = isDone ? "done" : overdueDays > 0 ? `${plural(overdueDays, "day")} late` : "open";
  const due = { kind: "date", value: item.due } as const;
  const cells = [text(item.title), text(item.owner), due, text(state)];
  if (isDone) return { cells, meaning: "good" };
  return overdueDays > 0 ? { cells, meaning: "bad" } : { cells };
}
