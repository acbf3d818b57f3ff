import { beforeAll, describe, expect, it } from "vitest";
import { loadPortfolio } from "../../../src/portfolio/load.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { findReport, REPORT_TYPES, REPORTS } from "../../../src/reports/registry.ts";
import { createTestRenderer, type Render } from "../email/rendering.ts";
import { tables } from "./sample.ts";

/**
 * A portfolio that is nothing like the sample: two entities, euros, German numbers and dates, a fiscal year that
 * starts in July, a product that costs more than it brings, no rental, no jobs, no invoices, no cloud.
 */
const folder = "test/fixtures/unlike-sample";
let portfolio: Portfolio;
let render: Render;
beforeAll(async () => {
  portfolio = await loadPortfolio(folder, { reportTypes: REPORT_TYPES });
  render = await createTestRenderer();
});

const compose = (type: string, choices = {}) =>
  composeReport(findReport(REPORTS, type), portfolio, new Date("2030-01-01"), choices);

describe("a portfolio unlike the sample", () => {
  it.each(REPORT_TYPES)("gives a sensible %s report", async (type) => {
    const report = compose(type);
    const { html, text, subject } = await render(report);
    for (const shown of [JSON.stringify(report), html, text, subject]) {
      expect(shown).not.toMatch(/NaN|Infinity|undefined|\[object|\$\d/);
    }
    expect(report.headline).toMatch(/^\S.{15,}\.$/);
    expect(report.headline.length).toBeLessThanOrEqual(160);
    expect(report.metrics.length).toBeGreaterThan(0);
    expect(report.format).toEqual({ locale: "de-DE", currency: "EUR" });
  });

  it.each([
    ["rental", /rent-roll\.csv/],
    ["logistics", /jobs\.csv/],
    ["billing", /invoices\.csv/],
  ])("says which file the %s report is missing", (type, file) => {
    expect(JSON.stringify(compose(type))).toMatch(file);
  });

  it("reads the ledger to the cent", () => {
    const sum = (account: string) =>
      portfolio.ledger?.cells
        .filter((cell) => cell.account === account)
        .reduce((total, { minor }) => total + minor, 0);
    expect(sum("4400")).toBe(1_025_040 + 988_000 + 1_102_010);
    expect(sum("6300")).toBe(-630_000);
    expect(sum("9999")).toBe(-1_200);
    expect(compose("cfo").headline).toContain("2.100");
  });

  it("calls a fiscal year and its quarters by one name, in the revenue table too", () => {
    const revenue = tables(compose("cfo")).find(({ title }) => title.what.startsWith("Revenue"));
    expect(revenue?.title.when).toBe("FY 2027");
    const quarters = revenue?.rows.map(({ cells: [quarter] }) => quarter);
    expect(quarters).toEqual(
      [1, 2, 3, 4].map((each) => ({ kind: "text", value: `Q${each} FY 2027` })),
    );
    expect(compose("cfo", { period: "2027-Q2" }).period.label).toBe("Q2 FY 2027");
  });

  it("states that no break-even exists where each unit loses money", () => {
    const text = JSON.stringify(compose("cfo"));
    expect(text).toMatch(/no number of Laibe breaks even, because each loses 0,90/);
  });

  it.each(["ytd", "2027-Q2", "last-quarter", "2026-12", "2026"])(
    "takes the period %s",
    (period) => {
      for (const type of REPORT_TYPES) {
        expect(JSON.stringify(compose(type, { period }))).not.toMatch(/NaN|Infinity|undefined/);
      }
      expect(compose("cfo", { period: "ytd" }).period).toMatchObject({
        from: "2026-07-01",
        label: "FY 2027 to date",
      });
    },
  );

  it.each(["baeckerei", "verlag"])("narrows to %s", (entity) => {
    for (const type of REPORT_TYPES) {
      const report = compose(type, { entity });
      expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity|undefined/);
      expect(report.portfolio).toContain("only");
    }
  });
});
