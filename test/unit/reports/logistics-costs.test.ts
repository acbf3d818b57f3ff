/** What jobs carry, what stands on no job, and where inquiries are. */
import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import { charts, compose, headings, sample, tables, under } from "./sample.ts";

const now = new Date("2030-01-01T12:00:00Z");
const jobs = sample.jobs ?? [];
const logistics = (portfolio: Portfolio, period?: string) =>
  composeReport(findReport(REPORTS, "logistics"), portfolio, now, period ? { period } : {});
const texts = (report: ReturnType<typeof compose>) =>
  report.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "text" ? [block.text] : []))
    .join("\n");
/** What the sample's books hold of accounts that no job's sheet knows, in minor units. */
const posted = (months: readonly string[]) =>
  (sample.ledger?.cells ?? [])
    .filter(({ month, account }) => months.includes(month) && /^52[345]0$/u.test(account))
    .reduce((sum, { minor }) => sum - minor, 0);
const whole = (minor: number) => `$${Math.round(minor / 100).toLocaleString("en-US")}`;

describe("cost of sales that stands on no job", () => {
  it("is crew pay between jobs, payroll tax and mileage, in a sentence of its own", () => {
    const amount = posted(["2026-10"]);
    const done = jobs.filter(({ completed = "" }) => completed.startsWith("2026-10")).length;
    expect(done).toBe(26);
    expect(texts(compose("logistics"))).toContain(
      `The books hold ${whole(amount)} of cost of sales in October that is on no job, ${whole(amount / done)} a job; with it each job lost about $27.`,
    );
  });

  it("is added up over the months that ledger and jobs hold in full", () => {
    const months = ["05", "06", "07", "08", "09", "10"].map((month) => `2026-${month}`);
    expect(texts(logistics(sample, "ytd"))).toContain(
      `${whole(posted(months))} of cost of sales from May to October that is on no job`,
    );
  });

  it.each([
    ["a posting of anybody", () => true],
    ["a posting of those who haul", (entity: string) => ["qdn", "logistics"].includes(entity)],
    ["the postings of one of those who haul", (entity: string) => entity === "qdn"],
  ])("leaves a month without %s out on both sides", (_, isGone) => {
    const months = ["2026-07", "2026-09"];
    const held = jobs.filter(({ completed = "" }) => months.includes(completed.slice(0, 7)));
    const cost = posted(months) / held.length;
    const priced = held.filter(({ revenue, cost }) => revenue !== undefined && cost !== undefined);
    const margin = priced.reduce((sum, { revenue = 0, cost = 0 }) => sum + revenue - cost, 0);
    const left = margin / priced.length - cost;
    expect(left).toBeLessThan(0);
    const { ledger } = sample;
    const cells = ledger?.cells.filter(
      ({ month, entity }) => month !== "2026-08" || !isGone(entity),
    );
    const holed = { ...sample, ...(ledger && cells && { ledger: { ...ledger, cells } }) };
    expect(texts(logistics(holed, "2026-Q3"))).toContain(
      `The books hold ${whole(posted(months))} of cost of sales in July and September 2026 that is on no job, ${whole(cost)} a job; with it each job lost about ${whole(-left)}.`,
    );
  });

  it("is left out where a part of a month, or no ledger, would have to stand for it", () => {
    const { ledger: _ledger, ...bare } = sample;
    const early = { ...sample, settings: { ...sample.settings, reportingDate: "2026-10-12" } };
    for (const portfolio of [bare, early]) {
      expect(texts(logistics(portfolio))).not.toContain("on no job");
    }
  });

  it("may be negative: then the jobs carry more than the books hold", () => {
    const dear = jobs.map((job) => (job.cost === undefined ? job : { ...job, cost: job.cost * 3 }));
    expect(texts(logistics({ ...sample, jobs: dear }))).toMatch(
      /The jobs carry \$[\d,]+ more than the books hold\./u,
    );
  });

  it("follows the entity that the report is narrowed to", () => {
    const report = composeReport(findReport(REPORTS, "logistics"), sample, now, {
      entity: "logistics",
    });
    expect(texts(report)).not.toContain("on no job");
  });
});

