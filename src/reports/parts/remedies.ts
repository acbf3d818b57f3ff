import {
  type CloudSaving,
  type Entity,
  type Finding,
  type Remedy,
  SEVERITIES,
} from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { overdueDays } from "../formulas/days.ts";
import { savingOn } from "../formulas/identified-savings.ts";
import { isOpenOn } from "../formulas/open-on.ts";
import type { Action } from "../report.ts";
import { orderedEntities } from "./entities.ts";
import { hourWords, listing } from "./wording.ts";

/** A piece of work that is not done yet, with what it would bring. */
export interface Work {
  readonly entity: Entity;
  readonly remedy: Remedy;
  /** Open findings of any entity that it closes. */
  readonly closes: readonly Finding[];
  /** Minor units a month, on the cloud bill. */
  readonly saves: number;
  readonly effortHours: number;
  /** 0 if it is not late. */
  readonly overdueDays: number;
}

/** Work that is not done on the reporting date, ranked by `compare`; equals by due date, then title. */
export function openWork(
  { portfolio, reportingDate }: ComposeInput,
  select: (entity: Entity) => readonly Remedy[],
  compare: (one: Work, other: Work) => number,
): readonly Work[] {
  const entities = orderedEntities(portfolio);
  const findings = entities.flatMap(allFindings).filter((each) => isOpenOn(each, reportingDate));
  const savings = entities.flatMap(savingsOf);
  const work = entities.flatMap((entity) =>
    select(entity)
      .filter(({ done }) => done === undefined || done > reportingDate)
      .map((remedy): Work => {
        const saved = savings.filter(({ saving }) => remedy.resolves.includes(saving.id));
        return {
          entity,
          remedy,
          closes: findings.filter(({ id }) => remedy.resolves.includes(id)),
          saves: saved.reduce((sum, { monthly }) => sum + monthly, 0),
          effortHours: remedy.effortHours,
          overdueDays: overdueDays(remedy.due, reportingDate),
        };
      }),
  );
  const order = ({ remedy }: Work) => JSON.stringify([remedy.due, remedy.title, remedy.source]);
  return work.toSorted((one, other) => compare(one, other) || (order(one) < order(other) ? -1 : 1));
}

/** Hours of work. */
export function totalHours(work: readonly Work[]): number {
  return work.reduce((sum, { effortHours }) => sum + effortHours, 0);
}

/** The work that is late, the latest first. */
export function overdueWork(work: readonly Work[]): readonly Work[] {
  return work
    .filter(({ overdueDays }) => overdueDays > 0)
    .toSorted((one, other) => other.overdueDays - one.overdueDays);
}

/** A piece of work as a next step. */
export function toAction({ entity, remedy, ...work }: Work, format: Formatter): Action {
  const { monthlyImpact } = remedy;
  const effects = [
    hourWords(work.effortHours, format),
    monthlyImpact
      ? `brings ${format.moneyRange(monthlyImpact.low, monthlyImpact.high)} a month`
      : "",
    work.saves > 0 ? `saves ${format.money(work.saves)} a month` : "",
    closesWords(work.closes),
  ];
  return {
    title: remedy.title,
    owner: `${remedy.owner}, ${entity.name}`,
    due: remedy.due,
    overdueDays: work.overdueDays,
    effect: effects.filter((effect) => effect !== "").join("; "),
  };
}

/** `closes 2 high and 1 medium finding`; their titles stand in the sections. */
function closesWords(findings: readonly Finding[]): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const last = counts.at(-1);
  if (last === undefined) return "";
  const words = counts.map(({ severity, count }) => `${count} ${severity}`);
  return `closes ${listing(words)} ${last.count === 1 ? "finding" : "findings"}`;
}

function allFindings(entity: Entity): readonly Finding[] {
  const { shortfalls, vulnerabilities, uxShortfalls, deliveryGaps } = entity;
  return [...shortfalls, ...vulnerabilities, ...uxShortfalls, ...deliveryGaps];
}

function savingsOf({ cloud }: Entity): readonly { saving: CloudSaving; monthly: number }[] {
  return (cloud?.services ?? []).flatMap((service) =>
    service.saving ? [{ saving: service.saving, monthly: savingOn(service) }] : [],
  );
}
