import { describe, expect, it } from "vitest";
import type { Entity, Portfolio } from "../../../src/portfolio/portfolio.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { compose, figure, headings, sample, withEntities } from "./sample.ts";

const bare = ({ id, name, business, kind, source }: Entity): Entity => ({
  id,
  name,
  business,
  kind,
  source,
  assets: [],
  kpis: [],
  shortfalls: [],
  agenda: [],
  stack: [],
  vulnerabilities: [],
  uxShortfalls: [],
  deliveryGaps: [],
  roadmap: [],
  revenueStreams: [],
  plan: [],
  initiatives: [],
  rules: [],
  roadmaps: [],
  channels: [],
  campaigns: [],
  listings: [],
  risks: [],
  rentalUnits: [],
  trucks: [],
  maintenance: [],
});

const none: Portfolio = { ...sample, entities: [] };
const blank: Portfolio = withEntities(bare);
const one: Portfolio = withEntities((entity) => ({
  ...entity,
  shortfalls: entity.shortfalls.slice(0, entity.id === "dc" ? 1 : 0),
  vulnerabilities: entity.vulnerabilities.slice(0, entity.id === "dc" ? 1 : 0),
  uxShortfalls: entity.uxShortfalls.slice(0, entity.id === "qdn" ? 1 : 0),
  deliveryGaps: [],
  roadmap: entity.roadmap.slice(0, entity.id === "dc" ? 1 : 0),
  agenda: entity.agenda.slice(0, entity.id === "dc" ? 1 : 0),
}));

describe.each([
  ["no entities", none],
  ["entities that say nothing", blank],
  ["one of each", one],
])("a portfolio of %s", (_, portfolio) => {
  it.each(["ceo", "cto"])("gives a sound %s report", (type) => {
    const report = compose(type, portfolio);
    const format = createFormatter(report.format);
    const written = JSON.stringify(report);
    expect(written).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(written).not.toMatch(/\b1 (items|days|hours|vulnerabilities|shortfalls|findings) /);
    for (const { heading, blocks } of report.sections) {
      expect(heading).toMatch(/^["A-Z0-9$]/);
      expect(blocks.length).toBeGreaterThan(0);
      expect(blocks.filter(({ kind }) => kind === "chart").length).toBeLessThanOrEqual(1);
      expect(blocks.filter(({ kind }) => kind === "table").length).toBeLessThanOrEqual(1);
    }
    expect(report.metrics).toHaveLength(5);
    for (const { value, label, meaning } of report.metrics) {
      expect(format.figure(value)).toMatch(/\d|n\/a/);
      expect(label.length).toBeLessThanOrEqual(22);
      if (value.kind === "missing") expect(meaning).toBe("neutral");
    }
    expect(report.headline.length).toBeLessThanOrEqual(110);
  });
});

describe("an empty portfolio", () => {
  it("says so, and shows nothing as zero", () => {
    const report = compose("cto", none);
    expect(report.headline).toBe(
      "The portfolio holds no entities yet; add one file per business under entities/ to fill this report.",
    );
    expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
    expect(compose("ceo", none).metrics.map(({ value }) => value.kind)).toEqual(
      Array(5).fill("missing"),
    );
  });
});

describe("entities that say nothing", () => {
  it("have no known cloud cost, which is not zero", () => {
    const report = compose("cto", blank);
    expect(figure(report, "cloud-cost")).toBe("n/a");
    expect(figure(report, "cloud-savings")).toBe("n/a");
    expect(report.headline).toBe(
      "No open vulnerability is on record; what the cloud costs is not on record.",
    );
    expect(report.missing).toContainEqual({
      what: "Cloud cost of JADA",
      from: "its cloud bill",
      where: "entities/jada.yml line 4: cloud.services",
    });
    expect(report.missing).toHaveLength(14);
  });

  it("leave the CEO report with plain sentences", () => {
    expect(compose("ceo", blank).headline).toBe(
      "No shortfall is on record; nothing is on the 30-day agenda.",
    );
  });

  it.each(["ceo", "cto"])("mean neither good nor bad in the %s report", (type) => {
    const { metrics } = compose(type, blank);
    expect(metrics.map(({ meaning }) => meaning)).toEqual(Array(5).fill("neutral"));
  });

  it("are themselves where a count of nothing comes from", () => {
    const [metric] = compose("cto", blank).metrics;
    expect(metric?.value).toEqual({ kind: "count", value: 0 });
    expect(metric?.sources.map(({ file }) => file)).toHaveLength(7);
  });
});

describe("one of each", () => {
  it("is worded in the singular", () => {
    expect(compose("cto", one).headline).toMatch(/^The one open vulnerability is critical; /);
    expect(headings(compose("cto", one))).toContain(
      "7 hours of planned work close 1 of 2 findings",
    );
    expect(compose("ceo", one).headline).toBe(
      "1 shortfall is critical; the 30-day agenda (11 hours) closes it.",
    );
    expect(headings(compose("ceo", one))).toContain(
      "The one critical shortfall is at DangerousCentaur",
    );
  });
});
