import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import {
  charts,
  compose,
  figure,
  headings,
  sample,
  tables,
  under,
  withEntities,
} from "./sample.ts";

const all = sample.jobs ?? [];
const withJobs = (jobs: readonly Job[]): Portfolio => ({ ...sample, jobs });
const changed = (change: (job: Job) => Job) => compose("logistics", withJobs(all.map(change)));
const scaled = (minor: number | undefined, k: number) =>
  minor === undefined ? undefined : minor * k;

describe("the logistics report of the sample", () => {
  const report = compose("logistics");

  it("opens with punctuality and what a job costs of what it earns", () => {
    expect(report.headline).toBe(
      "76% of jobs were on time in October, 1 point over September; each earned $502 at $306 of direct cost.",
    );
    expect(report.headline.length).toBeLessThanOrEqual(110);
  });

  it.each([
    ["jobs", "26", "good", "▲ 10 over September; 23 QuickDumpNow, 3 Logistics operation"],
    ["on-time", "76%", "good", "▲ 1 point over September; 19 of 25 jobs"],
    ["revenue-per-job", "$502.29", "bad", "▼ $5.21 under September; over 24 jobs"],
    ["cost-per-job", "$305.66", "good", "▼ $7.44 under September; over 24 jobs"],
    ["utilisation", "31%", "good", "▲ 12 points over September; 110.5 of 352 hours"],
  ])("shows %s as %s", (id, value, meaning, note) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
    expect(report.metrics.find((metric) => metric.id === id)?.meaning).toBe(meaning);
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "6 of 25 jobs were late in October",
      "Each job left $197 after its direct cost, against $194 in September; disposal took $104 where there was any",
      "Trucks were out 31% of their hours",
      "69% of inquiries in October were booked, against 90% of those in September; 5 are still open",
    ]);
  });

  it("agrees with the number of jobs that the entity's own KPI states", () => {
    const kpi = sample.entities
      .find(({ id }) => id === "qdn")
      ?.kpis.find(({ name }) => name === "Jobs completed a month");
    expect(report.metrics[0]?.note).toContain(`${kpi?.value} QuickDumpNow`);
  });

  it("asks for the broken promise first", () => {
    expect(report.actions[0]).toEqual({
      title: "Do job J-2121, promised for Oct 28, 2026",
      owner: "Operations lead, QuickDumpNow",
      due: "2026-10-28",
      overdueDays: 3,
    });
    expect(report.actions.slice(1).map(({ title }) => title)).toEqual([
      "Follow up 2 quotes without an answer for a week: J-2109 and J-2119",
      "Record what jobs J-2112 and J-2118 earned and cost",
      "Review the price of J-2111, done at a loss",
    ]);
    expect(report.missing.map(({ what }) => what)).toEqual([
      "Cost of job J-2112",
      "Cost of job J-2118",
    ]);
  });

  it("narrows from inquiry to completion", () => {
    const funnel = charts(report).find(({ title }) => title.what.startsWith("Inquiries"));
    expect(funnel?.series[0]?.values.map((value) => value.kind === "count" && value.value)).toEqual(
      [36, 33, 25, 22],
    );
  });
});

