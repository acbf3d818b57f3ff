import { describe, expect, it } from "vitest";
import { charts, compose, figure, sample, tables } from "./sample.ts";

describe("the CEO report of the sample", () => {
  const report = compose("ceo");

  it("opens with what is wrong, what is unknown and what the next 30 days can bring", () => {
    expect(report.headline).toBe(
      "8 of 12 open shortfalls are critical; the 30-day agenda would bring $15,750–33,950 a month, " +
        "and 3 of its 10 items are overdue.",
    );
  });

  it.each([
    ["critical-shortfalls", "8", "of 12 open shortfalls; unchanged in October 2026"],
    ["agenda-value", "$15,750–33,950", "for 84 hours of work; 2 items are not estimated"],
    ["overdue-actions", "3", "of 10 agenda items; the oldest by 8 days"],
    ["missing-kpis", "9", "of 14 that should steer the entities"],
    ["assets", "21", "across 4 operating entities; 6 idle"],
  ])("shows %s as %s", (id, value, note) => {
    expect(figure(report, id)).toBe(value);
    expect(report.metrics.find((metric) => metric.id === id)?.note).toBe(note);
  });

  it("names the critical shortfalls, the oldest first", () => {
    const [list] = report.sections[0]?.blocks ?? [];
    expect(list?.kind === "list" && list.items.map(({ title }) => title)).toEqual([
      "Equity documentation has gaps",
      "One captain holds the license, the logins and the maintenance knowledge",
      "Crew equity was promised and never papered",
      "Revenue is not tracked by event or channel",
      "No billing model for the client sites",
      "Not listed with any online travel agency",
      "Sales pipeline is empty",
      "Quote funnel is broken",
    ]);
  });

  it("ranks the agenda by return on effort, and what nobody estimated last", () => {
    const [chart] = charts(report);
    expect(chart?.series[0]?.values[0]).toEqual({ kind: "money", minor: 97500 });
    expect(report.actions.slice(0, 8).map(({ title }) => title)).toEqual(chart?.categories);
    expect(report.actions).toHaveLength(10);
    expect(report.actions[0]).toEqual({
      title: "Repair and watch the quote form",
      owner: "Web developer, QuickDumpNow",
      due: "2026-10-23",
      effect:
        'overdue by 8 days; closes "Quote funnel is broken" (critical); brings $2,600–5,200 a month; takes 4 hours',
    });
  });

  it("leaves work due after 30 days to a later report", () => {
    const titles = report.actions.map(({ title }) => title);
    expect(sample.entities.flatMap(({ agenda }) => agenda)).toHaveLength(11);
    expect(titles).not.toContain("Raise the rate card with fuel and slip fees");
  });

  it("marks what has no figure, and says which field would supply it", () => {
    const kpis = tables(report).find(({ title }) => title.what.startsWith("KPI"));
    expect(kpis?.rows.filter(({ cells }) => cells[2]?.kind === "missing")).toHaveLength(9);
    expect(report.missing.map(({ where }) => where)).toContain(
      "entities/jada.yml line 29: value (A booking ledger, which is not kept yet)",
    );
    expect(report.missing).toHaveLength(11);
  });

  it("counts the assets of the four operating entities", () => {
    const inventory = tables(report).find(({ title }) => title.what === "Number of assets");
    const total = inventory?.total?.map((value) =>
      value.kind === "count" ? value.value : value.kind,
    );
    expect(total).toEqual(["text", 15, 6, 21]);
    expect(inventory?.rows).toHaveLength(4);
  });
});

describe("the sample's audiences", () => {
  it("are five people for the CTO report and four for the CEO report", () => {
    const { audiences, people } = sample.settings;
    expect(audiences["cto"]?.to).toHaveLength(5);
    expect(audiences["ceo"]?.to).toHaveLength(4);
    for (const { email } of Object.values(people)) expect(email).toMatch(/@example\.(com|org)$/);
  });
});
