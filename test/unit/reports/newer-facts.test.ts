import { describe, expect, it } from "vitest";
import { newerFacts, newerWords } from "../../../src/reports/newer-facts.ts";
import { REPORT_TYPES } from "../../../src/reports/registry.ts";
import type { Report } from "../../../src/reports/report.ts";
import { createTestRenderer } from "../email/rendering.ts";
import { compose, composeFor, sample } from "./sample.ts";

const on = (...days: string[]) =>
  days.map((asOf, line) => ({ source: { file: "entities/one.yml", line, asOf } }));

const months = ["2026-09", "2026-08", "2026-Q3", "2025"];

describe("facts newer than a report's day", () => {
  it("are told by kind, with the day of the newest", () => {
    const kinds = {
      KPIs: on("2026-09-30", "2026-10-29", "2026-10-02"),
      assets: on("2026-09-30"),
      risks: on(),
      stacks: on("2026-10-01"),
    };
    expect(newerFacts(kinds, "2026-09-30")).toEqual([
      { what: "KPIs", asOf: "2026-10-29" },
      { what: "stacks", asOf: "2026-10-01" },
    ]);
    expect(newerFacts(kinds, "2026-10-29")).toEqual([]);
  });

  it("stand in one sentence, kinds of one day together", () => {
    const report: Report = {
      ...compose("ceo"),
      reportingDate: "2026-09-30",
      newer: [
        { what: "KPIs", asOf: "2026-10-29" },
        { what: "stacks", asOf: "2026-10-30" },
        { what: "assets", asOf: "2026-10-29" },
      ],
    };
    expect(newerWords(report)).toBe(
      "Some facts are newer than Sep 30, 2026: KPIs and assets (Oct 29, 2026), stacks (Oct 30, 2026).",
    );
    expect(newerWords({ ...report, newer: [] })).toBe("");
  });

  it.each(REPORT_TYPES)("are none in the %s report of today", (type) => {
    expect(compose(type).newer).toEqual([]);
    expect(newerWords(compose(type))).toBe("");
  });

  it.each(months)("are told in reports for %s that show what is kept for one day", (period) => {
    const kinds = (type: string) => composeFor(type, { period }).newer?.map(({ what }) => what);
    expect(kinds("ceo")).toEqual(expect.arrayContaining(["KPIs", "risks", "assets"]));
    expect(kinds("cto")).toEqual(expect.arrayContaining(["cloud costs", "stacks"]));
    expect(kinds("cfo")).toEqual(["cash"]);
    expect(kinds("cmo")).toEqual(expect.arrayContaining(["channels", "listings"]));
  });

  it("are the newest day of the files themselves", () => {
    const days = sample.entities.flatMap(({ listings }) => listings.map((it) => it.source.asOf));
    const told = composeFor("cmo", { period: "last-month" }).newer;
    expect(told?.find(({ what }) => what === "listings")?.asOf).toBe(days.sort().at(-1));
  });

  it("stand above the sources in both halves of the mail", async () => {
    const render = await createTestRenderer();
    const report = composeFor("cmo", { period: "last-month" });
    const mail = await render(report);
    const line = newerWords(report);
    expect(line).not.toBe("");
    expect(mail.html).toContain(line);
    expect(mail.text.replace(/\s+/g, " ")).toContain(`how old that is ${line} - Campaign`);
    expect((await render(compose("cmo"))).text).not.toContain("Some facts are newer");
  });
});
