import { describe, expect, it } from "vitest";
import { charts, compose, composeFor, figure, sample, tables, under } from "./sample.ts";

describe("the CEO report of the sample", () => {
  const report = compose("ceo");

  it("opens with what is wrong, and whether the agenda deals with it", () => {
    expect(report.headline).toBe(
      "8 shortfalls are critical; the 30-day agenda (84 hours) closes all 8, but 3 of its 10 items are overdue.",
    );
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "JADA carries 4 of the 8 critical shortfalls",
      '"Repair and watch the quote form" pays best: about $975 a month for each hour',
      "9 of 14 KPIs have no figure",
      'The heaviest risk would cost $9,400–23,500: "The captain leaves or falls ill in the season"',
      "4 hand-offs of the last 60 days leave 5 items open",
      "6 of 21 assets are idle",
    ]);
  });

  it.each([
    ["critical-shortfalls", "8", "unchanged in October 2026; of 12 open"],
    ["agenda-value", "$15.8k–34.0k", "84 hours of work; 2 items are not estimated"],
    ["overdue-actions", "3", "of 10 agenda items; the oldest by 8 days"],
    ["missing-kpis", "9", "of 14 defined"],
    ["assets", "21", "across 4 operating entities; 6 idle"],
  ])("shows %s as %s", (id, value, note) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
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
    expect(chart?.series[0]?.values.slice(0, 2)).toEqual([
      { kind: "money", minor: 97500 },
      // $687.50, of which the cents are beyond what an estimate can say.
      { kind: "money", minor: 68800 },
    ]);
    expect(chart?.message).toBe(
      "The 8 estimated items bring $15,750–33,950 a month together; 2 items are not estimated, so ranked last.",
    );
    expect(report.actions.slice(0, 8).map(({ title }) => title)).toEqual(chart?.categories);
    expect(report.actions).toHaveLength(10);
    expect(report.actions[0]).toEqual({
      title: "Repair and watch the quote form",
      owner: "Web developer, QuickDumpNow",
      due: "2026-10-23",
      overdueDays: 8,
      effect: "4 hours; brings $2,600–5,200 a month; closes 1 critical finding",
    });
  });

  it("leaves work due after 30 days to a later report", () => {
    const titles = report.actions.map(({ title }) => title);
    expect(sample.entities.flatMap(({ agenda }) => agenda)).toHaveLength(11);
    expect(titles).not.toContain("Raise the rate card with fuel and slip fees");
  });

  it("marks what has no figure, and says what would supply it and in which field", () => {
    const kpis = tables(report).find(({ title }) => title.what.startsWith("KPI"));
    expect(kpis?.rows.filter(({ cells }) => cells[2]?.kind === "missing")).toHaveLength(9);
    expect(report.missing).toContainEqual({
      what: "Booked revenue a month, JADA",
      from: "a booking ledger, which is not kept yet",
      where: "entities/jada.yml line 29: value",
    });
    expect(report.missing).toHaveLength(11);
  });

  it("lists the assets of the four operating entities, and counts the others", () => {
    const [list, more] = report.sections.at(-1)?.blocks ?? [];
    expect(list?.kind === "list" && list.items.map(({ title, tags }) => [title, tags])).toEqual([
      ["DangerousCentaur", ["Entertainment and client sites", "3 in use", "2 idle"]],
      ["JADA", ["Luxury yacht charters", "4 in use", "2 idle"]],
      ["QuickDumpNow", ["Waste hauling and logistics", "4 in use", "1 idle"]],
      ["QueenofSanDiego", ["Brand and events", "4 in use", "1 idle"]],
    ]);
    const written = JSON.stringify(list);
    const owned = sample.entities.filter(({ kind }) => kind === "operating");
    for (const { name } of owned.flatMap(({ assets }) => assets)) expect(written).toContain(name);
    expect(more).toEqual({ kind: "text", text: "3 auxiliary domains hold 5 more." });
  });

  it("lists the assets of an auxiliary domain where the report is about that alone", () => {
    const rental = sample.entities.find(({ id }) => id === "rental");
    const owned = rental?.assets ?? [];
    const alone = composeFor("ceo", { entity: "rental" });
    expect(owned.length).toBeGreaterThan(0);
    const metric = alone.metrics.find(({ id }) => id === "assets");
    expect(metric).toMatchObject({ value: { value: owned.length } });
    expect(metric?.note).toMatch(/^across 1 entity; /);
    const [list, ...more] = alone.sections.at(-1)?.blocks ?? [];
    for (const { name } of owned) expect(JSON.stringify(list)).toContain(name);
    expect(more).toEqual([]);
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
