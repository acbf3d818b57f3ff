/** Files that end early in the period: what they do not know is not zero. */
import { describe, expect, it } from "vitest";
import type { Invoice, Job, Letting } from "../../../src/portfolio/operations.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import type { Report } from "../../../src/reports/report.ts";
import { compose, figure, headings, sample, tables, under } from "./sample.ts";

const asOf = <Row extends Job | Letting | Invoice>(day: string, row: Row): Row => ({
  ...row,
  source: { ...row.source, asOf: day },
});

/** The jobs as they stood on a day, in a file that was true on one. */
function jobsUpTo(day: string, trueOn = day): readonly Job[] {
  return (sample.jobs ?? [])
    .filter(({ inquired }) => inquired <= day)
    .map((job): Job => {
      if (job.completed === undefined || job.completed <= day) return asOf(trueOn, job);
      const { completed: _completed, hours: _hours, ...open } = job;
      return asOf(trueOn, { ...open, stage: "booked" });
    });
}
const doneFrom = (jobs: readonly Job[], from: string) =>
  jobs.filter(({ completed = "" }) => completed >= from).length;
const whens = (report: Report) => tables(report).map(({ title }) => title.when);

describe("jobs.csv that ends on October 5", () => {
  const jobs = jobsUpTo("2026-10-05");
  const report = compose("logistics", { ...sample, jobs });

  it("tells of these days, and holds less than a week against nothing", () => {
    expect(report.headline).toMatch(/^\d+% of jobs were on time from October 1 to October 5; /u);
    expect(figure(report, "jobs")).toBe(String(doneFrom(jobs, "2026-10-01")));
    expect(under(report, "jobs")).toMatch(/^from October 1 to October 5; /u);
    for (const { change, meaning } of report.metrics) {
      expect(change).toBeUndefined();
      expect(meaning).toBe("neutral");
    }
    const { headline, metrics, sections } = report;
    const said = JSON.stringify([headline, metrics.map(({ note }) => note), sections]);
    expect(said).not.toMatch(/in October|September 1–/u);
  });

  it("has hours of trucks and inquiries of these days alone", () => {
    // Two trucks of 8 hours on 22 of 31 days.
    expect(under(report, "utilisation")).toMatch(/ of 56\.8 hours$/u);
    expect(headings(report)).toMatch(/inquiries from October 1 to October 5 were booked/u);
    expect(whens(report)).toContain("October 1–5");
    expect(tables(report)[0]?.rows.at(-1)?.cells[0]).toEqual({
      kind: "text",
      value: "October in part",
    });
    expect(report.actions.map(({ title }) => title).join()).not.toContain("sell it");
  });

  it("knows of no promise broken and no quote gone cold after it", () => {
    const titles = report.actions.map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith("Do job"))).toEqual([
      "Do job J-2090, promised for Oct 3, 2026",
    ]);
    const quoted = jobs.map(
      (job): Job => (job.inquired >= "2026-10-01" ? { ...job, stage: "quoted", lost: false } : job),
    );
    const quotes = compose("logistics", { ...sample, jobs: quoted });
    expect(JSON.stringify(quotes.actions)).not.toContain("Follow up");
  });

  it("is asked to go on", () => {
    expect(report.missing).toContainEqual({
      what: "Jobs after Oct 5, 2026",
      from: "a newer export, or the day up to which nothing else has happened",
      where: "jobs.csv; or ledger/mapping.yml: files, as_of of jobs.csv",
    });
  });

  it("tells of the whole month where it says that nothing came after", () => {
    const whole = compose("logistics", { ...sample, jobs: jobsUpTo("2026-10-05", "2026-10-31") });
    expect(figure(whole, "jobs")).toBe(String(doneFrom(jobs, "2026-10-01")));
    expect(whole.headline).toContain("in October");
    expect(under(whole, "jobs")).toMatch(/under September/u);
    expect(JSON.stringify(whole.missing)).not.toContain("Jobs after");
  });

  it("holds no entity to be silent whose own jobs end early in a file that goes on", () => {
    const rows = (sample.jobs ?? []).filter(
      ({ entity, inquired }) => entity !== "logistics" || inquired < "2026-09",
    );
    const input = { ...sample, jobs: rows };
    const report = composeReport(findReport(REPORTS, "logistics"), input, new Date("2030-01-01"), {
      entity: "logistics",
    });
    expect(report.headline).not.toContain("jobs.csv ends");
    expect(JSON.stringify(report.missing)).not.toContain("Jobs after");
  });
});

