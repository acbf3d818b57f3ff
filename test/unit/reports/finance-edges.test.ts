/** Books that are missing, short, partial, or kept by another calendar. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../src/portfolio/ledger.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { addDays } from "../../../src/reports/formulas/days.ts";
import { lastDayOf, monthOf, monthsFrom } from "../../../src/reports/formulas/months.ts";
import { charts, compose, figure, headings, sample, tables, withEntities } from "./sample.ts";

const ledger: Ledger | undefined = sample.ledger;
if (ledger === undefined) throw new Error("the sample has a ledger");

const { ledger: _ledger, invoices: _invoices, ...unkept } = sample;
const noEntities: Portfolio = { ...unkept, entities: [] };
const bare: Portfolio = {
  ...unkept,
  entities: sample.entities.map(({ cash: _cash, ...entity }) => ({
    ...entity,
    revenueStreams: [],
    plan: [],
    initiatives: [],
    rules: [],
    roadmaps: [],
  })),
};
const oneMonth: Portfolio = {
  ...sample,
  ledger: {
    ...ledger,
    from: "2026-10-01",
    cells: ledger.cells.filter(({ month }) => month === "2026-10"),
  },
};
const partial: Portfolio = { ...sample, ledger: { ...ledger, to: "2026-10-15" } };
const silent: Portfolio = { ...sample, ledger: { ...ledger, cells: [] } };

describe.each([
  ["no ledger", unkept],
  ["no entities", noEntities],
  ["entities that say nothing of money", bare],
  ["one month", oneMonth],
  ["a partial month", partial],
  ["a ledger narrowed to nothing", silent],
])("books with %s", (_case, portfolio) => {
  it.each(["cfo", "accounting"])("give a sound %s report", (type) => {
    const report = compose(type, portfolio);
    const format = createFormatter(report.format);
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(report.headline.length).toBeLessThanOrEqual(110);
    expect(report.metrics).toHaveLength(5);
    for (const { value, label, meaning } of report.metrics) {
      expect(format.figure(value)).not.toBe("");
      expect(label.length).toBeLessThanOrEqual(22);
      if (value.kind === "missing") expect(meaning).toBe("neutral");
    }
    for (const { heading, blocks } of report.sections) {
      expect(heading).toMatch(/^["A-Z0-9$]/);
      expect(blocks.length).toBeGreaterThan(0);
      for (const kind of ["chart", "table"])
        expect(blocks.filter((block) => block.kind === kind).length).toBeLessThanOrEqual(1);
    }
  });
});

describe("without a ledger", () => {
  const report = compose("cfo", unkept);

  it("nothing is zero, and the file that would supply it is named", () => {
    expect(report.headline).toBe(
      "Burn, runway and revenue are not known: the portfolio holds no ledger for this period yet.",
    );
    expect(["burn", "runway", "break-even", "revenue"].map((id) => figure(report, id))).toEqual(
      Array(4).fill("n/a"),
    );
    expect(report.missing[0]).toEqual({
      what: "Revenue and expense by month",
      from: "the bank's or the bookkeeper's export, one row per posting",
      where: "ledger/*.csv (date, entity, account, amount) and ledger/accounts.yml",
    });
  });

  it("no rule is kept or broken", () => {
    expect(figure(report, "rules-kept")).toBe("0");
    expect(headings(report)).toContain("3 of 3 financial rules cannot be checked");
    expect(report.missing).toContainEqual({
      what: 'Whether "Let no client be more than a third of billing" is kept',
      from: "invoices by client",
      where: expect.stringMatching(/^invoices\.csv; the rule is at entities\/dc\.yml line \d+/),
    });
  });

  it("targets are still shown as plan", () => {
    const [chart] = charts(report);
    expect(chart?.series[1]?.values.at(-1)).toEqual({ kind: "money", minor: 4_435_000 });
    expect(chart?.series[0]?.values.every(({ kind }) => kind === "missing")).toBe(true);
  });

  it("the accounting report says what it cannot audit", () => {
    const books = compose("accounting", unkept);
    expect(headings(books)).toContain("Expense cannot be audited yet");
    expect(headings(books)).toContain("No ledger is on record");
    expect(figure(books, "ledger-coverage")).toBe("n/a");
  });
});

describe("cash that nobody wrote down", () => {
  it("leaves runway unknown", () => {
    const poor = { ...sample, entities: sample.entities.map(({ cash: _cash, ...each }) => each) };
    const report = compose("cfo", poor);
    expect(figure(report, "runway")).toBe("n/a");
    expect(report.missing).toContainEqual({
      what: "Cash in the bank",
      from: "the balance of the bank accounts",
      where: expect.stringContaining("cash.balance"),
    });
  });
});

describe("one month of books", () => {
  it("has a runway of that month, nothing to compare with, and no outlier", () => {
    const report = compose("cfo", oneMonth);
    expect(report.metrics[0]?.note).toBe("4% over plan");
    expect(report.metrics[1]?.note).toBe("$12,400 in cash; net burn of 1 full month, rounded down");
    expect(figure(compose("accounting", oneMonth), "expense-outliers")).toBe("n/a");
    expect(headings(compose("accounting", oneMonth))).toContain("too few months before it");
  });
});

describe("a month that is not complete", () => {
  const report = compose("cfo", partial);

  it("is not held against plan or the month before, and sets no fixed costs", () => {
    expect(report.headline).toBe(
      "Burn is $8,140 in October so far; 4 of the 6 charters that break even have been sold so far.",
    );
    expect(report.metrics[0]).toMatchObject({ note: "October so far", meaning: "neutral" });
    expect(report.metrics[3]).toMatchObject({
      note: "66% of the target of $44,200, so far",
      meaning: "neutral",
    });
    expect(JSON.stringify(report.sections)).toContain("Fixed costs of September were $7,693");
  });

  it("counts for neither attainment nor audit", () => {
    const quarters = tables(report).find(({ title }) => title.what.startsWith("Revenue against"));
    expect(quarters?.rows.at(-1)?.cells.at(-1)).toEqual({ kind: "text", value: "–" });
    expect(compose("accounting", partial).metrics[2]?.note).toMatch(/^September, /);
  });
});

describe("a month that is not over", () => {
  /** The sample on an earlier day, with its books kept up to that day. */
  const seenOn = (reportingDate: string): Portfolio => ({
    ...sample,
    settings: { ...sample.settings, reportingDate },
    ledger: {
      ...ledger,
      cells: ledger.cells.filter(({ month }) => month <= monthOf(reportingDate)),
      to: reportingDate < ledger.to ? reportingDate : ledger.to,
    },
  });
  const months = monthsFrom("2025-11", "2026-10");

  it("is full on no day before its last, and on that one where the postings reach near it", () => {
    const days = months.flatMap((month) =>
      Array.from({ length: Number(lastDayOf(month).slice(8)) }, (_, day) =>
        addDays(`${month}-01`, day),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...days), (day) => {
        const burn = compose("cfo", seenOn(day)).metrics[0];
        const isOver = day === lastDayOf(monthOf(day));
        expect([day, burn?.note?.endsWith(" so far")]).toEqual([day, !isOver]);
        expect([day, burn?.meaning === "neutral"]).toEqual([day, !isOver]);
      }),
    );
  });

  it("is not short of break-even before its end, and may have reached it", () => {
    const selling = (units: number) => {
      const portfolio = seenOn("2026-10-24");
      const report = compose("cfo", {
        ...portfolio,
        entities: portfolio.entities.map((entity) => ({
          ...entity,
          revenueStreams: (entity.id === "jada" ? entity.revenueStreams : []).map((stream) => ({
            ...stream,
            sold: stream.sold.map((each) => ({ ...each, units })),
          })),
        })),
      });
      return report.metrics[2];
    };
    expect(selling(4)).toMatchObject({ meaning: "neutral" });
    expect(selling(4)?.note).toMatch(/^4 sold so far; /);
    expect(selling(6)).toMatchObject({ meaning: "good" });
    expect(compose("cfo").metrics[2]).toMatchObject({ meaning: "bad" });
  });

  it("moves neither runway nor audit a week before its end", () => {
    const report = compose("cfo", seenOn("2026-10-24"));
    expect(report.headline).toMatch(/^Burn is \$8,140 in October so far; /);
    expect(report.metrics[3]?.meaning).toBe("neutral");
    expect(figure(report, "runway")).toBe("8.2 months");
    expect(compose("accounting", seenOn("2026-10-24")).metrics[2]?.note).toMatch(/^September, /);
  });
});

