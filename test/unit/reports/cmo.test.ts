import { describe, expect, it } from "vitest";
import { charts, compose, figure, sample, tables } from "./sample.ts";

describe("the CMO report of the sample", () => {
  const report = compose("cmo");

  it("opens with what a campaign would bring, against what the channels bring", () => {
    expect(report.headline).toBe(
      "One campaign to 3,676 contacts models $10.0k–50.0k of bookings, while 5 of 6 channels bring none.",
    );
    expect(report.headline.length).toBeLessThanOrEqual(110);
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      '"Winter charter offer" pays for itself with 1 booking and models 15–29',
      "5 of 6 channels bring no bookings",
      "None of 4 listings is live; next is Sailo, due Nov 6, 2026",
      "First 90 days (QueenofSanDiego): 3 of 7 open milestones fall within 30 days",
      "Local search (QuickDumpNow): 2 of 5 open milestones fall within 30 days",
    ]);
  });

  it.each([
    ["campaign-case", "$10.0k–50.0k", "15–29 bookings for $450", "good"],
    ["silent-channels", "5", "of 6; 27 bookings counted a month", "bad"],
    ["live-listings", "0", "of 4; next Sailo, due Nov 6, 2026", "bad"],
    ["listing-value", "$4.2k–10.0k", "expected of 4 listings not live yet", "good"],
    ["milestones", "5", "of 12 open; 0 overdue", "neutral"],
  ])("shows %s as %s", (id, value, note, meaning) => {
    expect(figure(report, id)).toBe(value);
    expect(report.metrics.find((metric) => metric.id === id)).toMatchObject({ note, meaning });
  });

  it("works the campaign out from contacts, conversion and value, low and high", () => {
    const [table] = tables(report);
    expect(table?.rows.map(({ cells }) => cells.slice(2))).toEqual([
      [
        { kind: "money", minor: 68_000 },
        { kind: "money", minor: 999_900 },
        { kind: "money", minor: 954_900 },
      ],
      [
        { kind: "money", minor: 170_000 },
        { kind: "money", minor: 4_999_400 },
        { kind: "money", minor: 4_954_400 },
      ],
    ]);
    const [chart] = charts(report);
    expect(chart?.categories).toEqual(["Hopeful", "Cautious"]);
    expect(chart?.series[0]).toMatchObject({ scenario: "forecast" });
    expect(chart?.message).toBe("$10.0k–50.0k of bookings are modelled for a cost of $450.");
    expect(JSON.stringify(report.sections[0])).toContain(
      "it costs $450, and one booking pays for it",
    );
  });

  it("shows how visible each entity is in each channel, and what is not counted", () => {
    const matrix = tables(report).find(({ title }) => title.what.startsWith("Visibility"));
    expect(matrix?.columns.map(({ label }) => label)).toEqual([
      "Channel",
      "DC",
      "JADA",
      "QDN",
      "QOS",
      "Bookings",
    ]);
    const words = matrix?.rows.map(({ cells }) =>
      cells.map((cell) => ("value" in cell ? cell.value : cell.kind)),
    );
    expect(words?.slice(0, 2)).toEqual([
      ["Referrals and repeat guests", "weak", "strong, 4", "strong, 23", "weak, n/a", 27],
      ["Social media", "weak", "weak", "absent", "strong", 0],
    ]);
    expect(words?.at(-1)).toEqual([
      "Travel platforms",
      "missing",
      "absent",
      "missing",
      "absent",
      0,
    ]);
    expect(matrix?.rows.map(({ meaning }) => meaning)).toEqual([
      undefined,
      ...Array(5).fill("bad"),
    ]);
    expect(report.missing).toEqual([
      {
        what: "Bookings through Referrals and repeat guests, QueenofSanDiego",
        from: "asking each customer how they came, or tagged links",
        where: expect.stringMatching(/^entities\/qos\.yml line \d+: bookings$/),
      },
    ]);
  });

  it("takes the travel platforms in order, those that need an audit last", () => {
    const [list] = report.sections[2]?.blocks ?? [];
    const items = list?.kind === "list" ? list.items : [];
    expect(items.map(({ title, tags }) => [title, tags?.[0]])).toEqual([
      ["Sailo", "in preparation"],
      ["GetMyBoat", "planned"],
      ["Viator", "after audit"],
      ["GetYourGuide", "after audit"],
    ]);
    expect(items[2]?.detail).toContain("compliance audit");
  });

  it("says which milestone falls within 30, 60 and 90 days", () => {
    const within = tables(report)
      .filter(({ columns }) => columns.at(-1)?.label === "Within days")
      .map(({ rows }) =>
        rows.map(({ cells }) => cells.at(-1)).map((cell) => cell?.kind === "text" && cell.value),
      );
    expect(within).toEqual([
      ["30", "30", "30", "60", "60", "90", "90"],
      ["done", "30", "30", "60", "60", "90"],
    ]);
  });

  it("puts the campaign first, then what is due within 30 days", () => {
    expect(report.actions).toHaveLength(6);
    expect(report.actions[0]).toEqual({
      title: 'Send "Winter charter offer" to 3,676 contacts',
      owner: "Marketing lead, QueenofSanDiego",
      due: "2026-11-09",
      effect: "costs $450; models $10.0k–50.0k of bookings",
    });
    const dates = report.actions.slice(1).map(({ due }) => due);
    expect(dates).toEqual(dates.toSorted());
  });

  it("goes to four people by role", () => {
    expect(sample.settings.audiences["cmo"]?.to).toEqual(["owner", "ceo", "marketing", "charters"]);
  });
});

