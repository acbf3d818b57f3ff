import type { IsoDate, MoneyRange } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { sumRanges } from "../formulas/money-range.ts";
import { returnOnEffort } from "../formulas/return-on-effort.ts";
import type { ChartBlock, MissingFact, Section } from "../report.ts";
import type { Work } from "./remedies.ts";
import { whereFrom } from "./sources.ts";
import { money } from "./values.ts";
import { plural, pluralIs, sentence } from "./wording.ts";

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

interface Ranked {
  readonly work: Work;
  /** Whole units of the currency: an estimate is not exact to the cent. In minor units a month. */
  readonly perHour: number;
}

/** The ranking as a chart. The items themselves are the report's next actions. */
export function agendaSection(input: ComposeInput, agenda: Agenda, format: Formatter): Section {
  const ranked = agenda.work.flatMap((work): Ranked[] => {
    const perHour = returnOnEffort(work.remedy);
    return perHour === undefined ? [] : [{ work, perHour: format.roundMoney(perHour) }];
  });
  const [best] = ranked;
  if (best === undefined) {
    return {
      heading: `No item of the ${agenda.days}-day agenda can be ranked by return on effort`,
      blocks: [{ kind: "text", text: blindText(agenda) }],
    };
  }
  const later = sentence(`${pluralIs(agenda.later, "more item")} due later`);
  return {
    heading: `"${best.work.remedy.title}" pays best: about ${format.money(best.perHour)} a month for each hour`,
    blocks: [
      rankingChart(input, agenda, ranked, format),
      ...(agenda.later === 0 ? [] : [{ kind: "text" as const, text: later }]),
    ],
  };
}

function rankingChart(
  { portfolio: { settings } }: ComposeInput,
  agenda: Agenda,
  ranked: readonly Ranked[],
  format: Formatter,
): ChartBlock {
  return {
    kind: "chart",
    shape: "bars",
    title: {
      who: settings.name,
      what: `Return on effort in ${settings.currency} a month per hour, middle of the estimate`,
      when: `Due by ${format.date(agenda.until)}`,
    },
    message: impactText(agenda, format),
    categories: ranked.map(({ work }) => work.remedy.title),
    series: [
      {
        name: "Return",
        scenario: "forecast",
        values: ranked.map(({ perHour }) => money(perHour)),
      },
    ],
  };
}

/** Work whose effect nobody has estimated. */
export function unestimated({ work }: Agenda): readonly MissingFact[] {
  return work
    .filter(({ remedy }) => remedy.monthlyImpact === undefined)
    .map(({ remedy, entity }) => ({
      what: `What "${remedy.title}" brings a month, ${entity.name}`,
      from: "an estimate by its owner",
      where: whereFrom(remedy, "monthly_impact"),
    }));
}

/** `The 8 estimated items bring $15,750–33,950 a month together; 2 items are not estimated, so ranked last.` */
function impactText(agenda: Agenda, format: Formatter): string {
  const blind = unestimated(agenda).length;
  const known = agenda.work.length - blind;
  const impact = agendaImpact(agenda.work) ?? { low: 0, high: 0 };
  const brings = `${format.moneyRange(impact.low, impact.high)} a month`;
  return sentence(
    known === 1 ? `the one estimated item brings ${brings}` : "",
    known > 1 ? `the ${known} estimated items bring ${brings} together` : "",
    blind === 0 ? "" : `${pluralIs(blind, "item")} not estimated, so ranked last`,
  );
}

function blindText({ work, days }: Agenda): string {
  return work.length === 0
    ? `Plan work under agenda in an entity's file; it stands here from ${days} days before it is due.`
    : sentence(`${plural(work.length, "item")} on it, none with an estimate and hours`);
}
