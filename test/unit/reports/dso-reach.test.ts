/** Days sales outstanding of a file that begins within the 90 days they are taken over. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../../src/portfolio/operations.ts";
import { addDays, daysBetween } from "../../../src/reports/formulas/days.ts";
import { compose, composeFor, figure, sample, under } from "./sample.ts";

const all = sample.invoices ?? [];
const daysOf = (report: ReturnType<typeof compose>) => {
  const value = report.metrics.find(({ id }) => id === "dso")?.value;
  return value?.kind === "count" ? value.value : undefined;
};
/** The billing report of a file that holds nothing from before a day. */
const from = (first: string, reportingDate = "2026-10-31") =>
  compose("billing", {
    ...sample,
    settings: { ...sample.settings, reportingDate },
    invoices: all.filter(
      ({ performed, issued = performed }: Invoice) => performed >= first && issued >= first,
    ),
  });

describe("the first months of the sample, whose invoices begin on October 1, 2025", () => {
  it.each([
    ["2025-10", 31, "over the 31 days on record"],
    ["2025-11", 61, "over the 61 days on record"],
    ["2025-12", 90, "over 90 days"],
  ])(
    "%s takes DSO over the %i days there are, and compares it with no shorter window",
    (period, days, words) => {
      const report = composeFor("billing", { period });
      expect(daysOf(report)).toBeLessThanOrEqual(days);
      expect(under(report, "dso")).toBe(words);
      expect(report.metrics.find(({ id }) => id === "dso")?.meaning).toBe("neutral");
    },
  );

  it("say over which days, where they are fewer than 90", () => {
    // Some locales put thin spaces around the dash.
    const text = (period: string) =>
      JSON.stringify(composeFor("billing", { period }).sections).replace(/\s/gu, " ");
    expect(text("2025-11")).toContain(
      "Days sales outstanding are taken over the days on record, Oct 1 – Nov 30, 2025; early payment",
    );
    expect(text("2025-12")).toContain(
      "Days sales outstanding are taken over 90 days of invoices; early payment",
    );
  });

  it("are followed by one that compares 90 days with 90 days", () => {
    expect(under(composeFor("billing", { period: "2026-01" }), "dso")).toMatch(
      /^\S+ .*the end of December; over 90 days$/,
    );
  });
});

describe("fewer than 30 days on record", () => {
  const [young, old] = ["2026-10-03", "2026-10-02"].map((first) => {
    const invoices = all.map((each) => ({ ...each, performed: first, issued: first }));
    return compose("billing", { ...sample, invoices });
  });

  it("give no DSO, 30 do", () => {
    expect(young && figure(young, "dso")).toBe("n/a");
    expect(young && under(young, "dso")).toBe("only 29 days are on record");
    expect(JSON.stringify(young?.sections)).toContain(
      "Days sales outstanding are not told from fewer than 30 days on record; early",
    );
    expect(old && under(old, "dso")).toBe("over the 30 days on record");
  });

  it("are no balance to compare with", () => {
    const begun = (first: string) =>
      from(first).metrics.filter(({ change }) => change?.words.includes("the end of September"));
    expect(begun("2026-09-05")).toEqual([]);
    expect(begun("2026-08-01").map(({ id }) => id)).toContain("receivables");
  });
});

it("a file of fewer than 90 days has no more days of sales outstanding than days on record", () => {
  const day = fc.nat(400).map((days) => addDays("2025-10-01", days));
  fc.assert(
    fc.property(day, day, (first, on) => {
      const report = from(first, on);
      const begins = all
        .flatMap(({ performed, issued = performed }) =>
          performed >= first && issued >= first ? [performed, issued] : [],
        )
        .sort()[0];
      const days = begins === undefined ? 0 : Math.max(0, daysBetween(begins, on) + 1);
      if (days < 90) expect(daysOf(report) ?? 0).toBeLessThanOrEqual(days);
      if (days < 30) expect(daysOf(report)).toBeUndefined();
    }),
  );
});
