/** Change the data, and everything that depends on it changes with it, and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CloudService, Entity, Finding } from "../../../src/portfolio/portfolio.ts";
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

const onServices = (change: (service: CloudService) => CloudService) => (entity: Entity) =>
  entity.cloud
    ? { ...entity, cloud: { ...entity.cloud, services: entity.cloud.services.map(change) } }
    : entity;

const upperSum = (report: ReturnType<typeof compose>) =>
  charts(report)[0]?.series[0]?.values.reduce(
    (sum, value) => sum + (value.kind === "money" ? value.minor : Number.NaN),
    0,
  );

describe("cloud costs", () => {
  it("scale by k in total, table, chart and savings", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (k) => {
        const scaled = compose(
          "cto",
          withEntities(
            onServices(({ monthly, saving, ...service }) => ({
              ...service,
              monthly: { low: monthly.low * k, high: monthly.high * k },
              ...(saving && { saving: { ...saving, monthly: saving.monthly * k } }),
            })),
          ),
        );
        const metric = (id: string) => scaled.metrics.find((each) => each.id === id)?.value;
        expect(metric("cloud-cost")).toEqual({
          kind: "money-range",
          low: 5000 * k,
          high: 8400 * k,
        });
        expect(metric("cloud-savings")).toEqual({ kind: "money", minor: 2500 * k });
        expect(upperSum(scaled)).toBe(8400 * k);
        expect(scaled.metrics.find(({ id }) => id === "cloud-savings")?.note).toMatch(/^37%/);
      }),
      { numRuns: 30 },
    );
  });

  it("move by x when one service does: metric, headline, table, chart and its message", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }).map((x) => x * 100),
        (x) => {
          const moved = compose(
            "cto",
            withEntities(
              onServices((service) =>
                service.name === "SES"
                  ? {
                      ...service,
                      monthly: { low: service.monthly.low + x, high: service.monthly.high + x },
                    }
                  : service,
              ),
            ),
          );
          const [low, high] = [50 + x / 100, 84 + x / 100];
          expect(figure(moved, "cloud-cost")).toBe(`$${low}–${high}`);
          expect(moved.headline).toContain(`$25 of the $${low}–${high} a month for AWS`);
          expect(upperSum(moved)).toBe(8400 + x);
          expect(charts(moved)[0]?.message).toContain(`of $${high} a month`);
          expect(charts(moved)[0]?.message).toContain(`down to $${high - 25}`);
          const chart = charts(moved)[0];
          const bars = chart?.series[0]?.values.map(
            (value) => value.kind === "money" && value.minor,
          );
          expect(bars).toEqual([2300, 2000, 500, 1800 + 1000 + 400 + 400 + x]);
          expect(chart?.categories.at(-1)).toBe("4 other services");
          const bill = tables(moved).find(({ title }) => title.what.startsWith("AWS cost"));
          const highs = bill?.rows.map(({ cells }) => cells[2]?.kind === "money" && cells[2].minor);
          expect(highs).toEqual([2300, 2000, 1800, 1000, 500, 400, 400 + x].sort((a, b) => b - a));
          expect(bill?.total?.slice(1, 3)).toEqual([
            { kind: "money", minor: 5000 + x },
            { kind: "money", minor: 8400 + x },
          ]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("are named after their providers", () => {
    const mixed = compose(
      "cto",
      withEntities((entity) =>
        entity.id === "dc" && entity.cloud
          ? { ...entity, cloud: { ...entity.cloud, provider: "Other" } }
          : entity,
      ),
    );
    expect(mixed.headline).toContain("$50–84 a month for the cloud");
  });
});

describe("a vulnerability", () => {
  const leak: Finding = {
    id: "zz-leak",
    title: "A new leak",
    severity: "critical",
    since: "2026-10-30",
    evidence: "Seen",
    source: { file: "entities/dc.yml", line: 900, asOf: "2026-10-01" },
  };
  const added = (finding: Finding) =>
    compose(
      "cto",
      withEntities((entity) =>
        entity.id === "dc"
          ? { ...entity, vulnerabilities: [...entity.vulnerabilities, finding] }
          : entity,
      ),
    );

  it("that appears is counted, listed, weighed, and missed on the roadmap", () => {
    const report = added(leak);

    expect(report.headline).toMatch(/^4 of 7 open vulnerabilities are critical; /);
    expect(headings(report)).toContain("70 hours of planned work close 12 of 13 findings");
    expect(figure(report, "open-vulnerabilities")).toBe("7");
    expect(under(report, "open-vulnerabilities")).toBe(
      "▲ 2 new, 1 closed in October 2026; 4 critical",
    );
    expect(JSON.stringify(report.sections)).toContain(
      'No roadmap point closes \\"A new leak\\" (DangerousCentaur).',
    );
    const audit = tables(report).find(({ title }) => title.what.startsWith("Layers"));
    expect(audit?.total?.at(-1)).toEqual({ kind: "count", value: 84 });
    expect(headings(report)).toContain("JADA carries 32% of the technical risk (27 of 84 points)");
    expect(report.sources).toContainEqual({ file: "entities/dc.yml", asOf: "2026-10-01" });
  });

  it("of the future, or closed by now, is not open", () => {
    expect(figure(added({ ...leak, since: "2026-11-01" }), "open-vulnerabilities")).toBe("6");
    expect(figure(added({ ...leak, closed: "2026-10-31" }), "open-vulnerabilities")).toBe("6");
    expect(figure(added({ ...leak, closed: "2026-11-01" }), "open-vulnerabilities")).toBe("7");
  });

  it("that comes later in the month is not new yet, and one closed later is still open", () => {
    const settings = { ...sample.settings, reportingDate: "2026-10-05" };
    const report = compose("cto", { ...sample, settings });
    expect(figure(report, "open-vulnerabilities")).toBe("6");
    expect(under(report, "open-vulnerabilities")).toBe(
      "unchanged so far in October 2026; 2 critical",
    );
  });

  it("that disappears leaves every count", () => {
    const report = compose(
      "cto",
      withEntities((entity) => ({
        ...entity,
        vulnerabilities: entity.vulnerabilities.filter(({ id }) => id !== "stripe-keys"),
      })),
    );

    expect(report.headline).toMatch(/^2 of 5 open vulnerabilities are critical; /);
    expect(headings(report)).toContain("close all 11 findings");
    expect(JSON.stringify(report)).not.toContain("Live Stripe keys");
  });
});

describe("the agenda", () => {
  it("re-ranks, re-adds and re-words when an impact changes", () => {
    const report = compose(
      "ceo",
      withEntities((entity) => ({
        ...entity,
        agenda: entity.agenda.map((remedy) =>
          remedy.resolves.includes("no-billing-model")
            ? { ...remedy, monthlyImpact: { low: 2_000_000, high: 3_000_000 } }
            : remedy,
        ),
      })),
    );

    expect(report.actions[0]?.title).toBe("Set care plans and invoice all clients");
    expect(charts(report)[0]?.categories[0]).toBe("Set care plans and invoice all clients");
    expect(report.sections[1]?.heading).toBe(
      '"Set care plans and invoice all clients" pays best: about $2,273 a month for each hour',
    );
    expect(figure(report, "agenda-value")).toBe("$34.4k–61.7k");
    expect(charts(report)[0]?.message).toContain("bring $34,400–61,700 a month");
  });

  it("reaches 30 days ahead, that day included", () => {
    const due = (date: string) =>
      compose(
        "ceo",
        withEntities((entity) => ({
          ...entity,
          agenda: entity.agenda.map((remedy) => ({ ...remedy, due: date })),
        })),
      ).actions.length;
    expect([due("2026-11-30"), due("2026-12-01")]).toEqual([11, 0]);
  });

  it("forgets what is done, and keeps what is done tomorrow", () => {
    const done = (date: string) =>
      compose(
        "ceo",
        withEntities((entity) => ({
          ...entity,
          agenda: entity.agenda.map((remedy) => ({ ...remedy, done: date })),
        })),
      );
    expect(done("2026-10-31").headline).toContain("nothing is on the 30-day agenda");
    expect(done("2026-11-01").actions).toHaveLength(10);
  });

  it("counts a KPI as known once it has a value, also if that is 0", () => {
    const report = compose(
      "ceo",
      withEntities((entity) => ({
        ...entity,
        kpis: entity.kpis.map((kpi) =>
          kpi.name === "Margin per job after overhead" ? { ...kpi, value: 0 } : kpi,
        ),
      })),
    );
    expect(headings(report)).toContain("8 of 14 KPIs have no figure");
    expect(JSON.stringify(report.missing)).not.toContain("Margin per job after overhead");
  });
});

describe("order", () => {
  it.each(["ceo", "cto"])("of entities in the data does not matter to the %s report", (type) => {
    const shuffled = fc.shuffledSubarray([...sample.entities], {
      minLength: sample.entities.length,
    });
    const expected = compose(type);
    fc.assert(
      fc.property(shuffled, (entities) => {
        expect(compose(type, { ...sample, entities })).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each(["ceo", "cto"])(
    "of findings and work in a file does not matter to the %s report",
    (type) => {
      const flipped = withEntities((entity) => ({
        ...entity,
        shortfalls: entity.shortfalls.toReversed(),
        vulnerabilities: entity.vulnerabilities.toReversed(),
        agenda: entity.agenda.toReversed(),
        roadmap: entity.roadmap.toReversed(),
      }));
      const report = compose(type, flipped);
      const { headline, sections, actions } = compose(type);
      expect([report.headline, report.sections, report.actions]).toEqual([
        headline,
        sections,
        actions,
      ]);
    },
  );
});
