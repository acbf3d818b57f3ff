import type { Entity } from "../../portfolio/portfolio.ts";
import type { ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { compareRemediation } from "../formulas/remediation-order.ts";
import { cloudBill, missingCloud } from "../parts/cloud.ts";
import { cloudSection } from "../parts/cloud-section.ts";
import { orderedEntities } from "../parts/entities.ts";
import { openFindings } from "../parts/findings.ts";
import { reportFrame } from "../parts/frame.ts";
import { handoffSections, recentHandoffs } from "../parts/handoffs.ts";
import { openWork, toAction } from "../parts/remedies.ts";
import { roadmapSection } from "../parts/roadmap.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import { missingStacks, stackSection } from "../parts/stack.ts";
import { deliverySection, uxSection, vulnerabilitySection } from "../parts/technical.ts";
import type { Report } from "../report.ts";
import { type CtoFacts, ctoHeadline, ctoMetrics } from "./cto-summary.ts";

/** What is unsafe, what it costs, and in which order to put it right. */
export const ctoReport: ReportDefinition = {
  id: "cto",
  title: "CTO report",
  aliases: ["technology", "tech"],
  description: "Vulnerabilities, cloud cost and savings, stack audit, remediation roadmap.",
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const entities = orderedEntities(input.portfolio);
    const facts: CtoFacts = {
      entities,
      vulnerabilities: openFindings(input, (entity) => entity.vulnerabilities),
      delivery: openFindings(input, (entity) => entity.deliveryGaps),
      ux: openFindings(input, (entity) => entity.uxShortfalls),
      technical: openFindings(input, technicalFindings),
      bill: cloudBill(entities),
      roadmap: openWork(input, (entity) => entity.roadmap, compareRemediation),
    };
    const handoffs = recentHandoffs(input, entities);
    return {
      ...reportFrame(ctoReport, input, {
        evidence: facts.technical.map(({ item }) => item),
        "cloud costs": facts.bill.lines.map(({ item }) => item),
        plans: facts.roadmap.map(({ remedy }) => remedy),
        stacks: entities.flatMap(({ stack }) => stack),
      }),
      headline: ctoHeadline(facts, format),
      metrics: ctoMetrics(input, facts, format),
      sections: [
        vulnerabilitySection(input, facts.vulnerabilities),
        roadmapSection(input, facts.roadmap, facts.technical, format),
        cloudSection(input, facts.bill, facts.roadmap, format),
        deliverySection(input, facts.delivery),
        uxSection(input, facts.ux),
        ...handoffSections(handoffs, format),
        stackSection(input, entities, facts.technical, format),
      ],
      actions: facts.roadmap.map((work) => toAction(work, format)),
      missing: [...missingCloud(entities), ...missingStacks(entities)],
      sources: sourceFiles(
        sourcesOf([
          ...entities,
          ...[...facts.technical, ...facts.bill.lines, ...handoffs].map(({ item }) => item),
          ...facts.roadmap.map(({ remedy }) => remedy),
          ...entities.flatMap(({ stack }) => stack),
        ]),
      ),
    };
  },
};

function technicalFindings({ vulnerabilities, deliveryGaps, uxShortfalls }: Entity) {
  return [...vulnerabilities, ...deliveryGaps, ...uxShortfalls];
}
