/** Shares as they read: never at odds with what is said beside them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { Report, TableBlock } from "../../../src/reports/report.ts";
import { percentDigits, shownPercent } from "../../../src/reports/shown-percent.ts";
import { compose, figure, headings, sample, tables, under, withEntities } from "./sample.ts";

const format = createFormatter({ locale: "en-US", currency: "USD" });

describe("a share in percent", () => {
  it.each([
    [0.425, "43%"],
    [0.575, "58%"],
    [0.994, "99%"],
    [0.996, "99.6%"],
    [0.9999, "99.9%"],
    [1, "100%"],
    [1.004, "100%"],
    [0.005, "1%"],
    [0.004, "0.4%"],
    [0.0004, "0.04%"],
    [0, "0%"],
    [-0.575, "-58%"],
    [-0.004, "-0.4%"],
  ])("of %d is %s", (share, written) => {
    expect(format.ratio(share)).toBe(written);
    expect(format.value({ kind: "ratio", value: share })).toBe(written);
  });

  it("is written as its locale does", () => {
    expect(createFormatter({ locale: "de-DE", currency: "EUR" }).ratio(0.996)).toBe("99,6\u00a0%");
  });

  it("is all only of all, nothing only of nothing, and never less for more", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(shownPercent(less)).toBeLessThanOrEqual(shownPercent(more));
        expect(shownPercent(less) === 100).toBe(less === 1);
        expect(shownPercent(less) === 0).toBe(less === 0);
      }),
    );
  });

  it("is a whole one wherever that contradicts nothing", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.005, max: 0.9949, noNaN: true }), (share) => {
        expect(percentDigits(share)).toBe(0);
        const intl = new Intl.NumberFormat("en-US", { style: "percent" });
        expect(format.ratio(share)).toBe(intl.format(share));
      }),
    );
  });
});

/** The cells of a row, as they are written in their columns. */
function rowOf(report: Report, what: string, name: string): readonly string[] {
  const table = tables(report).find(({ title }) => title.what === what);
  const at = table?.rows.findIndex(({ cells }) => JSON.stringify(cells[0]).includes(name)) ?? -1;
  return table === undefined ? [] : columnsOf(table).map((column) => column[at] ?? "");
}
const columnsOf = ({ columns, rows }: TableBlock) =>
  columns.map((_column, at) => format.column(rows.map(({ cells }) => cells[at] ?? none)));
const none = { kind: "missing" } as const;

describe("a share and what it is held against", () => {
  const client = (share: number) =>
    compose(
      "cfo",
      withEntities((entity) => ({
        ...entity,
        rules: entity.rules.map((rule) =>
          rule.measure === "largest_client_share" ? { ...rule, atMost: share } : rule,
        ),
      })),
    );

  it("of a broken rule do not read alike", () => {
    const report = client(0.425);
    const [title = ""] = sample.entities
      .flatMap(({ rules }) => rules)
      .flatMap(({ measure, title }) => (measure === "largest_client_share" ? [title] : []));
    expect(rowOf(report, "Financial rules", title).slice(1)).toEqual([
      "42.55%",
      "42.50%",
      "broken",
    ]);
    expect(report.actions.map(({ effect }) => effect)).toContain("now 42.55%; at most 42.50%");
    expect(rowOf(client(0.3), "Financial rules", title).slice(1)).toEqual(["43%", "30%", "broken"]);
  });

  it.each([
    [0.004, 0.006, "0.4%", "0.6%"],
    [0.426, 0.43, "42.6%", "43.0%"],
    [0.43, 0.43, "43%", "43%"],
    [0.2, 0.5, "20%", "50%"],
  ])("of a KPI at %d of %d read %s and %s", (value, target, now, bound) => {
    const report = compose(
      "ceo",
      withEntities((entity) => ({
        ...entity,
        kpis: entity.kpis.map((kpi, at) =>
          entity.id === "qdn" && at === 0
            ? { ...kpi, name: "Visitors who book", kind: "ratio" as const, value, target }
            : kpi,
        ),
      })),
    );
    expect(rowOf(report, "KPIs against target", "Visitors who book").slice(2)).toEqual([
      now,
      bound,
    ]);
  });
});

describe("jobs on time", () => {
  const [done] = (sample.jobs ?? []).filter(({ stage }) => stage === "completed");
  if (done === undefined) throw new Error("the sample has completed jobs");
  const hauled = (month: string, count: number, late: number): readonly Job[] =>
    Array.from({ length: count }, (_none, at) => ({
      ...done,
      number: `${month}-${at}`,
      inquired: `2026-${month}-01`,
      promised: `2026-${month}-${at < late ? "02" : "28"}`,
      completed: `2026-${month}-${String(3 + (at % 25)).padStart(2, "0")}`,
    }));
  const report = (...jobs: readonly (readonly Job[])[]) => {
    const portfolio: Portfolio = { ...sample, jobs: jobs.flat() };
    return compose("logistics", portfolio);
  };

  it("are not all of them where one was late", () => {
    const one = report(hauled("10", 250, 1));
    expect(headings(one)).toContain("1 of 250 jobs was late in October");
    expect(one.headline).toMatch(/^99\.6% of jobs were on time in October/u);
    expect(figure(one, "on-time")).toBe("99.6%");
  });

  it("differ by the points that a reader counts", () => {
    const two = report(hauled("09", 40, 20), hauled("10", 40, 17));
    expect([figure(two, "on-time"), under(two, "on-time")]).toEqual([
      "58%",
      expect.stringMatching(/^▲ 8 points over September/u),
    ]);
    const fine = report(hauled("09", 250, 5), hauled("10", 250, 1));
    expect(under(fine, "on-time")).toMatch(/^▲ 1\.6 points over September/u);
  });
});
