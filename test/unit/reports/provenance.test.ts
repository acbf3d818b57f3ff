import { describe, expect, it } from "vitest";
import { provenanceOf } from "../../../src/reports/provenance.ts";
import { compose, composeFor, sample } from "./sample.ts";

describe("where figures come from", () => {
  it("is every file of each figure, from its oldest to its newest record", () => {
    expect(provenanceOf(compose("cto"))[0]).toEqual({
      figure: "Open vulnerabilities",
      files: ["clients", "dc", "jada", "qdn", "qos"].map((id) => `entities/${id}.yml`),
      oldest: "2026-10-24",
      newest: "2026-10-29",
    });
    expect(provenanceOf(compose("ceo")).find(({ figure }) => figure === "Missing KPIs")).toEqual({
      figure: "Missing KPIs",
      files: ["dc", "jada", "qdn", "qos"].map((id) => `entities/${id}.yml`),
      // The mailing list was exported on the 25th, the rest of its file is from the 27th.
      oldest: "2026-10-25",
      newest: "2026-10-29",
    });
  });

  it("ends with the files that no figure rests on", () => {
    const quiet = { ...sample, handoffs: [] };
    expect(provenanceOf(compose("ceo", quiet)).at(-1)).toEqual({
      files: ["clients", "logistics", "rental"].map((id) => `entities/${id}.yml`),
      oldest: "2026-10-20",
      newest: "2026-10-24",
    });
    expect(provenanceOf(compose("cto", quiet)).every(({ figure }) => figure !== undefined)).toBe(
      true,
    );
  });

  it.each(["ceo", "cto"])("covers every file of the %s report", (type) => {
    const report = compose(type);
    const files = new Set(provenanceOf(report).flatMap((each) => each.files));
    expect([...files].sort()).toEqual(report.sources.map(({ file }) => file).sort());
    expect(files).toContain("handoffs/2026-10-19-jada-charter-sales.md");
  });

  it("has the ledger and its accounts where the logistics report tells what is on no job", () => {
    const files = (portfolio = sample) =>
      compose("logistics", portfolio).sources.map(({ file }) => file);
    const own = ["entities/logistics.yml", "entities/qdn.yml", "jobs.csv"];
    expect(files()).toEqual(expect.arrayContaining(own));
    expect(files().filter((file) => !own.includes(file))).toEqual(
      expect.arrayContaining(["ledger/2026-10.csv", "ledger/accounts.yml"]),
    );
    // A month in progress tells nothing of it, and neither does a report without revenue and cost of jobs.
    const early = { ...sample, settings: { ...sample.settings, reportingDate: "2026-10-12" } };
    expect(files(early).filter((file) => file.startsWith("ledger/"))).toEqual([]);
    const jobs = sample.jobs?.map(({ cost: _cost, ...job }) => job);
    // All cost of the entity is on its jobs.
    const carried = composeFor("logistics", { entity: "logistics" });
    expect(carried.sources.map(({ file }) => file)).not.toContain("ledger/accounts.yml");
    const blind = { ...sample, ...(jobs && { jobs }) };
    expect(files(blind).filter((file) => file.startsWith("ledger/"))).toEqual([]);
  });

  it("has the rent roll where the accounting report tells what is earned after the month", () => {
    const report = compose("accounting");
    expect(JSON.stringify(report.sections)).toContain("of the stays that began in the month");
    expect(report.sources).toContainEqual({ file: "rent-roll.csv", asOf: "2026-10-29" });
    const lettings = sample.lettings?.filter(({ to }) => to <= "2026-11-01");
    const without = compose("accounting", { ...sample, ...(lettings && { lettings }) });
    expect(without.sources.map(({ file }) => file)).not.toContain("rent-roll.csv");
  });

  it("is nothing where there is nothing", () => {
    expect(provenanceOf(compose("cto", { ...sample, entities: [] }))).toEqual([]);
  });
});
