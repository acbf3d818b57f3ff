import type { ComposeInput, ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { ledgerCoverage } from "../formulas/ledger-coverage.ts";
import {
  accountingSystems,
  missingSystem,
  systemAction,
  systemSection,
} from "../parts/accounting-system.ts";
import { readBooks, recordsOf } from "../parts/books.ts";
import { coverageAction, coverageSection, missingAccounts } from "../parts/coverage-section.ts";
import { orderedEntities } from "../parts/entities.ts";
import { auditExpenses } from "../parts/expense-audit.ts";
import { expenseSection, outlierActions } from "../parts/expense-section.ts";
import { reportFrame } from "../parts/frame.ts";
import { roadmapsFor, stepsOf, toStepAction } from "../parts/milestones.ts";
import { missingBooks } from "../parts/missing-books.ts";
import { createMonthFormat } from "../parts/month-format.ts";
import { profitabilitySection } from "../parts/profitability.ts";
import {
  missingPolicies,
  policyAction,
  recognitionOf,
  recognitionSection,
} from "../parts/recognition.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import { staysAcross } from "../parts/stays-across.ts";
import type { Action, Report } from "../report.ts";
import {
  type AccountingFacts,
  accountingHeadline,
  accountingMetrics,
} from "./accounting-summary.ts";

/** Whether the books can be trusted, and what leads to profit. For the Chief Accounting Officer. */
export const accountingReport: ReportDefinition = {
  id: "accounting",
  title: "Accounting report",
  aliases: ["cao", "accountant"],
  description:
    "Revenue recognition, chart of accounts, expense audit, milestones to profitability.",
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const months = createMonthFormat(input.portfolio.settings.locale);
    const facts = readFacts(input);
    const { entities, books, streams, coverage, audit, systems, steps } = facts;
    const stays = staysAcross(input, books.month);
    const span = [books.months[0], books.latest].flatMap((each) =>
      each ? months.short(each.month) : [],
    );
    return {
      ...reportFrame(accountingReport, input),
      headline: accountingHeadline(facts, format),
      metrics: accountingMetrics(input, facts, format),
      sections: [
        systemSection(input, entities, systems, format),
        recognitionSection(input, streams, stays, format),
        coverageSection(input, coverage, [...new Set(span)].join(" to "), format),
        expenseSection(input, audit, format),
        profitabilitySection(input, steps, format),
      ],
      actions: [
        ...openSteps(facts),
        ...outlierActions(input, audit, format),
        ...coverageAction(coverage, format),
      ],
      missing: [
        ...missingBooks(books, months),
        ...missingSystem(entities, systems),
        ...missingPolicies(streams),
        ...missingAccounts(coverage),
      ],
      sources: sourceFiles(
        sourcesOf([
          ...entities,
          ...recordsOf(books.months),
          ...(input.portfolio.ledger?.accounts ?? []),
          ...[...streams, ...systems, ...steps].map(({ item }) => item),
          ...(streams.length === 0 ? [] : stays.lettings),
        ]),
      ),
    };
  },
};

function readFacts(input: ComposeInput): AccountingFacts {
  const entities = orderedEntities(input.portfolio);
  const books = readBooks(input);
  const { ledger } = input.portfolio;
  const cells = books.months.flatMap((each) => each.cells);
  return {
    entities,
    books,
    streams: recognitionOf(entities),
    coverage: ledger && cells.length > 0 ? ledgerCoverage(cells, ledger.accounts) : undefined,
    audit: auditExpenses(input, books),
    systems: accountingSystems(entities),
    steps: stepsOf(input, roadmapsFor("accounting", entities)),
  };
}

/** Milestones that are not reached; without any, what they would have to begin with. */
function openSteps({ entities, systems, streams, steps }: AccountingFacts): readonly Action[] {
  if (steps.length === 0) return [...systemAction(entities, systems), ...policyAction(streams)];
  return steps.filter(({ isDone }) => !isDone).map(toStepAction);
}
