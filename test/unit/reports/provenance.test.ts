import { describe, expect, it } from "vitest";
import { provenanceOf } from "../../../src/reports/provenance.ts";
import { compose, sample } from "./sample.ts";

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

  it("is nothing where there is nothing", () => {
    expect(provenanceOf(compose("cto", { ...sample, entities: [] }))).toEqual([]);
  });
});
