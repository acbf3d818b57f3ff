/** A report with every kind of block and value, written by hand, for the tests of the mail. */
import type { SourceRef } from "../../../src/portfolio/portfolio.ts";
import type { Block, Report, Row } from "../../../src/reports/report.ts";

const source: SourceRef = { file: "entities/harbour.yml", line: 12, asOf: "2026-10-12" };

const money = (minor: number) => ({ kind: "money", minor }) as const;
const range = (low: number, high: number) => ({ kind: "money-range", low, high }) as const;
const count = (value: number, unit?: string) =>
  unit === undefined
    ? ({ kind: "count", value } as const)
    : ({ kind: "count", value, unit } as const);
const text = (value: string) => ({ kind: "text", value }) as const;
const missing = { kind: "missing" } as const;

/** A table of `length` jobs. */
export function jobsTable(length: number): Block {
  const rows: Row[] = Array.from({ length }, (_row, index) => ({
    cells: [text(`Job ${index + 1}`), money(12_000 + index * 100), count(index + 1)],
  }));
  return {
    kind: "table",
    title: { who: "Harbour Hauling", what: "Jobs in USD", when: "October 2026" },
    columns: [
      { label: "Job", align: "start" },
      { label: "Revenue", unit: "USD", align: "end" },
      { label: "Loads", align: "end" },
    ],
    rows,
    total: [text("Total"), money(99_900), count(rows.length)],
  };
}

const vulnerabilities: Block = {
  kind: "list",
  ranked: true,
  items: [
    {
      title: "Payment keys are written into the source",
      detail:
        "Anyone who can read the repository can charge cards. Rotate both keys, then move them out.",
      tags: ["critical", "Harbour Charters"],
      meaning: "bad",
    },
    {
      title: "An environment file is in the history of the repository",
      detail: "Removing the file does not remove the secrets: every key in it has to be replaced.",
      tags: ["critical", "Harbour Hauling"],
      meaning: "bad",
    },
    {
      title: "Three script endpoints answer anybody",
      detail: "They write to the booking sheet without asking who calls.",
      tags: ["high", "Harbour Events"],
      meaning: "bad",
    },
    { title: "No firewall stands in front of the CDN", tags: ["high", "all"], meaning: "bad" },
    {
      title: "Sessions outlive a change of password",
      detail: "Tokens are valid for 30 days and cannot be withdrawn.",
      tags: ["medium", "Client sites"],
    },
    { title: "Two packages have known faults", tags: ["medium", "Client sites"] },
  ],
};

const cost: Block = {
  kind: "chart",
  shape: "bars",
  title: { who: "All domains", what: "Cloud cost by service in USD a month", when: "October 2026" },
  message: "Compute and the database are two thirds of the bill; both run at night for nobody.",
  categories: ["Compute", "Database", "CDN and traffic", "Storage", "DNS", "Mail"],
  series: [
    {
      name: "Actual",
      scenario: "actual",
      values: [
        range(1_800, 3_200),
        range(1_500, 2_400),
        range(900, 1_500),
        range(500, 700),
        money(200),
        missing,
      ],
    },
  ],
};

const revenue: Block = {
  kind: "chart",
  shape: "columns",
  title: { who: "Harbour Charters", what: "Revenue in USD", when: "Q1 to Q4 2026" },
  message: "Revenue has been under plan in every quarter so far.",
  categories: ["Q1", "Q2", "Q3", "Q4"],
  series: [
    {
      name: "Actual",
      scenario: "actual",
      values: [money(410_000), money(620_000), money(880_000), missing],
    },
    {
      name: "Plan",
      scenario: "plan",
      values: [money(500_000), money(700_000), money(900_000), money(650_000)],
    },
  ],
};

const cash: Block = {
  kind: "chart",
  shape: "columns",
  title: { who: "Group", what: "Net cash flow in USD", when: "July to December 2026" },
  message: "Cash turns positive in November if the plan for charters holds.",
  categories: ["July", "August", "September", "October", "November", "December"],
  series: [
    {
      name: "Actual",
      scenario: "actual",
      values: [
        money(-820_000),
        money(-640_000),
        money(-300_000),
        money(-110_000),
        missing,
        missing,
      ],
    },
    {
      name: "Forecast",
      scenario: "forecast",
      values: [missing, missing, missing, missing, money(240_000), money(410_000)],
    },
  ],
};

const stackRow = (
  name: string,
  hosting: string,
  deploy: string,
  tests: string,
  bad: boolean,
): Row => ({
  cells: [text(name), text(hosting), text(deploy), text(tests), money(1_250), count(3)],
  ...(bad ? { meaning: "bad" as const } : {}),
});

