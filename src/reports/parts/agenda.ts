import type { IsoDate, MoneyRange } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { sumRanges } from "../formulas/money-range.ts";
import { returnOnEffort } from "../formulas/return-on-effort.ts";
import type { Block, MissingFact, Section } from "../report.ts";
import { overdueWork, totalHours, type Work } from "./remedies.ts";
import { whereFrom } from "./sources.ts";
import { money } from "./values.ts";
import { hourWords, listing, plural, pluralIs, sentence } from "./wording.ts";

/** What is due soon, ranked by return on effort. */
export interface Agenda {
  readonly days: number;
  /** The last day it covers. */
  readonly until: IsoDate;
  readonly work: readonly Work[];
  /** How many open items are due after it. */
  readonly later: number;
}

/** What the estimated items bring together, a month; undefined if none is estimated. */
export function agendaImpact(work: readonly Work[]): MoneyRange | undefined {
  return sumRanges(work.flatMap(({ remedy }) => remedy.monthlyImpact ?? []));
}

/** The ranking as a chart, and what it does not show. The items themselves are the report's next actions. */
export function agendaSection(input: ComposeInput, agenda: Agenda, format: Formatter): Section {
  const ranked = agenda.work.flatMap((work) => {
    const perHour = returnOnEffort(work.remedy);
    return perHour === undefined ? [] : [{ work, perHour }];
  });
  const best = ranked[0];
  const heading = best
    ? `The best hour goes to ${best.work.entity.name}: ${format.money(best.perHour)} a month per hour of work`
    : `No item of the ${agenda.days}-day agenda can be ranked by return on effort`;
  const blocks: Block[] = [{ kind: "text", text: agendaText(agenda, format) }];
  if (best === undefined) return { heading, blocks };
  const until = format.date(agenda.until);
  return {
    heading,
    blocks: [
      {
        kind: "chart",
        shape: "bars",
        title: {
          who: input.portfolio.settings.name,
          what: `Return on effort in ${input.portfolio.settings.currency} a month per hour`,
          when: `Due by ${until}`,
        },
        message: sentence(
          `"${best.work.remedy.title}" returns most, ${format.money(best.perHour)} a month per hour`,
        ),
        categories: ranked.map(({ work }) => work.remedy.title),
        series: [
          {
            name: "Middle of the estimate",
            scenario: "forecast",
            values: ranked.map(({ perHour }) => money(perHour)),
          },
        ],
      },
      ...blocks,
    ],
  };
}

/** Work whose effect nobody has estimated. */
export function unestimated({ work }: Agenda): readonly MissingFact[] {
  return work
    .filter(({ remedy }) => remedy.monthlyImpact === undefined)
    .map(({ remedy, entity }) => ({
      what: `What "${remedy.title}" brings a month, ${entity.name}`,
      where: whereFrom(remedy, "monthly_impact"),
    }));
}

function agendaText(agenda: Agenda, format: Formatter): string {
  const { work, days, later } = agenda;
  if (work.length === 0) {
    return "Plan work under agenda in an entity's file; it stands here from 30 days before it is due.";
  }
  const hours = hourWords(totalHours(work), format);
  const late = overdueWork(work);
  const blind = unestimated(agenda).length;
  return [
    sentence(`${plural(work.length, "item")} on the ${days}-day agenda, ${hours} of work`),
    late.length === 0
      ? ""
      : sentence(`overdue: ${listing(late.map(({ remedy }) => `"${remedy.title}"`))}`),
    blind === 0
      ? ""
      : sentence(`${pluralIs(blind, "item")} ranked last for want of an estimate, not of worth`),
    later === 0 ? "" : sentence(`${pluralIs(later, "more item")} due later`),
  ]
    .filter((part) => part !== "")
    .join(" ");
}
