/** Change what marketing rests on, and every figure, sentence, row and rank that depends on it moves. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Campaign, Listing, MarketingChannel } from "../../../src/portfolio/business.ts";
import type { Entity, Portfolio } from "../../../src/portfolio/portfolio.ts";
import { charts, compose, figure, headings, sample, tables, withEntities } from "./sample.ts";

const onCampaigns = (change: (campaign: Campaign) => Campaign) =>
  compose(
    "cmo",
    withEntities((entity) => ({ ...entity, campaigns: entity.campaigns.map(change) })),
  );
const onChannels = (change: (channel: MarketingChannel) => readonly MarketingChannel[]) =>
  compose(
    "cmo",
    withEntities((entity) => ({ ...entity, channels: entity.channels.flatMap(change) })),
  );
const onListings = (change: (listing: Listing) => Listing) =>
  compose(
    "cmo",
    withEntities((entity) => ({ ...entity, listings: entity.listings.map(change) })),
  );

/** The campaign's column of the table, in minor units. */
function column(report: ReturnType<typeof compose>, index: number) {
  return tables(report)[0]?.rows.map(({ cells }) => {
    const cell = cells[index];
    return cell?.kind === "money" ? cell.minor : cell?.kind === "count" ? cell.value : undefined;
  });
}

describe("the campaign", () => {
  it("scales with its contacts in headline, metric, table, chart and next step", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), (k) => {
        const report = onCampaigns((each) => ({ ...each, contacts: each.contacts * k }));
        const contacts = (3676 * k).toLocaleString("en-US");
        const modelled = `$${((9999 * k) / 1000).toFixed(1)}k`;
        expect(report.headline).toContain(`to ${contacts} contacts models ${modelled}`);
        expect(figure(report, "campaign-case")).toMatch(new RegExp(`^\\${modelled}–`));
        const cents = [999_872 * k, 4_999_360 * k].map((exact) => Math.round(exact / 100) * 100);
        expect(column(report, 3)).toEqual(cents);
        expect(charts(report)[0]?.series[0]?.values).toEqual(
          cents.toReversed().map((minor) => ({ kind: "money", minor })),
        );
        expect(report.actions[0]?.title).toContain(`${contacts} contacts`);
      }),
    );
  });

  it("doubles with conversion and with value, each by its own end", () => {
    const converted = onCampaigns((each) => ({ ...each, conversion: { low: 0.008, high: 0.008 } }));
    expect(column(converted, 3)).toEqual([1_999_700, 4_999_400]);
    expect(headings(converted)).toContain("with 1 booking and models 29\n");
    const valued = onCampaigns((each) => ({
      ...each,
      bookingValue: { low: 68_000, high: 340_000 },
    }));
    expect(column(valued, 3)).toEqual([999_900, 9_998_700]);
    expect(valued.headline).toContain("models $10.0k–100.0k of bookings");
  });

  it("that costs more breaks even later, and may lose money", () => {
    const dear = onCampaigns((each) => ({ ...each, cost: 1_200_000 }));
    expect(headings(dear)).toContain("pays for itself with 18 bookings");
    expect(column(dear, 4)?.[0]).toBeLessThan(0);
    expect(tables(dear)[0]?.rows[0]?.meaning).toBe("bad");
    expect(dear.metrics[0]).toMatchObject({ meaning: "neutral" });
    expect(dear.actions[0]?.effect).toContain("costs $12,000");
    const free = onCampaigns((each) => ({ ...each, cost: 0 }));
    expect(headings(free)).toContain("costs nothing and models 15–29 bookings");
    const worthless = onCampaigns((each) => ({ ...each, bookingValue: { low: 0, high: 1 } }));
    expect(headings(worthless)).toContain("cannot pay for itself at its low value");
  });

  it("is ahead until the day it starts, that day included", () => {
    expect(onCampaigns((each) => ({ ...each, start: "2026-10-31" })).headline).toMatch(/^One /);
    expect(onCampaigns((each) => ({ ...each, start: "2026-10-30" })).headline).toBe(
      "No campaign is ahead; 5 of 6 channels bring no bookings.",
    );
  });

  it("that leaves more comes first, and several are added up", () => {
    const small = (entity: Entity) =>
      entity.campaigns.map((each) => ({ ...each, id: "b", title: "Small", contacts: 500 }));
    const big = (entity: Entity) =>
      entity.campaigns.map((each) => ({ ...each, id: "c", title: "Big", contacts: 9000 }));
    const report = compose(
      "cmo",
      withEntities((entity) => ({
        ...entity,
        campaigns: [...small(entity), ...entity.campaigns, ...big(entity)],
      })),
    );
    expect(report.headline).toMatch(/^3 campaigns model \$35\.8k–179\.2k of bookings, while /);
    const sent = report.actions.slice(0, 3).map(({ title }) => title.split('"')[1]);
    expect(sent).toEqual(["Big", "Winter charter offer", "Small"]);
    expect(charts(report)[0]?.categories[0]).toBe("Big: hopeful");
  });
});

