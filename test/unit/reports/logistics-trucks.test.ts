/** Hours that jobs.csv leaves out, and trucks that it names otherwise than the entity does. */
import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/portfolio/operations.ts";
import { compose, figure, headings, sample, tables, under, withEntities } from "./sample.ts";

const jobs = sample.jobs ?? [];
const changed = (change: (job: Job) => Job) =>
  compose("logistics", { ...sample, jobs: jobs.map(change) });
const isOctober = ({ completed = "" }: Job) => completed.startsWith("2026-10");
const untimed = ({ hours: _hours, ...job }: Job): Job => job;
const texts = (report: ReturnType<typeof compose>) =>
  report.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "text" ? [block.text] : []))
    .join("\n");
const rowOf = (report: ReturnType<typeof compose>, truck: string) =>
  tables(report)
    .find(({ title }) => title.what.startsWith("Truck"))
    ?.rows.map(({ cells }) => cells)
    .find(([name]) => JSON.stringify(name).includes(truck));
const titles = (report: ReturnType<typeof compose>) => report.actions.map(({ title }) => title);
const wanted = (report: ReturnType<typeof compose>) => report.missing.map(({ what }) => what);

describe("a truck whose jobs have no hours", () => {
  const isBox = (job: Job) => isOctober(job) && job.truck === "Box truck";
  const report = changed((job) => (isBox(job) ? untimed(job) : job));

  it("did not stand still, and nobody is told to sell it", () => {
    expect(jobs.filter(isBox)).toHaveLength(3);
    expect(headings(report)).not.toContain("stood still");
    expect(titles(report).join()).not.toContain("sell it");
  });

  it("has hours that are not known, and they are in no total", () => {
    expect(rowOf(report, "Box truck")?.slice(1)).toEqual(Array(3).fill({ kind: "missing" }));
    expect(headings(report)).toContain("Trucks with hours on record were out 53% of their hours");
    expect(figure(report, "utilisation")).toBe("53%");
    expect(under(report, "utilisation")).toBe("92.5 of 176 hours; 3 jobs left out");
    expect(texts(report)).toContain("3 jobs without hours left out.");
  });

  it("is asked about, job by job", () => {
    const [first] = jobs.filter(isBox);
    expect(wanted(report).filter((what) => what.startsWith("Hours"))).toHaveLength(3);
    expect(report.missing).toContainEqual({
      what: `Hours that Box truck was out for job ${first?.number}`,
      from: "the job's ticket",
      where: `jobs.csv line ${first?.source.line}: hours`,
    });
  });

  it("is not known where it is the only truck", () => {
    const none = changed((job) => (isOctober(job) ? untimed(job) : job));
    expect(figure(none, "utilisation")).toBe("n/a");
    expect(headings(none)).toContain("How much the trucks were used in October 2026 is not on");
  });

  it("stood still where the hours of another truck are not on record", () => {
    const idle = changed((job) => {
      if (isBox(job)) return { ...job, truck: "14-yard trailer", entity: "qdn" };
      return isOctober(job) && job.number.endsWith("3") ? untimed(job) : job;
    });
    expect(headings(idle)).toContain("Box truck stood still");
    expect(titles(idle)).toContain("Put Box truck to work, or sell it");
  });
});

describe("one job without hours among others", () => {
  const report = changed((job) => (job.number === "J-2113" ? untimed(job) : job));
  const hours = jobs.find(({ number }) => number === "J-2113")?.hours ?? 0;

  it("makes the share a least one, that no month is held against", () => {
    expect(hours).toBeGreaterThan(0);
    expect(headings(report)).toMatch(/Trucks were out at least \d+% of their hours/u);
    expect(under(report, "utilisation")).toBe(`${110.5 - hours} of 352 hours; 1 job left out`);
    expect(report.metrics.find(({ id }) => id === "utilisation")?.meaning).toBe("neutral");
  });

  it("in the month before leaves nothing to hold this one against either", () => {
    const [earlier] = jobs.filter(({ completed = "" }) => completed.startsWith("2026-09"));
    const before = changed((job) => (job === earlier ? untimed(job) : job));
    expect(under(before, "utilisation")).toBe("110.5 of 352 hours");
  });
});

describe("a truck that no entity lists under the name of the jobs", () => {
  const report = changed((job) =>
    job.truck === "14-yard trailer" ? { ...job, truck: "14 yard trailer" } : job,
  );

  it("is asked about", () => {
    const named = report.missing.filter(({ what }) => what.includes("14 yard"));
    expect(named).toEqual([
      {
        what: "Hours that 14 yard trailer could be out",
        from: "the list of trucks, which does not have it under this name",
        where: expect.stringMatching(
          /^entities\/<id>\.yml: trucks; or jobs\.csv line \d+: truck$/u,
        ),
      },
    ]);
  });

  it("makes no idle truck of the one that is listed", () => {
    expect(headings(report)).not.toContain("stood still");
    expect(titles(report).join()).not.toContain("sell it");
    expect(rowOf(report, "14-yard trailer")?.slice(1)).toEqual(Array(3).fill({ kind: "missing" }));
    expect(texts(report)).toMatch(/\d+ jobs on no truck of the list left out\./u);
    expect(under(report, "utilisation")).toMatch(/^18 of 176 hours; \d+ jobs left out$/u);
  });

  it("is not one that is listed and may not be out", () => {
    const moved = changed((job) =>
      job.number === "J-2113" ? { ...job, truck: "10-yard trailer" } : job,
    );
    expect(wanted(moved)).toEqual(wanted(compose("logistics")));
    expect(under(moved, "utilisation")).not.toContain("left out");
  });

  it("is not asked about where nobody lists any", () => {
    const bare = withEntities((entity) => ({ ...entity, trucks: [] }));
    const asked = wanted(compose("logistics", bare)).filter((what) => what.startsWith("Hours"));
    expect(asked).toEqual(["Hours that trucks could be out"]);
  });
});

describe("a job without a truck", () => {
  const without = (keepsHours: boolean) =>
    changed((job) => {
      if (job.number !== "J-2113") return job;
      const { truck: _truck, hours: _hours, ...bare } = job;
      return keepsHours && job.hours !== undefined ? { ...bare, hours: job.hours } : bare;
    });

  it("that took hours leaves open which truck was out", () => {
    expect(wanted(without(true))).toContain("Truck that was out for job J-2113");
    expect(under(without(true), "utilisation")).toContain("1 job left out");
  });

  it("that took no hours took no truck", () => {
    expect(wanted(without(false))).toEqual(wanted(compose("logistics")));
    expect(under(without(false), "utilisation")).not.toContain("left out");
  });
});
