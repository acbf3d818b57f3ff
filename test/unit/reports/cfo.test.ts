import { describe, expect, it } from "vitest";
import {
  charts,
  compose,
  figure,
  headings,
  sample,
  tables,
  under,
  withEntities,
} from "./sample.ts";

const money = (minor: number) => ({ kind: "money", minor });
const missing = { kind: "missing" };

describe("the CFO report of the sample", () => {
  const report = compose("cfo");
  const chart = (what: string) => charts(report).find(({ title }) => title.what.startsWith(what));
  const table = (what: string) => tables(report).find(({ title }) => title.what.startsWith(what));

  it("opens with burn against plan and what was sold of the break-even", () => {
    expect(report.headline).toBe(
      "Burn was $8,140 in October, 4% over plan; 4 of the 6 charters that break even were sold.",
    );
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "1 of 3 financial rules is broken",
      "4 of the 6 charters that break even were sold",
      "Revenue stands at 79% of target for the fiscal year to date, $56,576 short",
      "Burn is 6% above September and 4% over plan",
      "8 initiatives take $9,130 of capital; 3 initiatives are not to be funded",
    ]);
  });

  it.each([
    ["burn", "$8,140", "▲ 6% above September; 4% over plan", "bad"],
    ["runway", "8.5 months", "$12,400 in cash; net burn of 3 full months, rounded down", "good"],
    ["break-even", "6 charters", "4 sold; $1,500 margin on each", "bad"],
    ["revenue", "$29.3k", "▲ 29% above September; 66% of the target of $44,200", "bad"],
    ["rules-kept", "2", "of 3; 1 broken", "bad"],
  ])("shows %s as %s", (id, value, note, meaning) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
    expect(report.metrics.find((each) => each.id === id)?.meaning).toBe(meaning);
  });

  it("draws thirteen months of burn, all of them $7–9k, against plan", () => {
    const burn = chart("Operating expense");
    expect(burn?.categories).toHaveLength(13);
    expect([burn?.categories[0], burn?.categories.at(-1)]).toEqual(["Oct 2025", "Oct 2026"]);
    const [actual, plan] = burn?.series ?? [];
    for (const value of actual?.values ?? []) {
      const minor = value.kind === "money" ? value.minor : Number.NaN;
      expect(minor).toBeGreaterThanOrEqual(700_000);
      expect(minor).toBeLessThanOrEqual(900_000);
    }
    expect([actual?.values.at(-1), plan?.values.at(-1)]).toEqual([money(814_000), money(780_000)]);
    expect(burn?.message).toBe("Burn ran from $7,185 (Nov 2025) to $8,778 (Jul 2026) a month.");
  });

  it("holds revenue against targets through the fourth quarter, future months as plan", () => {
    const revenue = chart("Revenue");
    expect(revenue?.categories).toEqual(
      ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map((month) => `${month} 2026`),
    );
    expect(revenue?.series[0]?.values.slice(3)).toEqual([money(2_928_500), missing, missing]);
    expect(revenue?.series[1]?.values.at(-1)).toEqual(money(4_435_000));
    const quarters = table("Revenue against target");
    expect(quarters?.rows.map(({ cells }) => cells[0])).toEqual(
      [1, 2, 3, 4].map((quarter) => ({ kind: "text", value: `Q${quarter} 2026` })),
    );
  });

  it("works break-even out of fixed costs and margin, stream by stream", () => {
    const units = table("Margin per unit");
    expect(units?.rows[0]?.cells).toEqual([
      { kind: "text", value: "Charter, JADA" },
      money(235_000),
      money(85_000),
      money(150_000),
      { kind: "count", value: 6 },
      { kind: "count", value: 4 },
    ]);
    expect(units?.rows).toHaveLength(7);
    // 4 charters, 23 jobs, 12 nights, 4 sites and 3 hauls leave $11,335, and take $11,690 to deliver.
    expect(JSON.stringify(report.sections)).toContain(
      "Fixed costs of October were $8,140, not counting $21,998 of cost of sales; the margin on units that are counted covered all of them. The variable cost of these units explains $11,690 of the cost of sales; the other $10,308 is of units that nobody counts, or follows no unit; break-even is what each stream would have to sell alone.",
    );
  });

  it("sorts capital into four tiers, and says why some gets none", () => {
    const tiers = table("Initiatives by tier");
    expect(tiers?.rows.map(({ cells }) => cells[0])).toEqual(
      ["Zero-cost", "Low-cost", "Revenue-producing", "Do not deploy"].map((value) => ({
        kind: "text",
        value,
      })),
    );
    expect(tiers?.total?.slice(0, 3)).toEqual([
      { kind: "text", value: "Total to deploy" },
      { kind: "count", value: 8 },
      money(913_000),
    ]);
    const written = JSON.stringify(report.sections);
    expect(written).toContain("The first vessel has free days in every week of the year");
    const barred = sample.entities
      .flatMap(({ initiatives }) => initiatives)
      .filter(({ tier }) => tier === "do-not-deploy");
    for (const { title } of barred) {
      expect(written).toContain(title);
      expect(report.actions.map((action) => action.title)).not.toContain(title);
    }
  });

  it("judges each of the three rules", () => {
    const rules = table("Financial rules");
    expect(rules?.rows.map(({ cells }) => [cells[0], cells[3]])).toEqual(
      [
        ["Let no client be more than a third of billing", "broken"],
        ["Keep six months of runway", "kept"],
        ["Spend no more than 9k a month", "kept"],
      ].map((texts) => texts.map((value) => ({ kind: "text", value }))),
    );
  });

  it("says what to do: mend the broken rule, then what costs nothing and brings most", () => {
    expect(report.actions.slice(0, 2)).toEqual([
      {
        title: 'Return to the rule "Let no client be more than a third of billing"',
        owner: "Owner, DangerousCentaur",
        due: "2026-11-30",
        effect: expect.stringMatching(/^now 4\d%; at most 33%$/),
      },
      {
        title: "Work the open inquiries as a pipeline",
        owner: "Charter sales, JADA",
        due: "2026-11-06",
        overdueDays: 0,
        effect: "costs nothing; brings $4,500–9,000 a month",
      },
    ]);
  });

  it("recommends no spending that breaks the rule on runway", () => {
    expect(JSON.stringify(report.sections)).toContain(
      "$3,744 of cash can be spent before runway falls under its rule; what needs more waits.",
    );
    const waiting = report.actions.filter(({ effect }) => effect?.startsWith("waits for cash"));
    expect(waiting.map(({ title }) => title)).toEqual([
      "Train and insure a relief captain",
      "Furnish the studio for long stays",
    ]);
    const rich = withEntities((entity) =>
      entity.cash ? { ...entity, cash: { ...entity.cash, balance: 5_000_000 } } : entity,
    );
    expect(JSON.stringify(compose("cfo", rich).actions)).not.toContain("waits for cash");
  });

  it("is found as finance", () => {
    expect(compose("finance").headline).toBe(report.headline);
  });

  it("names no month it does not hold", () => {
    expect(headings(report)).not.toMatch(/November|December/);
  });
});