describe("jobs.csv that ends in the middle of October", () => {
  it("is held against the same days of September", () => {
    const report = compose("logistics", { ...sample, jobs: jobsUpTo("2026-10-15") });
    expect(under(report, "jobs")).toMatch(/(over|under|as) September 1–15; /u);
  });

  it("stands for all of it if no more than a quiet week comes after", () => {
    const report = compose("logistics", { ...sample, jobs: jobsUpTo("2026-10-24") });
    expect(under(report, "jobs")).toMatch(/(over|under|as) September; /u);
    expect(JSON.stringify(report.missing)).not.toContain("Jobs after");
  });
});

describe("rent-roll.csv whose last letting ends on October 10", () => {
  const ended = (day: string) =>
    (sample.lettings ?? [])
      .filter(({ from }) => from < "2026-10-10")
      .map((each) => asOf(day, each.to > "2026-10-10" ? { ...each, to: "2026-10-10" } : each));

  it("tells of the days up to then, and who had which unit on the last of them", () => {
    const report = compose("rental", { ...sample, lettings: ended("2026-10-10") });
    expect(report.headline).toMatch(
      /^Occupancy was \d+% from October 1 to October 10, \d+ points? under September 1–10; /u,
    );
    expect(headings(report)).toMatch(
      /3 of 3 units were vacant on Oct 10, 2026; \$[\d,.]+ was earned from October 1 to October 10/u,
    );
    expect(report.missing.map(({ what }) => what)).toContain("Lettings after Oct 10, 2026");
  });

  it("tells of vacant units where it says that nothing came after", () => {
    const report = compose("rental", { ...sample, lettings: ended("2026-10-31") });
    expect(report.headline).toMatch(/^Occupancy was \d+% in October, /u);
    expect(headings(report)).toContain("3 of 3 units were vacant on Oct 31, 2026");
  });

  it("does not know who has which unit in the month after", () => {
    const settings = { ...sample.settings, reportingDate: "2026-11-30" };
    const report = compose("rental", { ...sample, settings, lettings: ended("2026-10-10") });
    expect(headings(report)).toContain("Who has which unit on Nov 30, 2026 is not on record");
    expect(headings(report)).not.toContain("vacant");
  });

  it.each([
    ["a lease that runs on", "lease", "2027-03-01"],
    ["a stay that is booked ahead", "stay", "2026-12-24"],
  ] as const)("is no newer for %s", (_what, kind, to) => {
    const settings = { ...sample.settings, reportingDate: "2026-11-30" };
    const [first] = ended("2026-10-10").filter((each) => each.unit === "Upper flat");
    if (first === undefined) throw new Error("the sample lets the upper flat");
    const lettings = [
      ...ended("2026-10-10").filter((each) => each !== first),
      { ...first, kind, from: kind === "lease" ? first.from : "2026-12-20", to },
    ];
    const report = compose("rental", { ...sample, settings, lettings });
    expect(report.headline).toBe(
      "No letting of November 2026 is on record; rent-roll.csv ends on Oct 10, 2026.",
    );
    expect(figure(report, "occupancy")).toBe("n/a");
    expect(headings(report)).toContain("Who has which unit on Nov 30, 2026 is not on record");
  });
});

describe("invoices.csv that ends in the first week of October", () => {
  it("tells what recurred in September", () => {
    const invoices = (sample.invoices ?? [])
      .filter(({ performed, issued = performed }) => issued <= "2026-10-05")
      .map((each) => asOf("2026-10-05", each));
    const report = compose("billing", { ...sample, invoices });
    expect(under(report, "recurring-revenue")).toContain("in September");
  });
});
