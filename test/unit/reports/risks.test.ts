import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { riskExposure } from "../../../src/reports/formulas/risk-exposure.ts";
import { compose, headings, sample, withEntities } from "./sample.ts";

const titles = (portfolio = sample) =>
  compose("ceo", portfolio)
    .sections.filter(({ heading }) => heading.startsWith("The heaviest risk"))
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "list" ? block.items.map(({ title }) => title) : []));

describe("riskExposure", () => {
  it("weighs likelihood against impact", () => {
    const impact = { low: 100_00, high: 300_00 };
    expect(riskExposure({ likelihood: "low", impact })).toBe(40_000);
    expect(riskExposure({ likelihood: "medium", impact })).toBe(80_000);
    expect(riskExposure({ likelihood: "high", impact })).toBe(120_000);
  });

  it("never falls when either grows", () => {
    const money = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(money, money, money, (low, more, extra) => {
        const impact = { low, high: low + more };
        const larger = { low, high: low + more + extra };
        expect(riskExposure({ likelihood: "low", impact: larger })).toBeGreaterThanOrEqual(
          riskExposure({ likelihood: "low", impact }),
        );
        expect(riskExposure({ likelihood: "high", impact })).toBeGreaterThanOrEqual(
          riskExposure({ likelihood: "medium", impact }),
        );
      }),
    );
  });
});

describe("risks in the CEO report", () => {
  it("are all listed, the heaviest first", () => {
    const all = sample.entities.flatMap(({ risks }) => risks);
    const ranked = all.toSorted((one, other) => riskExposure(other) - riskExposure(one));
    expect(all.length).toBeGreaterThan(2);
    expect(titles()).toEqual(ranked.map(({ title }) => title));
  });

  it("change their order when one grows", () => {
    const last = titles().at(-1);
    const grown = withEntities((entity) => ({
      ...entity,
      risks: entity.risks.map((risk) =>
        risk.title === last ? { ...risk, impact: { low: 9e9, high: 9e9 } } : risk,
      ),
    }));
    expect(titles(grown)[0]).toBe(last);
    expect(headings(compose("ceo", grown))).toContain(`"${last}"`);
  });

  it("have no section where nobody has named one", () => {
    const none = withEntities((entity) => ({ ...entity, risks: [] }));
    expect(headings(compose("ceo", none))).not.toContain("risk");
  });
});
