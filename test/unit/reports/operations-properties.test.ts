/** Whatever the jobs, lettings and invoices are: no nonsense in a sentence, and shares that can be true. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Invoice,
  JOB_STAGES,
  type Job,
  type Letting,
} from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { addDays } from "../../../src/reports/formulas/days.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import type { Report, Value } from "../../../src/reports/report.ts";
import { charts, sample, tables } from "./sample.ts";

const now = new Date("2030-01-01T12:00:00Z");
const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays("2025-06-01", days));
const PERIODS = [
  "2025-09",
  "2025-12",
  "2025-Q4",
  "2025",
  "ytd",
  "last-month",
  "this-month",
  "2026",
];

/** Reports of any type of operation on a portfolio, for a period that has begun. */
function reportOf(type: string, rows: Partial<Portfolio>, today: string, period: string): Report {
  const settings = { ...sample.settings, reportingDate: today };
  return composeReport(findReport(REPORTS, type), { ...sample, ...rows, settings }, now, {
    period,
  });
}
const when = fc.record({
  today: fc.integer({ min: 0, max: 500 }).map((days) => addDays("2026-01-01", days)),
  period: fc.constantFrom(...PERIODS),
});

const invoice = fc
  .record(
    {
      client: fc.constantFrom("Client A", "Client B", "Client C", "Client D"),
      kind: fc.constantFrom("recurring" as const, "project" as const),
      performed: day,
      issued: day,
      due: day,
      paid: day,
      amount: fc.integer({ min: -80_000, max: 120_000 }),
    },
    { requiredKeys: ["client", "kind", "performed", "amount"] },
  )
  .map((row): Omit<Invoice, "source" | "number"> => ({ ...row, entity: "dc" }));

const letting = fc
  .record({
    unit: fc.constantFrom("Garden flat", "Studio", "Upper flat", "Shed"),
    kind: fc.constantFrom("lease" as const, "stay" as const),
    from: day,
    nights: fc.integer({ min: 1, max: 400 }),
    rent: fc.nat(300_000),
    arrears: fc.integer({ min: -5_000, max: 900_000 }),
  })
  .map(
    ({ nights, ...row }): Omit<Letting, "source" | "occupant"> => ({
      ...row,
      entity: "rental",
      to: addDays(row.from, nights),
    }),
  );

/** At most one job a day and truck, of less than the hours that a truck has on an average day of a long month. */
const jobs = fc.uniqueArray(
  fc
    .record(
      {
        stage: fc.constantFrom(...JOB_STAGES),
        lost: fc.boolean(),
        inquired: day,
        promised: day,
        completed: day,
        truck: fc.constantFrom("14-yard trailer", "10-yard trailer", "Barrow"),
        hours: fc.integer({ min: 0, max: 5 }),
        revenue: fc.nat(90_000),
        cost: fc.nat(90_000),
        disposalFee: fc.nat(20_000),
      },
      { requiredKeys: ["stage", "lost", "inquired"] },
    )
    .map((row): Omit<Job, "source" | "number"> => ({ ...row, entity: "qdn" })),
  { selector: ({ truck, completed }) => `${truck} ${completed}`, maxLength: 40 },
);

const at = (file: string, index: number) => ({ file, line: index + 2, asOf: "2026-01-01" });

function values({ metrics, sections }: Report): readonly Value[] {
  const blocks = sections.flatMap((section) => section.blocks);
  return [
    ...metrics.map(({ value }) => value),
    ...blocks.flatMap((block) =>
      block.kind === "table"
        ? [...block.rows.flatMap(({ cells }) => cells), ...(block.total ?? [])]
        : block.kind === "chart"
          ? block.series.flatMap((series) => series.values)
          : [],
    ),
  ];
}

/** Every sentence, heading, note and figure, as a reader sees them. */
function words(report: Report): readonly string[] {
  const { figure } = createFormatter(report.format);
  const blocks = report.sections.flatMap((section) => section.blocks);
  return [
    report.headline,
    ...report.metrics.flatMap(({ change, note = "" }) => [change?.words ?? "", note]),
    ...report.sections.map(({ heading }) => heading),
    ...blocks.flatMap((block) =>
      block.kind === "text"
        ? [block.text]
        : block.kind === "chart"
          ? [block.message, ...block.categories, block.title.when]
          : block.kind === "list"
            ? block.items.flatMap(({ title, detail = "", tags = [] }) => [title, detail, ...tags])
            : [],
    ),
    ...report.actions.flatMap(({ title, effect = "" }) => [title, effect]),
    ...report.missing.flatMap(({ what, from }) => [what, from]),
    ...values(report).map(figure),
  ];
}

