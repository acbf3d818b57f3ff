/** Plans that some entities have and others lack: the actuals of all are not held against the plan of a few. */
import { describe, expect, it } from "vitest";
import type { PlanMonth } from "../../../src/portfolio/business.ts";
import type { Ledger } from "../../../src/portfolio/ledger.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { monthOf } from "../../../src/reports/formulas/months.ts";
import { charts, compose, headings, sample, tables, under, withEntities } from "./sample.ts";

const ledger: Ledger | undefined = sample.ledger;
if (ledger === undefined) throw new Error("the sample has a ledger");

/** The sample with the plan of one entity filtered. */
const planning = (id: string, keeps: (plan: PlanMonth) => boolean): Portfolio =>
  withEntities((entity) =>
    entity.id === id ? { ...entity, plan: entity.plan.filter(keeps) } : entity,
  );
const meaning = (portfolio: Portfolio, id: string) =>
  compose("cfo", portfolio).metrics.find((each) => each.id === id)?.meaning;
const isNotOctober = ({ month }: PlanMonth) => month !== "2026-10";

describe("the plan of one entity that is missing in the report's month", () => {
  const portfolio = planning("jada", isNotOctober);
  const report = compose("cfo", portfolio);

  it("leaves burn and revenue without a comparison, and says why", () => {
    expect(report.headline).toMatch(/^Burn was \$8,140 in October; 4 of the 6 charters/);
    expect(under(report, "burn")).toMatch(/; not every entity has a plan$/);
    expect(under(report, "revenue")).toMatch(/; not every entity has a target$/);
    expect([meaning(portfolio, "burn"), meaning(portfolio, "revenue")]).toEqual([
      "neutral",
      "neutral",
    ]);
  });

  it("is listed with the file that would supply it", () => {
    const from = "the budget, as the other entities have one";
    expect(report.missing).toContainEqual({
      what: "Planned expense of JADA in October 2026",
      from,
      where: expect.stringMatching(/^entities\/jada\.yml line \d+: plan, 2026-10: expense$/),
    });
    expect(report.missing).toContainEqual({
      what: "Revenue target of JADA in October 2026",
      from,
      where: expect.stringMatching(/^entities\/jada\.yml line \d+: plan, 2026-10: revenue$/),
    });
  });

  it("takes the month out of attainment, and leaves no target that reads like less asked", () => {
    expect(headings(report)).toMatch(/of target in January to September 2026, /);
    const quarters = tables(report).find(({ title }) => title.what.startsWith("Revenue against"));
    expect(quarters?.rows.at(-1)?.cells[1]).toEqual({ kind: "text", value: "–" });
    expect(quarters?.total?.[1]).toEqual({ kind: "text", value: "–" });
    expect(quarters?.rows[2]?.cells[1]).toEqual({ kind: "money", minor: 9_980_000 });
    for (const chart of charts(report).slice(0, 2)) {
      const index = chart.categories.indexOf("Oct 2026");
      expect(chart.series[1]?.values[index]).toEqual({ kind: "missing" });
    }
  });
});

describe.each(["2026-08-31", "2026-09-30", "2026-10-31"])("on %s", (reportingDate) => {
  const planners = sample.entities.filter(({ plan }) => plan.length > 0).map(({ id }) => id);

  it.each(planners)("without the plan of %s nothing is held against that of the others", (id) => {
    const report = compose("cfo", {
      ...planning(id, ({ month }) => month !== monthOf(reportingDate)),
      settings: { ...sample.settings, reportingDate },
    });
    expect(report.headline).not.toMatch(/(over|under|on) plan/);
    expect(report.missing.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/^Planned expense of /),
    );
  });
});

describe("a month without a target of anybody", () => {
  const without = (...months: readonly string[]) =>
    withEntities((entity) => ({
      ...entity,
      plan: entity.plan.filter(({ month }) => !months.includes(month)),
    }));
  const quarters = (portfolio: Portfolio) =>
    tables(compose("cfo", portfolio)).find(({ title }) => title.what.startsWith("Revenue against"));
  const nothing = { kind: "text", value: "–" };

  it("leaves its quarter and the year without one beside the actual of all months", () => {
    const [whole, cut] = [quarters(sample), quarters(without("2026-01"))];
    expect(cut?.rows[0]?.cells[1]).toEqual(nothing);
    expect(cut?.total?.[1]).toEqual(nothing);
    expect(cut?.rows[0]?.cells[2]).toEqual({ kind: "money", minor: 5_116_000 });
    expect(cut?.rows.slice(1)).toEqual(whole?.rows.slice(1));
    // Attainment is that of the months that have both.
    expect(cut?.rows[0]?.cells[3]).not.toEqual(whole?.rows[0]?.cells[3]);
    expect(cut?.rows[0]?.cells[3]).toMatchObject({ kind: "ratio" });
  });

  it("is not in what the year to date is said to have reached", () => {
    expect(headings(compose("cfo", without("2026-01")))).toMatch(
      /^Revenue stands at \d+% of target in February to October 2026, /m,
    );
  });

  it("takes nothing from targets where it has no actual either", () => {
    const cut = quarters(without("2026-12"));
    expect(cut?.rows[3]?.cells[1]).toMatchObject({ kind: "money" });
    expect(cut?.total?.[1]).toMatchObject({ kind: "money" });
  });

  it("is not a year without targets while one is to come", () => {
    const past = Array.from(
      { length: 10 },
      (_, index) => `2026-${String(index + 1).padStart(2, "0")}`,
    );
    expect(headings(compose("cfo", without(...past)))).toContain(
      "No month can be held against target yet",
    );
  });
});

describe("a target that is missing ahead", () => {
  it("asks for no sum of the months ahead", () => {
    const ahead = (portfolio: Portfolio) =>
      charts(compose("cfo", portfolio)).find(({ title }) => title.what.startsWith("Revenue"))
        ?.message;
    expect(ahead(sample)).toContain("the months ahead ask for $");
    const cut = planning("dc", ({ month }) => month !== "2026-12");
    expect(ahead(cut)).not.toContain("ahead");
    expect(compose("cfo", cut).missing.map(({ what }) => what)).toContain(
      "Revenue target of DangerousCentaur in December 2026",
    );
  });
});

describe("an entity that is not missed", () => {
  it("is one that never plans: a common plan may stand in one file", () => {
    const common = withEntities((entity) =>
      entity.id === "jada"
        ? { ...entity, plan: entity.plan.map((each) => ({ ...each, expense: 800_000 })) }
        : { ...entity, plan: [] },
    );
    const report = compose("cfo", common);
    expect(report.headline).toMatch(/^Burn was \$8,140 in October, 2% over plan; /);
    expect(report.missing).toEqual(compose("cfo").missing);
  });

  it("is one that plans only later and has neither earned nor spent anything", () => {
    const later = planning("dc", ({ month }) => month > "2026-10");
    const cells = ledger.cells.filter(({ entity }) => entity !== "dc");
    const fresh = compose("cfo", { ...later, ledger: { ...ledger, cells } });
    expect(under(fresh, "burn")).toMatch(/(over|under|on) plan$/);
    expect(fresh.missing.filter(({ what }) => what.startsWith("Planned"))).toEqual([]);
    expect(under(compose("cfo", later), "burn")).toMatch(/; not every entity has a plan$/);
  });
});

it("the sample lacks no plan", () => {
  expect(compose("cfo").missing.map(({ what }) => what)).not.toContainEqual(
    expect.stringMatching(/^(Planned expense|Revenue target) /),
  );
});