describe("a channel", () => {
  it("that begins to bring bookings leaves the silent ones and climbs the table", () => {
    const report = onChannels((each) => [
      each.name === "E-mail list" ? { ...each, bookings: 20, visibility: "strong" } : each,
    ]);
    expect(report.headline).toMatch(/while 4 of 6 channels bring none\.$/);
    expect(figure(report, "silent-channels")).toBe("4");
    expect(headings(report)).toContain("4 of 6 channels bring no bookings");
    const matrix = tables(report).find(({ title }) => title.what.startsWith("Visibility"));
    expect(matrix?.rows[0]?.cells.slice(0, 3)).toEqual([
      { kind: "text", value: "E-mail list" },
      { kind: "text", value: "strong, 20" },
      { kind: "text", value: "strong, 20" },
    ]);
  });

  it("that nobody counts is unknown, not silent", () => {
    const report = onChannels((each) => {
      const { bookings, ...rest } = each;
      return each.name === "Social media" || bookings === undefined ? [rest] : [each];
    });
    expect(report.headline).toMatch(/while 4 of 6 channels bring none\.$/);
    expect(report.missing).toHaveLength(1 + 4);
    const blind = onChannels(({ bookings: _, ...each }) => [each]);
    expect(blind.headline).toMatch(/while 6 channels are not counted\.$/);
    expect(figure(blind, "silent-channels")).toBe("n/a");
    expect(blind.metrics[2]).toMatchObject({ meaning: "neutral", note: "nobody counts bookings" });
  });

  it.each<[string, number, (name: string) => number, RegExp]>([
    ["alone, silent", 1, () => 0, /while the one channel brings none\.$/],
    ["alone, selling", 1, () => 3, /while the one channel brings bookings\.$/],
    ["all silent", 9, () => 0, /while all 6 channels bring none\.$/],
    ["all selling", 9, () => 1, /while all 6 channels bring bookings\.$/],
    ["one silent", 9, (name) => Number(name !== "E-mail list"), /1 of 6 channels brings none\.$/],
  ])("is worded %s", (_, most, bookings, words) => {
    const names = [...new Set(sample.entities.flatMap((e) => e.channels.map(({ name }) => name)))];
    const kept = names.slice(0, most);
    const report = onChannels((each) =>
      kept.includes(each.name) ? [{ ...each, bookings: bookings(each.name) }] : [],
    );
    expect(report.headline).toMatch(words);
  });
});

describe("a listing", () => {
  it("that goes live is counted, and the next one is named", () => {
    const report = onListings((each) =>
      each.platform === "Sailo" ? { ...each, state: "live" } : each,
    );
    expect(figure(report, "live-listings")).toBe("1");
    expect(headings(report)).toContain(
      "1 of 4 listings is live; next is GetMyBoat, due Nov 12, 2026",
    );
    expect(figure(report, "listing-value")).toBe("$2,400–5,700");
    const all = onListings((each) => ({ ...each, state: "live" }));
    expect(headings(all)).toContain("All 4 listings are live");
    expect(figure(all, "listing-value")).toBe("n/a");
  });

  it("moves with its order, and says how late it is", () => {
    const report = onListings((each) => ({ ...each, order: 5 - each.order, due: "2026-10-21" }));
    expect(headings(report)).toContain("next is GetYourGuide, due Oct 21, 2026");
    expect(JSON.stringify(report.sections[2])).toContain("10 days overdue");
  });

  it("without an estimate is missing, not zero", () => {
    const report = onListings(({ monthlyValue: _, ...each }) => each);
    expect(figure(report, "listing-value")).toBe("n/a");
    expect(report.missing).toContainEqual({
      what: "What a listing on Sailo brings a month, JADA",
      from: "an estimate from what like offers earn there",
      where: expect.stringMatching(/^entities\/jada\.yml line \d+: monthly_value$/),
    });
  });
});

