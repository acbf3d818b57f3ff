import type { ComposeInput, ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { addDays } from "../formulas/days.ts";
import { compareReturn } from "../formulas/return-on-effort.ts";
import { type Agenda, agendaSection, unestimated } from "../parts/agenda.ts";
import { assetHolders, assetSection } from "../parts/assets.ts";
import { collect, orderedEntities } from "../parts/entities.ts";
import { openFindings } from "../parts/findings.ts";
import { reportFrame } from "../parts/frame.ts";
import { handoffSections, recentHandoffs } from "../parts/handoffs.ts";
import { isMissing, kpiSection, missingKpis } from "../parts/kpis.ts";
import { openWork, toAction } from "../parts/remedies.ts";
import { rankedRisks, riskSections } from "../parts/risks.ts";
import { shortfallSection } from "../parts/shortfalls.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import type { Report } from "../report.ts";
import { ceoHeadline } from "./ceo-headline.ts";
import { type CeoFacts, ceoMetrics } from "./ceo-summary.ts";

/** How far the agenda looks ahead. */
const AGENDA_DAYS = 30;

/** What the person who owns it all should decide, know and do next. */
export const ceoReport: ReportDefinition = {
  id: "ceo",
  title: "CEO report",
  aliases: ["executive", "owner"],
  description:
    "Critical shortfalls, a 30-day agenda by return on effort, missing KPIs, risks, assets.",
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const entities = orderedEntities(input.portfolio);
    const shortfalls = openFindings(input, (entity) => entity.shortfalls);
    const kpis = collect(entities, (entity) => entity.kpis);
    const agenda = agendaOf(input);
    const handoffs = recentHandoffs(input, entities);
    const risks = rankedRisks(entities);
    const facts: CeoFacts = { entities, shortfalls, kpis, agenda };
    return {
      ...reportFrame(ceoReport, input, {
        evidence: shortfalls.map(({ item }) => item),
        KPIs: kpis.filter((kpi) => !isMissing(kpi)).map(({ item }) => item),
        risks: risks.map(({ item }) => item),
        plans: agenda.work.map(({ remedy }) => remedy),
        assets: assetHolders(entities).flatMap(({ assets }) => assets),
      }),
      headline: ceoHeadline(facts, format),
      metrics: ceoMetrics(input, facts, format),
      sections: [
        shortfallSection(input, shortfalls),
        agendaSection(input, agenda, format),
        kpiSection(input, kpis),
        ...riskSections(risks, format),
        ...handoffSections(handoffs, format),
        assetSection(entities),
      ],
      actions: agenda.work.map((work) => toAction(work, format)),
      missing: [...missingKpis(kpis), ...unestimated(agenda)],
      sources: sourceFiles(
        sourcesOf([
          ...entities,
          ...[...shortfalls, ...kpis, ...risks, ...handoffs].map(({ item }) => item),
          ...agenda.work.map(({ remedy }) => remedy),
          ...entities.flatMap(({ assets }) => assets),
        ]),
      ),
    };
  },
};

function agendaOf(input: ComposeInput): Agenda {
  const until = addDays(input.reportingDate, AGENDA_DAYS);
  const all = openWork(
    input,
    (entity) => entity.agenda,
    (one, other) => compareReturn(one.remedy, other.remedy),
  );
  const work = all.filter(({ remedy }) => remedy.due <= until);
  return { days: AGENDA_DAYS, until, work, later: all.length - work.length };
}