describe("a month the ledger does not reach", () => {
  it("is missing, and the last one on record is told", () => {
    const cells = ledger.cells.filter(({ month }) => month < "2026-10");
    const report = compose("cfo", { ...sample, ledger: { ...ledger, cells, to: "2026-09-30" } });
    expect(report.headline).toMatch(
      /^The ledger ends in September 2026; burn was \$7,693 in September, 1% under plan\.$/,
    );
    expect(report.missing[0]).toEqual({
      what: "Postings of October 2026",
      from: "the month's ledger export",
      where: "ledger/2026-10.csv",
    });
  });
});

describe("targets of zero", () => {
  it("have no attainment", () => {
    const report = compose(
      "cfo",
      withEntities((entity) => ({
        ...entity,
        plan: entity.plan.map((month) => ({ ...month, revenue: 0, expense: 0 })),
      })),
    );
    expect(report.headline).toMatch(/^Burn was \$8,140 in October; /);
    expect(report.metrics[3]).toMatchObject({ note: "target is $0", meaning: "neutral" });
    expect(headings(report)).toContain("No month can be held against target yet");
  });
});

describe("a fiscal year that starts in July", () => {
  it("has its own quarters, named after the year it ends in", () => {
    const settings = { ...sample.settings, fiscalYearStart: 7 };
    const quarters = tables(compose("cfo", { ...sample, settings })).find(({ title }) =>
      title.what.startsWith("Revenue against"),
    );
    expect(quarters?.title.when).toBe("FY 2027");
    expect(quarters?.rows.map(({ cells }) => cells[0])).toEqual(
      [1, 2, 3, 4].map((quarter) => ({ kind: "text", value: `Q${quarter} FY 2027` })),
    );
    expect(quarters?.rows[0]?.cells[1]).toEqual({ kind: "money", minor: 9_980_000 });
  });
});

describe("books that earn more than they cost", () => {
  it("have a runway without end, in words", () => {
    const cells = ledger.cells.map((cell) =>
      cell.account === "4100" ? { ...cell, minor: cell.minor * 2 } : cell,
    );
    const report = compose("cfo", { ...sample, ledger: { ...ledger, cells } });
    expect(figure(report, "runway")).toBe("not burning cash");
    expect(headings(report)).toContain("1 of 3 financial rules is broken");
  });
});
