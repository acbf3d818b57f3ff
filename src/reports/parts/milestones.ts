import type { Milestone, Roadmap } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { addDays, overdueDays } from "../formulas/days.ts";
import type { Action } from "../report.ts";
import { collect, type Owned } from "./entities.ts";

/** How far a report looks ahead for what is due. */
const DAYS_AHEAD = 30;

/** A milestone as it stands on the reporting date. */
export interface Step extends Owned<Milestone> {
  readonly roadmap: Roadmap;
  readonly isDone: boolean;
  /** 0 if it is not late. */
  readonly overdueDays: number;
}

/** The roadmaps that one report shows. */
export function roadmapsFor(
  report: Roadmap["report"],
  entities: readonly Entity[],
): readonly Owned<Roadmap>[] {
  return collect(entities, ({ roadmaps }) => roadmaps).filter(({ item }) => item.report === report);
}

/** The milestones of roadmaps, the earliest first. */
export function stepsOf(
  { reportingDate }: ComposeInput,
  roadmaps: readonly Owned<Roadmap>[],
): readonly Step[] {
  const order = ({ entity, item }: Step) => JSON.stringify([item.due, entity.id, item.title]);
  return roadmaps
    .flatMap(({ entity, item: roadmap }) =>
      roadmap.milestones.map((item): Step => {
        const isDone = item.done !== undefined && item.done <= reportingDate;
        const late = isDone ? 0 : overdueDays(item.due, reportingDate);
        return { entity, item, roadmap, isDone, overdueDays: late };
      }),
    )
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** What is not done and due within 30 days, or late. */
export function dueSoon({ reportingDate }: ComposeInput, steps: readonly Step[]): readonly Step[] {
  const until = addDays(reportingDate, DAYS_AHEAD);
  return steps.filter(({ isDone, item }) => !isDone && item.due <= until);
}

/** A milestone as a next step. */
export function toStepAction({ entity, item, roadmap, overdueDays }: Step): Action {
  return {
    title: item.title,
    owner: `${item.owner}, ${entity.name}`,
    due: item.due,
    overdueDays,
    effect: `milestone of "${roadmap.name}"`,
  };
}
