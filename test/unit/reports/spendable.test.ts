/** What cash may be spent: limited by the rule on runway, by nothing without one, and unknown where it cannot be checked. */
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../src/portfolio/ledger.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { compose, sample, withEntities } from "./sample.ts";

const kept: Ledger | undefined = sample.ledger;
if (kept === undefined) throw new Error("the sample has a ledger");
const ledger: Ledger = kept;

const withoutCash = (portfolio: Portfolio): Portfolio => ({
  ...portfolio,
  entities: portfolio.entities.map(({ cash: _cash, ...entity }) => entity),
});
const withoutRules = withEntities((entity) => ({ ...entity, rules: [] }));
const endsIn = (month: string, portfolio: Portfolio = sample): Portfolio => ({
  ...portfolio,
  ledger: {
    ...ledger,
    cells: ledger.cells.filter((cell) => cell.month <= month),
    to: `${month}-31`,
  },
});
const { ledger: _ledger, ...unkept } = sample;

const UNCHECKED = "cannot be checked against the rule on runway; takes $";
const read = (portfolio: Portfolio) => {
  const { actions, sections } = compose("cfo", portfolio);
  const costly = actions.flatMap(({ effect = "" }) => (effect.includes("takes $") ? [effect] : []));
  const free = actions.flatMap(({ effect = "" }) =>
    effect.includes("costs nothing") ? [effect] : [],
  );
  return { costly, free, text: JSON.stringify(sections) };
};

describe.each([
  ["books that are too old", endsIn("2026-07")],
  ["no cash on record", withoutCash(sample)],
  ["no ledger", unkept],
])("a rule on runway and %s", (_case, portfolio) => {
  const { costly, free, text } = read(portfolio);

  it("leave no amount to spend, and say so", () => {
    expect(text).not.toMatch(/can be spent before/);
    expect(text).toContain(
      "How much cash can be spent is not known, because the rule on runway cannot be checked.",
    );
  });

  it("mark every initiative that costs money, and no other", () => {
    expect(costly.length).toBeGreaterThan(1);
    for (const effect of costly) expect(effect.startsWith(UNCHECKED)).toBe(true);
    expect(free.length).toBeGreaterThan(0);
    for (const effect of free) expect(effect).toMatch(/^costs nothing/);
  });
});

describe.each([
  ["books that are kept", withoutRules],
  ["books that are too old", endsIn("2026-07", withoutRules)],
  ["no cash on record", withoutCash(withoutRules)],
])("no rule on runway and %s", (_case, portfolio) => {
  it("limit nothing", () => {
    const { costly, text } = read(portfolio);
    expect(text).not.toMatch(/cash can be spent/);
    for (const effect of costly) expect(effect).toMatch(/^takes \$/);
  });
});

it("of two rules on runway the stricter counts, in any order", () => {
  const texts = [
    [3, 6],
    [6, 3],
  ].map((bounds) =>
    read(
      withEntities((entity) => ({
        ...entity,
        rules: entity.rules.flatMap((rule) =>
          rule.measure === "runway_months"
            ? bounds.map((atLeast, index) => ({ ...rule, title: `Rule ${index}`, atLeast }))
            : [rule],
        ),
      })),
    ),
  );
  for (const { text } of texts) expect(text).toContain("$3,744 of cash can be spent before");
});
