import { describe, expect, it } from "vitest";
import type { StackLayer } from "../../../src/portfolio/portfolio.ts";
import { compose, figure, sample, tables, under, withEntities } from "./sample.ts";

const texts = (...values: readonly string[]) => values.map((value) => ({ kind: "text", value }));

describe("the accounting report of the sample", () => {
  const report = compose("accounting");
  const table = (what: string) => tables(report).find(({ title }) => title.what.startsWith(what));

  it("opens with what the books lack", () => {
    expect(report.headline).toBe(
      "No accounting system is in place; 3 of 7 revenue streams have no recognition policy.",
    );
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "No accounting system is in place",
      "3 of 7 revenue streams have no recognition policy",
      "The chart of accounts covers 99% of the ledger",
      "Repairs and maintenance cost $1,749 in October against a median of $396",
      "None of 4 milestones to profitability is done; the last is due Mar 31, 2027",
    ]);
  });

  it.each([
    ["ledger-coverage", "99%", "of the amount; 34 of 1,251 postings in 4 unknown accounts"],
    ["streams-without-policy", "3", "of 7 revenue streams"],
    ["operating-expense", "$8,140", "▲ 6% above September; October, 9 categories"],
    ["expense-outliers", "1", "Repairs and maintenance, $1,353 above median"],
    ["milestones-done", "0", "unchanged in October 2026; of 4; next due Nov 30, 2026"],
  ])("shows %s as %s", (id, value, note) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
  });

  it("leaves charter, event and rental undefined", () => {
    const rows = table("When revenue")?.rows ?? [];
    const open = rows.filter(({ cells }) => cells[3]?.kind === "missing");
    expect(open.map(({ cells }) => cells[0])).toEqual(
      texts("Yacht charters", "Event tickets", "Leases and stays"),
    );
    expect(report.missing.map(({ where }) => where)).toContainEqual(
      expect.stringMatching(/^entities\/jada\.yml line \d+: recognition$/),
    );
  });

  it("spends in the audit what the CFO report calls burn", () => {
    expect(table("Operating expense")?.total?.[1]).toEqual({ kind: "money", minor: 814_000 });
    expect(figure(report, "operating-expense")).toBe(figure(compose("cfo"), "burn"));
  });

  it("names what the chart does not know, and where it was first used", () => {
    const rows = table("Accounts that")?.rows ?? [];
    expect(rows.map(({ cells }) => cells[0])).toEqual(
      texts("6450", "6999", "Misc", "(none given)"),
    );
    expect(report.missing).toContainEqual({
      what: "What account 6450 is",
      from: "the chart of accounts",
      where: expect.stringMatching(/^ledger\/accounts\.yml: .* ledger\/2026-08\.csv line \d+$/),
    });
    expect(JSON.stringify(report.sections)).toContain("no posting uses Training (6800)");
  });

  it("leads over four milestones to the end of the first quarter of 2027", () => {
    const milestones = table("Milestones");
    expect(milestones?.rows).toHaveLength(4);
    expect(milestones?.rows.at(-1)?.cells[2]).toEqual({ kind: "date", value: "2027-03-31" });
    expect(report.actions.slice(0, 4).map(({ due }) => due)).toEqual([
      "2026-11-30",
      "2026-12-31",
      "2027-02-12",
      "2027-03-31",
    ]);
  });

  it("asks why the outlier is one", () => {
    expect(report.actions[4]).toEqual({
      title: "Find out why expense for repairs and maintenance rose by $1,353",
      owner: "Bookkeeper",
      effect: "$1,749 where $396 is usual",
    });
  });

  it.each(["cao", "accountant"])("is found as %s", (alias) => {
    expect(compose(alias).type).toBe("accounting");
  });
});

describe("an accounting system", () => {
  const layer = (verdict: StackLayer["verdict"]): StackLayer => {
    const [first] = sample.entities;
    const source = first?.source ?? { file: "x", line: 1, asOf: "2026-10-31" };
    return { layer: "Accounting", technology: "Ledger software", verdict, note: "Closed", source };
  };
  const with1 = (verdict: StackLayer["verdict"], every: boolean) =>
    compose(
      "accounting",
      withEntities((entity) =>
        every || entity.id === "jada" ? { ...entity, stack: [layer(verdict)] } : entity,
      ),
    ).headline;

  it("is a layer of a stack that is not to be replaced", () => {
    expect(with1("keep", true)).toMatch(/^An accounting system is in place for every entity; /);
    expect(with1("fix", false)).toMatch(/^An accounting system is in place for 1 of 7 entities; /);
    expect(with1("replace", true)).toMatch(/^No accounting system is in place; /);
  });
});