describe("the disposal fee of a job", () => {
  it("is named as an average of its own: no part of the direct cost of all", () => {
    const [job] = jobs.filter(({ completed = "" }) => completed >= "2026-10-01");
    if (job === undefined) throw new Error("the sample has jobs in October");
    const { disposalFee: _fee, ...bare } = job;
    const plain = Array.from({ length: 9 }, (_none, at): Job => {
      return { ...bare, number: `N-${at}`, revenue: 20_000, cost: 5_000 };
    });
    const dear: Job = {
      ...job,
      number: "N-10",
      revenue: 90_000,
      cost: 50_000,
      disposalFee: 40_000,
    };
    const [table] = tables(logistics({ ...sample, jobs: [...plain, dear] })).filter(({ title }) =>
      title.what.startsWith("Revenue"),
    );
    expect(table?.columns.map(({ label }) => label).slice(2)).toEqual([
      "Direct cost",
      "Disposal, where any",
    ]);
    expect(table?.rows.at(-1)?.cells.slice(2)).toEqual([
      { kind: "money", minor: 9_500 },
      { kind: "money", minor: 40_000 },
    ]);
  });
});

describe("jobs done at a loss", () => {
  it("are named with what they lost, the largest first", () => {
    const losses = jobs
      .flatMap(({ number, revenue = 0, cost = 0, stage }) =>
        stage === "completed" && cost > revenue ? [{ number, minor: cost - revenue }] : [],
      )
      .toSorted((one, other) => other.minor - one.minor)
      .map(({ number, minor }) => `${number} ($${(minor / 100).toFixed(2)})`);
    const report = logistics(sample, "ytd");
    expect(losses).toHaveLength(8);
    expect(texts(report)).toContain(`At a loss: ${losses.slice(0, -1).join(", ")} and`);
    expect(report.actions.at(-1)?.title).toMatch(/^Review the price of J-2021, J-2031, /u);
  });
});

describe("inquiries that are still open", () => {
  it("add up with those that were booked and those that are lost", () => {
    expect(charts(compose("logistics")).at(-1)?.message).toBe(
      "25 of 36 inquiries were booked; 6 are lost; 5 are still open.",
    );
    const cohort = jobs.filter(({ inquired }) => inquired.startsWith("2026-10"));
    const undecided = cohort.filter(({ stage }) => stage === "inquiry" || stage === "quoted");
    expect(undecided.filter(({ lost }) => lost)).toHaveLength(6);
    expect(undecided.filter(({ lost }) => !lost)).toHaveLength(5);
  });

  it("are not those that were booked and then called off", () => {
    const off = jobs.map(
      (job): Job => (job.stage === "booked" && !job.lost ? { ...job, lost: true } : job),
    );
    const booked = jobs.filter(
      ({ inquired, stage, lost }) => inquired.startsWith("2026-10") && stage === "booked" && !lost,
    ).length;
    expect(charts(logistics({ ...sample, jobs: off })).at(-1)?.message).toBe(
      `25 of 36 inquiries were booked; ${booked} of them were called off; 6 are lost; 5 are still open.`,
    );
  });

  it("are not named where there are none", () => {
    const decided = jobs.map((job): Job => ({ ...job, lost: job.stage !== "completed" }));
    expect(headings(logistics({ ...sample, jobs: decided }))).not.toContain("still open");
  });
});

describe("counts of a thousand and more", () => {
  const many = Array.from({ length: 60 }, (_, copy) =>
    jobs.map((job) => ({ ...job, number: `${job.number}-${copy}` })),
  ).flat();

  it("have separators in every sentence, and long lists end", () => {
    const report = logistics({ ...sample, jobs: many });
    const shown = JSON.stringify([report.headline, report.metrics, report.sections]);
    expect(under(report, "jobs")).toBe(
      "▲ 600 over September; 1,380 QuickDumpNow, 180 Logistics operation",
    );
    expect(headings(report)).toContain("360 of 1,500 jobs were late in October");
    expect(charts(report).at(-1)?.message).toContain("1,500 of 2,160 inquiries were booked");
    expect(shown).toMatch(/Late: (J-[\d-]+, ){7}J-[\d-]+ and 352 more/u);
    expect(JSON.stringify(report.actions.map(({ title }) => title).slice(-3))).toContain("more");
  });
});