describe("when the jobs change", () => {
  it("amounts times k give revenue and cost times k, and the same rates", () => {
    const report = changed(({ revenue, cost, disposalFee, ...job }) => ({
      ...job,
      ...(revenue === undefined ? {} : { revenue: scaled(revenue, 2) ?? 0 }),
      ...(cost === undefined ? {} : { cost: scaled(cost, 2) ?? 0 }),
      ...(disposalFee === undefined ? {} : { disposalFee: disposalFee * 2 }),
    }));
    expect(report.headline).toContain("each earned $1,005 at $611 of direct cost");
    expect(figure(report, "on-time")).toBe("76%");
    expect(figure(report, "utilisation")).toBe("31%");
  });

  it("the order of rows does not matter", () => {
    expect(compose("logistics", withJobs(all.toReversed()))).toEqual(compose("logistics"));
  });

  it("a job that was on time after all moves headline, heading and chart", () => {
    const report = changed((job) =>
      job.number === "J-2113" ? { ...job, promised: "2026-10-24" } : job,
    );
    expect(report.headline).toContain(
      "80% of jobs were on time in October, 5 points over September",
    );
    expect(headings(report)).toContain("5 of 25 jobs were late in October");
    expect(charts(report)[0]?.series[0]?.values.at(-1)).toEqual({ kind: "ratio", value: 0.8 });
  });

  it("a truck that may be out and is not lowers utilisation and asks for work", () => {
    const registered = withEntities((entity) => ({
      ...entity,
      trucks: entity.trucks.map((truck) => ({ ...truck, available: true })),
    }));
    const idle = compose("logistics", registered);
    expect(figure(idle, "utilisation")).toBe("21%");
    expect(headings(idle)).toContain("10-yard trailer stood still");
    expect(idle.actions.map(({ title }) => title)).toContain(
      "Put 10-yard trailer to work, or sell it",
    );

    const jobs = all.map((job) =>
      job.number === "J-2113" ? { ...job, truck: "10-yard trailer", hours: 88 } : job,
    );
    const busy = compose("logistics", { ...registered, jobs });
    expect(figure(busy, "utilisation")).toBe("36%");
    expect(JSON.stringify(busy)).not.toContain("stood still");
  });
});

describe("a file that begins in the middle of the month before", () => {
  it("gives nothing to compare with", () => {
    const report = compose(
      "logistics",
      withJobs(all.filter(({ inquired }) => inquired > "2026-09-10")),
    );
    expect(report.headline).toMatch(/^\d+% of jobs were on time in October; each earned/);
    expect(JSON.stringify(report.metrics)).not.toContain("September");
  });
});

describe("what is missing", () => {
  it("is the whole file: nothing is zero, and the report says which file", () => {
    const { jobs: _none, ...bare } = sample;
    for (const portfolio of [bare, withJobs([])]) {
      const report = compose("logistics", portfolio);
      expect(report.headline).toBe(
        portfolio === bare
          ? "No job is on record; add jobs.csv to the portfolio to fill this report."
          : "jobs.csv holds no job of Harbor Portfolio.",
      );
      expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
      expect(report.missing[0]?.where).toMatch(/^jobs.csv: number, entity/);
      expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it("is a month that the file does not reach", () => {
    const early = all
      .filter(({ number }) => number < "J-2050")
      .map((job) => ({ ...job, source: { ...job.source, asOf: "2026-07-20" } }));
    const report = compose("logistics", withJobs(early));
    expect(report.headline).toMatch(
      /^No job of October 2026 is on record; jobs\.csv ends on \w+ \d+, 2026\.$/,
    );
    expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
  });

  it("is any completed job, which is a count of zero and no rate", () => {
    const open = all.map(
      ({ completed: _completed, hours: _hours, ...job }): Job => ({ ...job, stage: "booked" }),
    );
    const report = compose("logistics", withJobs(open));
    expect(report.headline).toBe("No job was completed in October.");
    expect(figure(report, "jobs")).toBe("0");
    expect(figure(report, "on-time")).toBe("n/a");
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
  });

  it("is the list of trucks: no utilisation, the rest stands", () => {
    const report = compose(
      "logistics",
      withEntities((entity) => ({ ...entity, trucks: [] })),
    );
    expect(figure(report, "utilisation")).toBe("n/a");
    expect(figure(report, "on-time")).toBe("76%");
    expect(report.missing[0]?.what).toBe("Hours that trucks could be out");
  });

  it("is what a job promised, earned and cost", () => {
    const bare = all.map(({ promised: _p, revenue: _r, cost: _c, ...job }): Job => job);
    const report = compose("logistics", withJobs(bare));
    expect(report.headline).toBe(
      "26 jobs completed in October, none with a promised day; what they earned and cost is not on record.",
    );
    expect(tables(report).length).toBe(1);
  });
});
