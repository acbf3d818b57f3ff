import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PortfolioError } from "../../../src/errors.ts";
import { loadPortfolio } from "../../../src/portfolio/load.ts";
import { entity, faultsOf, load, reportTypes, settings, valid } from "./portfolio-files.ts";

describe("loadPortfolio", () => {
  it("turns files into records that know their line and date", async () => {
    const portfolio = await load(valid);

    const [one] = portfolio.entities;
    expect(one?.source).toEqual({ file: "entities/one.yml", line: 1, asOf: "2026-10-20" });
    expect(one?.roadmap[0]).toEqual({
      title: "Close it",
      owner: "Lead",
      due: "2026-11-01",
      effortHours: 2,
      resolves: ["leak"],
      monthlyImpact: { low: 100, high: 250 },
      source: { file: "entities/one.yml", line: 13, asOf: "2026-10-20" },
    });
  });

  it("lets a record's as_of override that of the mappings around it", async () => {
    const { entities } = await load(valid);

    const service = entities[0]?.cloud?.services[0];
    expect(service).toEqual({
      name: "EC2",
      monthly: { low: 1010, high: 2000 },
      saving: {
        id: "nights",
        monthly: 400,
        how: "sleep at night",
        source: { file: "entities/one.yml", line: 25, asOf: "2026-10-25" },
      },
      source: { file: "entities/one.yml", line: 23, asOf: "2026-10-25" },
    });
  });

  it("fills what may be left out, and gives people their ids", async () => {
    const { settings } = await load(valid);

    expect(settings).toEqual({
      name: "Test",
      currency: "USD",
      locale: "en-US",
      timeZone: "America/Los_Angeles",
      roles: { admin: [], approver: [], requester: [], viewer: [] },
      channels: { reports: "C01REPORTS" },
      people: { cto: { id: "cto", name: "Technology lead", email: "cto@example.com" } },
      audiences: { cto: { to: ["cto"] } },
    });
    expect(settings).not.toHaveProperty("reportingDate");
  });

  it("is frozen in depth", async () => {
    const portfolio = await load(valid);

    const frozen = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(portfolio)).toBe(true);
  });

  it("sorts entities by id, whatever their files are called", async () => {
    const { entities } = await load({
      "settings.yml": settings,
      "entities/a.yml": entity.replace("id: one", "id: zebra"),
      "entities/b.yaml": "as_of: 2026-01-01\nid: ape\nname: A\nbusiness: B\nkind: auxiliary\n",
      "entities/notes.txt": "not read",
      "entities/.hidden.yml": "{",
    });

    expect(entities.map(({ id }) => id)).toEqual(["ape", "zebra"]);
  });

  it("accepts a portfolio without entities, but not without the folder", async () => {
    const { entities } = await load({ "settings.yml": settings, "entities/read.me": "" });

    expect(entities).toEqual([]);
    expect(await faultsOf({ "settings.yml": settings })).toEqual([
      {
        file: "entities",
        line: 1,
        column: 1,
        path: "",
        problem: "is missing, expected it in the portfolio's folder",
      },
    ]);
  });

  it("counts amounts in the minor units of the settings' currency", async () => {
    const yen = { ...valid, "settings.yml": settings.replace("USD", "JPY") };

    const whole = entity.replace("2.5", "3").replace("10.10", "10");
    const { entities } = await load({ ...yen, "entities/one.yml": whole });

    expect(entities[0]?.cloud?.services[0]?.monthly).toEqual({ low: 10, high: 20 });
    expect((await faultsOf(yen)).map(({ path }) => path)).toEqual([
      "roadmap[0].monthly_impact.high",
      "cloud.services[0].monthly.low",
    ]);
  });

  it("says that a folder is missing altogether", async () => {
    const dir = await mkdtemp(join(tmpdir(), "portfolio-"));
    await rm(dir, { recursive: true });

    const failure = await loadPortfolio(dir, { reportTypes }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(PortfolioError);
    expect((failure as PortfolioError).faults.map(({ file }) => file)).toEqual([
      "settings.yml",
      "entities",
    ]);
  });

  it("answers any text with a portfolio or its faults", async () => {
    const line = fc.constantFrom(
      ...entity.split("\n"),
      ...settings.split("\n"),
      "",
      "? [a]",
      "- *x",
    );
    const yaml = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."{}[]:-&*!|>'\"#%@,? \n\tab1") }),
      fc.array(line, { maxLength: 30 }).map((lines) => lines.join("\n")),
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(yaml, yaml, async (one, other) => {
        const faults = await faultsOf({ "settings.yml": one, "entities/one.yml": other });
        for (const { line, column, problem } of faults) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(problem).not.toMatch(/undefined|\[object/);
        }
        expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});