function expectSense(report: Report): void {
  for (const shown of words(report)) {
    expect(shown).not.toMatch(/NaN|Infinity|undefined|null|∞/u);
    // Minus nothing, a doubled blank, a sentence that lost a word.
    expect(shown).not.toMatch(/(?<![\w\d])-\p{Sc}?0(?![\d.,])|\s{2}|;\s*[;.]|,\s*[,;.]/u);
  }
  expect(report.headline).toMatch(/^\S.{10,}[^.]\.$/u);
}

const minor = (value: Value | undefined) => (value?.kind === "money" ? value.minor : 0);
const ratio = (value: Value | undefined) => (value?.kind === "ratio" ? value.value : 0);
const ratioIn = (report: Report, id: string) =>
  ratio(report.metrics.find((metric) => metric.id === id)?.value);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const runs = { numRuns: 60 };

describe("any invoices and credit notes", () => {
  it("give a billing report that makes sense, adds up, and has shares of 100% at most", () => {
    fc.assert(
      fc.property(fc.array(invoice, { maxLength: 25 }), when, (rows, { today, period }) => {
        const invoices = rows.map(
          (row, index): Invoice => ({
            ...row,
            number: `I-${index}`,
            source: at("invoices.csv", index),
          }),
        );
        const report = reportOf("billing", { invoices }, today, period);
        expectSense(report);
        const owed = report.metrics.find(({ id }) => id === "receivables")?.value;
        for (const table of tables(report)) {
          const at = table.columns.findIndex(({ label }) => label === "Share");
          if (at < 0) continue;
          const shares = table.rows.map(({ cells }) => ratio(cells[at]));
          expect(Math.min(0, ...shares)).toBe(0);
          expect(sum(shares)).toBeLessThanOrEqual(1 + 1e-9);
          const amounts = sum(table.rows.map(({ cells }) => minor(cells[at - 1])));
          expect(amounts).toBe(minor(table.total?.[at - 1]));
          if (table.title.what.startsWith("Receivables")) expect(amounts).toBe(minor(owed));
        }
      }),
      runs,
    );
  });
});

describe("any rent roll", () => {
  it("gives a rental report that makes sense, with an occupancy between 0 and 1", () => {
    fc.assert(
      fc.property(fc.array(letting, { maxLength: 15 }), when, (rows, { today, period }) => {
        const lettings = rows.map(
          (row, index): Letting => ({
            ...row,
            occupant: `Guest ${index}`,
            source: at("rent-roll.csv", index),
          }),
        );
        const report = reportOf("rental", { lettings }, today, period);
        expectSense(report);
        const shown = charts(report).flatMap(({ series }) => series.flatMap((each) => each.values));
        for (const share of [ratioIn(report, "occupancy"), ...shown.map(ratio)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      runs,
    );
  });
});

describe("any jobs", () => {
  it("give a logistics report that makes sense, with rates between 0 and 1 where nobody drives overtime", () => {
    fc.assert(
      fc.property(jobs, when, (rows, { today, period }) => {
        const all = rows.map(
          (row, index): Job => ({ ...row, number: `J-${index}`, source: at("jobs.csv", index) }),
        );
        const report = reportOf("logistics", { jobs: all }, today, period);
        expectSense(report);
        for (const id of ["on-time", "utilisation"]) {
          expect(ratioIn(report, id)).toBeGreaterThanOrEqual(0);
          expect(ratioIn(report, id)).toBeLessThanOrEqual(1);
        }
        const funnel = charts(report).find(({ title }) => title.what.startsWith("Inquiries"));
        const steps = funnel?.series[0]?.values.map((v) => (v.kind === "count" ? v.value : -1));
        expect(steps ?? []).toEqual((steps ?? []).toSorted((one, other) => other - one));
      }),
      runs,
    );
  });
});
