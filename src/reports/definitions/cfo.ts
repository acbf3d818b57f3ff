import type { ComposeInput, ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { netBurn } from "../formulas/burn.ts";
import { runway } from "../formulas/runway.ts";
import { readBooks, recordsOf } from "../parts/books.ts";
import { breakEvenSection, missingUnits } from "../parts/break-even-section.ts";
import { burnSection } from "../parts/burn-section.ts";
import { capitalSection, initiativeActions, rankInitiatives } from "../parts/capital.ts";
import { missingCash, totalCash } from "../parts/cash.ts";
import { orderedEntities } from "../parts/entities.ts";
import { reportFrame } from "../parts/frame.ts";
import { missingBooks } from "../parts/missing-books.ts";
import { missingPlans } from "../parts/missing-plans.ts";
import { createMonthFormat } from "../parts/month-format.ts";
import { offersIn } from "../parts/offers.ts";
import { revenueSection } from "../parts/revenue-section.ts";
import { judgeRules, missingMeasures } from "../parts/rules.ts";
import { ruleActions, rulesSection } from "../parts/rules-section.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import { spendableCash } from "../parts/spendable.ts";
import type { Report } from "../report.ts";
import { cfoHeadline } from "./cfo-headline.ts";
import { type CfoFacts, cfoMetrics } from "./cfo-summary.ts";

/** What money comes and goes, how long it lasts, and where it should go next. */
export const cfoReport: ReportDefinition = {
  id: "cfo",
  title: "CFO report",
  aliases: ["finance"],
  description: "Burn, runway, break-even, revenue against target, capital in tiers, rules.",
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const facts = readFacts(input);
    const { entities, books, offers, rules, initiatives, cash } = facts;
    return {
      ...reportFrame(cfoReport, input, { cash: cash?.records ?? [] }),
      headline: cfoHeadline(input, facts, format),
      metrics: cfoMetrics(input, facts, format),
      sections: [
        rulesSection(input, rules, books),
        breakEvenSection(input, offers, books, format),
        revenueSection(input, books, format),
        burnSection(input, books, format),
        capitalSection(input, initiatives, facts.spendable, format),
      ],
      actions: [
        ...ruleActions(input, rules, format),
        ...initiativeActions(input, initiatives, facts.spendable, format),
      ],
      missing: [
        ...missingBooks(books, createMonthFormat(input.portfolio.settings.locale)),
        ...missingPlans(input, books),
        ...missingCash(entities, cash),
        ...missingUnits(offers, createMonthFormat(input.portfolio.settings.locale)),
        ...missingMeasures(rules),
      ],
      sources: sourceFiles(
        sourcesOf([
          ...entities,
          ...recordsOf(books.months),
          ...(input.portfolio.ledger?.accounts ?? []),
          ...(cash?.records ?? []),
          ...entities.flatMap(({ plan }) => plan),
          ...[...offers, ...initiatives].map(({ item }) => item),
          ...[...offers, ...rules].flatMap(({ records }) => records),
          ...rules.map(({ item }) => item),
        ]),
      ),
    };
  },
};

function readFacts(input: ComposeInput): CfoFacts {
  const entities = orderedEntities(input.portfolio);
  const books = readBooks(input);
  const cash = totalCash(entities);
  const burns = books.burning.map(netBurn);
  const lasts = runway(cash?.minor, burns);
  const months = books.span?.months.map(({ month }) => month) ?? [books.month];
  const rules = judgeRules(input, entities, { books, runway: lasts, cash: cash?.records ?? [] });
  return {
    entities,
    books,
    cash,
    runway: lasts,
    offers: offersIn(input, entities, months, books.base),
    rules,
    initiatives: rankInitiatives(entities),
    spendable: spendableCash(rules, cash?.minor, burns),
  };
}
