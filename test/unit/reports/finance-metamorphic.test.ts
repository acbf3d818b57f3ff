/** Change the books, and everything that depends on them changes with them, and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ledger, LedgerCell } from "../../../src/portfolio/ledger.ts";
import type { Entity, Portfolio } from "../../../src/portfolio/portfolio.ts";
import { charts, compose, figure, headings, sample, withEntities } from "./sample.ts";

const ledger: Ledger | undefined = sample.ledger;
if (ledger === undefined) throw new Error("the sample has a ledger");
const withCells = (cells: readonly LedgerCell[]): Portfolio => ({
  ...sample,
  ledger: { ...ledger, cells },
});
const changed = (account: string, minor: number): Portfolio =>
  withCells(
    ledger.cells.map((cell) =>
      cell.month === "2026-10" && cell.entity === "jada" && cell.account === account
        ? { ...cell, minor: cell.minor + minor }
        : cell,
    ),
  );
const texts = (portfolio: Portfolio, type: string) => {
  const { headline, metrics, sections, actions } = compose(type, portfolio);
  return {
    headline,
    sections,
    actions,
    figures: metrics.map(({ value, change, note }) => [value, change, note]),
  };
};

const timesK =
  (k: number) =>
  (entity: Entity): Entity => ({
    ...entity,
    ...(entity.cash && { cash: { ...entity.cash, balance: entity.cash.balance * k } }),
    plan: entity.plan.map(({ revenue, expense, ...month }) => ({
      ...month,
      ...(revenue !== undefined && { revenue: revenue * k }),
      ...(expense !== undefined && { expense: expense * k }),
    })),
    revenueStreams: entity.revenueStreams.map((stream) => ({
      ...stream,
      price: stream.price * k,
      variableCost: stream.variableCost * k,
    })),
  });

describe("all amounts times k", () => {
  it("scale burn and revenue; shares, months, units and outliers stay", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), (k) => {
        const scaled: Portfolio = {
          ...withEntities(timesK(k)),
          ledger: {
            ...ledger,
            cells: ledger.cells.map((cell) => ({ ...cell, minor: cell.minor * k })),
          },
        };
        const report = compose("cfo", scaled);
        const value = (id: string) => report.metrics.find((each) => each.id === id)?.value;
        expect(value("burn")).toEqual({ kind: "money", minor: 814_000 * k });
        // Shown in whole dollars.
        const revenue = Math.round((2_928_461 * k) / 100) * 100;
        expect(value("revenue")).toEqual({ kind: "money", minor: revenue });
        expect(value("runway")).toEqual({ kind: "count", value: 8.5, unit: "months" });
        expect(value("break-even")).toEqual({ kind: "count", value: 6, unit: "charters" });
        expect(report.headline).toContain("4% over plan; 4 of the 6 charters");
        const books = compose("accounting", scaled);
        expect(figure(books, "ledger-coverage")).toBe("99%");
        expect(figure(books, "expense-outliers")).toBe("1");
      }),
      { numRuns: 15 },
    );
  });
});

describe.each(["cfo", "accounting"])("the %s report", (type) => {
  it("does not depend on the order of cells", () => {
    const expected = texts(sample, type);
    const shuffled = fc.shuffledSubarray([...ledger.cells], { minLength: ledger.cells.length });
    fc.assert(
      fc.property(shuffled, (cells) => {
        expect(texts(withCells(cells), type)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it("does not depend on the order of entities", () => {
    const reversed = { ...sample, entities: sample.entities.toReversed() };
    expect(compose(type, reversed)).toEqual(compose(type));
  });

  it("is the same when a sum is kept in two cells", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (percent) => {
        const split = ledger.cells.flatMap((cell) => {
          const part = Math.trunc((cell.minor * percent) / 100);
          if (cell.month !== "2026-10" || cell.count < 2) return [cell];
          return [
            { ...cell, minor: part, count: 1 },
            { ...cell, minor: cell.minor - part, count: cell.count - 1 },
          ];
        });
        expect(split.length).toBeGreaterThan(ledger.cells.length);
        expect(texts(withCells(split), type)).toEqual(texts(sample, type));
      }),
      { numRuns: 10 },
    );
  });
});

describe("one expense that changes", () => {
  it("moves burn, headline, chart, break-even, runway, rule and audit", () => {
    const report = compose("cfo", changed("6400", -100_000));
    expect(report.headline).toBe(
      "Burn was $9,140 in October, 17% over plan; 4 of the 7 charters that break even were sold.",
    );
    expect(figure(report, "burn")).toBe("$9,140");
    expect(figure(report, "break-even")).toBe("7 charters");
    expect(figure(report, "runway")).toBe("6.9 months");
    expect(figure(report, "rules-kept")).toBe("1");
    expect(headings(report)).toContain("2 of 3 financial rules are broken");
    expect(headings(report)).toContain("Burn is 19% above September and 17% over plan");
    const burn = charts(report).find(({ title }) => title.what.startsWith("Operating"));
    expect(burn?.series[0]?.values.at(-1)).toEqual({ kind: "money", minor: 914_000 });
    expect(burn?.message).toContain("to $9,140 (Oct 2026) a month");
    expect(report.actions.map(({ title }) => title)).toContain(
      'Return to the rule "Spend no more than 9k a month"',
    );
    const audit = compose("accounting", changed("6400", -100_000));
    expect(figure(audit, "operating-expense")).toBe("$9,140");
    expect(headings(audit)).toContain("Repairs and maintenance cost $2,749 in October");
  });

  it("in cost of sales moves runway, and not burn", () => {
    const report = compose("cfo", changed("5100", -100_000));
    expect(figure(report, "burn")).toBe("$8,140");
    expect(figure(report, "runway")).toBe("6.9 months");
  });

  it("in a transfer moves nothing that is told", () => {
    expect(texts(changed("9100", -100_000), "cfo")).toEqual(texts(sample, "cfo"));
  });
});

describe("sales, prices and cash", () => {
  const jada = (change: (entity: Entity) => Partial<Entity>) =>
    compose(
      "cfo",
      withEntities((each) => (each.id === "jada" ? { ...each, ...change(each) } : each)),
    );
  /** Nothing but charters, so that they lead however few are sold. */
  const sold = (units: number) =>
    compose(
      "cfo",
      withEntities((entity) => ({
        ...entity,
        revenueStreams: (entity.id === "jada" ? entity.revenueStreams : []).map((stream) => ({
          ...stream,
          sold: stream.sold.map((each) => (each.month === "2026-10" ? { ...each, units } : each)),
        })),
      })),
    ).headline.split("; ")[1];
  const priced = (price: number) =>
    jada(({ revenueStreams }) => ({
      revenueStreams: revenueStreams.map((stream) => ({ ...stream, price })),
    }));

  it.each([
    [0, "none of the 6 charters that break even were sold."],
    [1, "1 of the 6 charters that break even was sold."],
    [6, "6 charters were sold, 6 break even."],
    [9, "9 charters were sold, 6 break even."],
  ])("%i sold is worded", (units, words) => {
    expect(sold(units)).toBe(words);
  });

  it("that cost more than they bring have no break-even, and say so", () => {
    const only = (entity: Entity) =>
      entity.id === "jada" ? entity : { ...entity, revenueStreams: [] };
    const loss = withEntities((entity) => ({
      ...only(entity),
      revenueStreams: only(entity).revenueStreams.map((stream) => ({ ...stream, price: 80_000 })),
    }));
    const report = compose("cfo", loss);
    expect(report.headline).toBe(
      "Burn was $8,140 in October, 4% over plan; no number of charters breaks even, because each loses $50.",
    );
    expect(figure(report, "break-even")).toBe("none exists");
    expect(JSON.stringify(report)).not.toMatch(/Infinity|NaN/);
  });

  it("move the break-even", () => {
    expect(figure(priced(285_000), "break-even")).toBe("5 charters");
  });

  it("move the runway, and below the bound the rule", () => {
    const poorer = jada(({ cash }) => (cash ? { cash: { ...cash, balance: 100_000 } } : {}));
    expect(figure(poorer, "runway")).toBe("5.1 months");
    expect(headings(poorer)).toContain("2 of 3 financial rules are broken");
  });
});
