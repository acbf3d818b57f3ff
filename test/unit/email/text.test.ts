import { describe, expect, it } from "vitest";
import { buildView } from "../../../src/email/html-view.ts";
import { widthOf } from "../../../src/email/plain.ts";
import { buildText } from "../../../src/email/text.ts";
import { setTable } from "../../../src/email/text-table.ts";
import type { Action, Report } from "../../../src/reports/report.ts";
import { setting } from "./rendering.ts";
import { jobsTable, sampleReport } from "./sample-report.ts";

const toText = (report: Report) => buildText(buildView(report, setting));

describe("the text twin", () => {
  it("starts with headline and figures", () => {
    expect(toText(sampleReport).split("\n").slice(0, 15)).toMatchInlineSnapshot(`
      [
        "CTO report · October 2026",
        "Harbour Group · worked out for Oct 31, 2026",
        "",
        "Six vulnerabilities are open, two of them critical; the cloud costs $50–84 a",
        "month, of which $25 can be saved.",
        "",
        "Open vulnerabilities    6 (▲ 1 over September; 2 critical, 2 high; Needs",
        "                        attention)",
        "Cloud cost a month      $50–84 (▼ $6 under September; across 7 domains)",
        "Savings found a month   $25 (30–50% of the bill; Good)",
        "Deployed without hands  14% (the same as September; 1 of 7 domains; Needs",
        "                        attention)",
        "Uptime                  n/a",
        "",
        "------------------------------------------------------------------------------",
      ]
    `);
  });

  it("numbers what is ranked, and shows tags and details", () => {
    expect(toText(sampleReport)).toContain(
      [
        "1.  Payment keys are written into the source [critical · Harbour Charters]",
        "    Anyone who can read the repository can charge cards. Rotate both keys,",
        "    then move them out.",
      ].join("\n"),
    );
  });

  it("says the meaning of a callout in a word", () => {
    expect(toText(sampleReport)).toContain(
      "  | Good: The event pages pass every accessibility check.",
    );
  });

  it("sets charts as a table of their values", () => {
    const text = toText({ ...sampleReport, sections: sampleReport.sections.slice(3, 4) });
    expect(
      text.slice(text.indexOf("Harbour Charters · Revenue"), text.indexOf("What is missing")),
    ).toMatchInlineSnapshot(`
      "Harbour Charters · Revenue in USD · Q1 to Q4 2026

          Actual    Plan
      --  ------  ------
      Q1  $4,100  $5,000
      Q2  $6,200  $7,000
      Q3  $8,800  $9,000
      Q4     n/a  $6,500

      ------------------------------------------------------------------------------
      "
    `);
  });

  it("says who does what until when, and what it brings", () => {
    const [action, ...others] = sampleReport.actions;
    const late = { ...action, overdueDays: 3 } as Action;
    const text = toText({ ...sampleReport, actions: [late, ...others], sections: [] });
    expect(
      text.slice(text.indexOf("What to do"), text.indexOf("\n\n---", text.indexOf("What to do"))),
    ).toMatchInlineSnapshot(`
      "What to do next

      1.  Rotate the payment keys
          Technology lead · due Nov 4, 2026, 3 days late
          closes both critical vulnerabilities
      2.  Stop the database at night
          Technology lead · due Nov 10, 2026
          saves $14 a month
      3.  Choose a calendar for bookings
          Captain, Harbour Charters"
    `);
  });

  it("aligns tables and rules off the total", () => {
    const sections = [{ heading: "Jobs", blocks: [jobsTable(2)] }];
    const text = toText({ ...sampleReport, sections });
    expect(
      text.slice(text.indexOf("Harbour Hauling · Jobs"), text.indexOf("What is missing")),
    ).toMatchInlineSnapshot(`
      "Harbour Hauling · Jobs in USD · October 2026

      Job    Revenue, USD  Loads
      -----  ------------  -----
      Job 1           120      1
      Job 2           121      2
      -----  ------------  -----
      Total           999      2

      ------------------------------------------------------------------------------
      "
    `);
  });

  it("stays within 78 columns", () => {
    const wide = toText(sampleReport)
      .split("\n")
      .filter((line) => widthOf(line) > 78);
    expect(wide).toEqual([]);
  });

  it("leaves a long word whole in a sentence, and breaks it in a table", () => {
    const word = "x".repeat(100);
    const text = toText({ ...sampleReport, headline: `See ${word} now` });
    expect(text).toContain(`See\n${word}\nnow`);
    const columns = [
      { label: "A", align: "left" },
      { label: "B", align: "right" },
    ] as const;
    const table = setTable({ columns, rows: [[word, "1"]], total: [] });
    expect(Math.max(...table.split("\n").map(widthOf))).toBe(78);
  });

  it("writes rows out where there are too many columns", () => {
    const columns = Array.from(
      { length: 12 },
      (_c, i) => ({ label: `Col ${i}`, align: "left" }) as const,
    );
    const table = setTable({ columns, rows: [columns.map(() => "some value")], total: [] });
    expect(table.split("\n").slice(0, 2)).toEqual(["Col 0: some value", "  Col 1: some value"]);
  });

  it("says how many rows it left out", () => {
    const sections = [{ heading: "Jobs", blocks: [jobsTable(200)] }];
    expect(toText({ ...sampleReport, sections })).toContain("and 160 more rows");
  });

  it("is still a report without sections, figures, steps and sources", () => {
    const bare = {
      ...sampleReport,
      metrics: [],
      sections: [],
      actions: [],
      missing: [],
      sources: [],
    };
    expect(toText(bare)).toMatchInlineSnapshot(`
      "CTO report · October 2026
      Harbour Group · worked out for Oct 31, 2026

      Six vulnerabilities are open, two of them critical; the cloud costs $50–84 a
      month, of which $25 can be saved.

      ------------------------------------------------------------------------------
      You get this mail because you are on the list for the CTO report. Whoever runs
      the reports can change the list.
      "
    `);
  });
});