const stack: Block = {
  kind: "table",
  title: { who: "Seven domains", what: "Stack and what it lacks", when: "October 2026" },
  columns: [
    { label: "Domain", align: "start" },
    { label: "Hosting", align: "start" },
    { label: "Deployment", align: "start" },
    { label: "Tests", align: "start" },
    { label: "Cost a month", unit: "USD", align: "end" },
    { label: "Gaps", align: "end" },
  ],
  rows: [
    stackRow("Harbour Charters", "S3 and CloudFront", "by hand", "none", true),
    stackRow("Harbour Events", "Apps Script", "by hand", "none", true),
    stackRow("Harbour Hauling", "EC2, one machine", "script", "none", true),
    stackRow("Client sites", "Shared hosting", "FTP", "smoke test", false),
    stackRow("Rental", "Site builder", "by hand", "none", false),
    stackRow("Logistics", "EC2, same machine", "script", "unit tests", false),
    stackRow("Client portfolio", "Static pages", "on push", "unit tests", false),
  ],
  total: [text("Total"), text(""), text(""), text(""), range(5_000, 8_400), count(21)],
};

/** A rich report. Change a part with `{ ...sampleReport, headline: "…" }`. */
export const sampleReport: Report = {
  type: "cto",
  title: "CTO report",
  portfolio: "Harbour Group",
  headline:
    "Six vulnerabilities are open, two of them critical; the cloud costs $50–84 a month, of which $25 can be saved.",
  period: {
    from: "2026-10-01",
    to: "2026-11-01",
    label: "October 2026",
    inWords: "in October 2026",
  },
  reportingDate: "2026-10-31",
  format: { locale: "en-US", currency: "USD" },
  metrics: [
    {
      id: "vulnerabilities",
      label: "Open vulnerabilities",
      value: count(6),
      meaning: "bad",
      change: { before: count(5), trend: "up", words: "1 over September" },
      note: "2 critical, 2 high",
      sources: [source],
    },
    {
      id: "cloud-cost",
      label: "Cloud cost a month",
      value: range(5_000, 8_400),
      meaning: "neutral",
      change: { before: range(5_600, 9_000), trend: "down", words: "$6 under September" },
      note: "across 7 domains",
      sources: [source],
    },
    {
      id: "savings",
      label: "Savings found a month",
      value: money(2_500),
      meaning: "good",
      note: "30–50% of the bill",
      sources: [source],
    },
    {
      id: "automated",
      label: "Deployed without hands",
      value: { kind: "ratio", value: 1 / 7 },
      meaning: "bad",
      change: {
        before: { kind: "ratio", value: 1 / 7 },
        trend: "same",
        words: "the same as September",
      },
      note: "1 of 7 domains",
      sources: [source],
    },
    { id: "uptime", label: "Uptime", value: missing, meaning: "neutral", sources: [] },
  ],
  sections: [
    {
      heading: "Two vulnerabilities let strangers charge cards",
      blocks: [
        {
          kind: "callout",
          meaning: "bad",
          text: "Rotate the payment keys this week. Until then every copy of the repository is a key to the till.",
        },
        vulnerabilities,
      ],
    },
    { heading: "A third of the cloud bill can go", blocks: [cost] },
    {
      heading: "One of seven domains can be rolled back",
      blocks: [
        {
          kind: "text",
          text: "Six domains are changed by hand or by a script on one laptop.\nA bad release stays up until somebody notices.",
        },
        stack,
      ],
    },
    { heading: "Revenue is under plan, and the gap closes", blocks: [revenue] },
    { heading: "Cash turns in November", blocks: [cash] },
    {
      heading: "What visitors miss",
      blocks: [
        {
          kind: "list",
          ranked: false,
          items: [
            {
              title: "No calendar of free days",
              detail: "Visitors write and wait.",
              meaning: "bad",
            },
            { title: "Prices are from 2024", tags: ["Harbour Charters"] },
            { title: "The event pages load in under a second", meaning: "good" },
          ],
        },
        {
          kind: "callout",
          meaning: "good",
          text: "The event pages pass every accessibility check.",
        },
        { kind: "callout", meaning: "neutral", text: "Analytics start on November 3." },
      ],
    },
    { heading: "Hauling jobs pay for themselves", blocks: [jobsTable(12)] },
  ],
  actions: [
    {
      title: "Rotate the payment keys",
      owner: "Technology lead",
      due: "2026-11-04",
      effect: "closes both critical vulnerabilities",
    },
    {
      title: "Stop the database at night",
      owner: "Technology lead",
      due: "2026-11-10",
      effect: "saves $14 a month",
    },
    { title: "Choose a calendar for bookings", owner: "Captain, Harbour Charters" },
  ],
  missing: [
    {
      what: "Uptime of each domain",
      from: "a monitor, once there is one",
      where: "entities/*.yml, monitoring.uptime",
    },
    { what: "Visits", from: "an analytics export", where: "sources/analytics.csv" },
  ],
  sources: [
    { file: "entities/harbour.yml", asOf: "2026-10-12" },
    { file: "ledger/2026-10.csv", asOf: "2026-10-30" },
  ],
};