describe("a milestone", () => {
  const on = (change: { readonly due?: string; readonly done?: string }) =>
    compose(
      "cmo",
      withEntities((entity) => ({
        ...entity,
        roadmaps: entity.roadmaps.map((roadmap) => ({
          ...roadmap,
          milestones: roadmap.milestones.map((each) => ({ ...each, ...change })),
        })),
      })),
    );

  it("is due within 30 days, that day included, and then later", () => {
    expect(figure(on({ due: "2026-11-30" }), "milestones")).toBe("12");
    expect(figure(on({ due: "2026-12-01" }), "milestones")).toBe("0");
    expect(on({ due: "2027-01-30" }).sections.at(-1)?.blocks[0]).toMatchObject({
      rows: expect.arrayContaining([
        { cells: expect.arrayContaining([{ kind: "text", value: "later" }]) },
      ]),
    });
  });

  it("is overdue, is done, and then no next step", () => {
    const late = on({ due: "2026-10-30" });
    expect(late.metrics.at(-1)).toMatchObject({ meaning: "bad", note: "of 12 open; 12 overdue" });
    expect(headings(late)).toContain("0 of 7 open milestones fall within 30 days; 7 are overdue");
    const done = on({ done: "2026-10-31" });
    expect(done.actions).toHaveLength(1);
    expect(headings(done)).toContain(
      "First 90 days (QueenofSanDiego) has reached all 7 milestones",
    );
  });
});

describe("what is missing", () => {
  const without = (lists: Partial<Entity>): Portfolio =>
    withEntities((entity) => ({ ...entity, ...lists }));
  const nothing = without({ campaigns: [], channels: [], listings: [], roadmaps: [] });

  it.each([
    ["no campaigns", without({ campaigns: [] })],
    ["no channels", without({ channels: [] })],
    ["no listings", without({ listings: [] })],
    ["no roadmaps", without({ roadmaps: [] })],
    ["nothing", nothing],
    ["no entities", { ...sample, entities: [] }],
  ])("leaves a sound report with %s", (_, portfolio) => {
    const report = compose("cmo", portfolio);
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(report.headline.length).toBeLessThanOrEqual(110);
    expect(report.metrics).toHaveLength(5);
    for (const { heading, blocks } of report.sections) {
      expect(heading).toMatch(/^["A-Z0-9$]/);
      expect(blocks.length).toBeGreaterThan(0);
    }
    for (const { label, value, meaning } of report.metrics) {
      expect(label.length).toBeLessThanOrEqual(22);
      if (value.kind === "missing") expect(meaning).toBe("neutral");
    }
  });

  it("is said, with what would supply it, and shown as no zero", () => {
    const report = compose("cmo", nothing);
    expect(report.headline).toBe("No campaign is ahead; no channel is on record.");
    expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
    expect(report.missing.map(({ what }) => what)).toEqual([
      "A campaign that is ahead, with contacts, conversion and value of a booking",
      "Marketing channels of DangerousCentaur",
      "Marketing channels of JADA",
      "Marketing channels of QuickDumpNow",
      "Marketing channels of QueenofSanDiego",
    ]);
    expect(headings(report)).toBe(
      [
        "No campaign is ahead",
        "No marketing channel is on record",
        "No listing is planned or live",
        "No marketing roadmap is on record",
      ].join("\n"),
    );
  });
});

describe("order", () => {
  it("of entities and records in the data does not matter", () => {
    const { headline, sections, actions } = compose("cmo");
    const flipped = withEntities((entity) => ({
      ...entity,
      channels: entity.channels.toReversed(),
      listings: entity.listings.toReversed(),
      roadmaps: entity.roadmaps.map((each) => ({
        ...each,
        milestones: each.milestones.toReversed(),
      })),
    }));
    const report = compose("cmo", { ...flipped, entities: flipped.entities.toReversed() });
    expect([report.headline, report.sections, report.actions]).toEqual([
      headline,
      sections,
      actions,
    ]);
  });
});