describe("the sample's figures", () => {
  it("agree on how many charters were booked in October", () => {
    const jada = sample.entities.find(({ id }) => id === "jada");
    const sold = jada?.revenueStreams[0]?.sold.find(({ month }) => month === "2026-10")?.units;
    const kpi = jada?.kpis.find(({ name }) => name === "Charters booked a month");
    expect([sold, kpi?.value, jada?.channels[0]?.bookings]).toEqual([4, 4, 4]);
  });

  it("agree on what the two first platforms bring, and on how many contacts there are", () => {
    const [sailo, getMyBoat] = sample.entities.find(({ id }) => id === "jada")?.listings ?? [];
    const low = (sailo?.monthlyValue?.low ?? 0) + (getMyBoat?.monthlyValue?.low ?? 0);
    const high = (sailo?.monthlyValue?.high ?? 0) + (getMyBoat?.monthlyValue?.high ?? 0);
    const agenda = sample.entities.flatMap((entity) => entity.agenda);
    const item = agenda.find(({ title }) => title === "List on Sailo and GetMyBoat");
    expect(item?.monthlyImpact).toEqual({ low, high });
    const qos = sample.entities.find(({ id }) => id === "qos");
    expect(qos?.kpis[0]?.value).toBe(qos?.campaigns[0]?.contacts);
  });

  it("leave the recognition of charters, events and lettings undefined, and of nothing else", () => {
    const streams = sample.entities.flatMap(({ revenueStreams }) => revenueStreams);
    expect(
      streams
        .filter(({ recognition }) => !recognition)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["charters", "event-tickets", "lettings"]);
  });

  it("plan eighteen months, of which October costs $7,800 and earns $44,200", () => {
    const plan = sample.entities.flatMap((entity) => entity.plan);
    const october = plan.filter(({ month }) => month === "2026-10");
    expect(new Set(plan.map(({ month }) => month)).size).toBe(18);
    expect(october.reduce((sum, { expense = 0 }) => sum + expense, 0)).toBe(780_000);
    expect(october.reduce((sum, { revenue = 0 }) => sum + revenue, 0)).toBe(4_420_000);
    expect(plan.filter(({ revenue }) => revenue !== undefined).at(-1)?.month).toBe("2026-12");
  });
});
