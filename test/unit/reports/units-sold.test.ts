/** Units that tables count: which rows, of which days, and where a file says nothing. */
import { describe, expect, it } from "vitest";
import type { Invoice, Job, Letting } from "../../../src/portfolio/operations.ts";
import { costBehavior } from "../../../src/reports/formulas/cost-behavior.ts";
import { unitsSold } from "../../../src/reports/formulas/units-sold.ts";
import { compose, sample, tables, withEntities } from "./sample.ts";

const source = { file: "jobs.csv", line: 2, asOf: "2026-10-31" };
const job = (completed: string, stage: Job["stage"] = "completed"): Job => ({
  number: completed,
  entity: "one",
  stage,
  lost: false,
  inquired: "2026-05-05",
  completed,
  source,
});
const stay = (from: string, to: string, kind: Letting["kind"] = "stay"): Letting => ({
  entity: "one",
  unit: "Studio",
  kind,
  occupant: "Guest",
  from,
  to,
  rent: 10_000,
  arrears: 0,
  source,
});
const line = (performed: string, amount: number, kind: Invoice["kind"] = "recurring"): Invoice => ({
  number: performed,
  entity: "one",
  client: "Client",
  kind,
  performed,
  amount,
  source,
});
const last = "2026-10-31";
const units = (...input: Parameters<typeof unitsSold>) => unitsSold(...input)?.units;

describe("jobs", () => {
  const jobs = [
    job("2026-09-30"),
    job("2026-10-01"),
    job("2026-10-31"),
    job("2026-10-09", "booked"),
  ];

  it("count in the month they are completed in", () => {
    expect(units("jobs", { jobs }, "2026-10", last)).toBe(2);
    expect(units("jobs", { jobs }, "2026-09", last)).toBe(1);
  });

  it("are none in a month that the file covers, and not known before it begins or after it ends", () => {
    expect(units("jobs", { jobs }, "2026-08", last)).toBe(0);
    // The file begins on May 5, which is within a week of the month's first day.
    expect(units("jobs", { jobs }, "2026-05", last)).toBe(0);
    expect(units("jobs", { jobs }, "2026-04", last)).toBeUndefined();
    expect(units("jobs", { jobs }, "2026-11", "2026-11-30")).toBeUndefined();
    expect(units("jobs", {}, "2026-10", last)).toBeUndefined();
  });

  it("that begin later than a week into a month do not count it", () => {
    const late = [{ ...job("2026-10-10"), inquired: "2026-10-09" }];
    expect(units("jobs", { jobs: late }, "2026-10", last)).toBeUndefined();
    const early = [{ ...job("2026-10-10"), inquired: "2026-10-08" }];
    expect(units("jobs", { jobs: early }, "2026-10", last)).toBe(1);
  });

  it("count up to the reporting date", () => {
    expect(units("jobs", { jobs }, "2026-10", "2026-10-30")).toBe(1);
  });
});

describe("a file that ends early in a month", () => {
  const asOf = <Row extends Job | Letting | Invoice>(day: string, row: Row): Row => ({
    ...row,
    source: { ...source, asOf: day },
  });

  it("does not count its jobs, unless no more than seven days come after", () => {
    const jobs = (day: string) => [asOf(day, job("2026-10-03"))];
    expect(units("jobs", { jobs: jobs("2026-10-23") }, "2026-10", last)).toBeUndefined();
    expect(units("jobs", { jobs: jobs("2026-10-24") }, "2026-10", last)).toBe(1);
    expect(units("jobs", { jobs: jobs("2026-10-05") }, "2026-10", "2026-10-12")).toBe(1);
  });

  it("counts nights of stays up to its own day, however far ahead one of them is booked", () => {
    const stays = (day: string) => [asOf(day, stay("2026-10-01", "2026-12-24"))];
    expect(units("stays", { lettings: stays("2026-10-23") }, "2026-10", last)).toBeUndefined();
    expect(units("stays", { lettings: stays("2026-10-24") }, "2026-10", last)).toBe(31);
  });

  it("counts recurring lines once their first week is on record", () => {
    const invoices = (day: string) => [asOf(day, line("2026-10-01", 22_000))];
    const sold = (day: string) =>
      units("recurring_invoices", { invoices: invoices(day) }, "2026-10", last);
    expect([sold("2026-10-06"), sold("2026-10-07")]).toEqual([undefined, 1]);
  });
});

describe("stays", () => {
  const lettings = [
    stay("2026-09-28", "2026-10-03"),
    stay("2026-10-02", "2026-10-05"),
    stay("2026-10-29", "2026-11-04"),
    stay("2026-01-01", "2027-01-01", "lease"),
  ];

  it("count their nights within the month, a night booked twice once, and no lease", () => {
    // Nights of October 1 to 4, of which the 2nd is booked twice, and of 29 to 31.
    expect(units("stays", { lettings }, "2026-10", last)).toBe(4 + 3);
    expect(units("stays", { lettings }, "2026-10", "2026-10-29")).toBe(4 + 1);
  });

  it("are not known before the first of them, whatever is leased", () => {
    expect(units("stays", { lettings }, "2026-08", last)).toBeUndefined();
  });
});

describe("recurring invoices", () => {
  it("count lines of the month, without projects and credit notes", () => {
    const invoices = [
      line("2026-10-01", 22_000),
      line("2026-10-01", 9_500),
      line("2026-10-12", -9_500),
      line("2026-10-12", 50_000, "project"),
      line("2026-09-01", 22_000),
    ];
    expect(units("recurring_invoices", { invoices }, "2026-10", last)).toBe(2);
  });
});

describe("the CFO report", () => {
  const sold = (report: ReturnType<typeof compose>, unit: string) =>
    tables(report)
      .find(({ title }) => title.what.startsWith("Margin"))
      ?.rows.find(({ cells }) => JSON.stringify(cells[0]).includes(unit))
      ?.cells.at(-1);

  it("counts what the tables of the sample say", () => {
    const report = compose("cfo");
    const done = (entity: string) =>
      (sample.jobs ?? []).filter(
        (each) =>
          each.entity === entity &&
          each.stage === "completed" &&
          each.completed?.startsWith("2026-10"),
      ).length;
    const recurring = (sample.invoices ?? []).filter(
      ({ kind, performed }) => kind === "recurring" && performed.startsWith("2026-10"),
    ).length;
    expect(sold(report, "Job,")).toEqual({ kind: "count", value: done("qdn") });
    expect(sold(report, "Haul,")).toEqual({ kind: "count", value: done("logistics") });
    expect(sold(report, "Site, Dang")).toEqual({ kind: "count", value: recurring });
    // Stays of October 2–5, 9–13 and 17–19, and of the last three nights.
    expect(sold(report, "Night,")).toEqual({ kind: "count", value: 3 + 4 + 2 + 3 });
  });

  it("counts nothing from a table that ends early in the month", () => {
    const jobs = (sample.jobs ?? [])
      .filter(({ completed, inquired }) => (completed ?? inquired) <= "2026-10-05")
      .map((each) => ({ ...each, source: { ...each.source, asOf: "2026-10-05" } }));
    expect(sold(compose("cfo", { ...sample, jobs }), "Job,")).toEqual({ kind: "missing" });
  });

  it("names the table that would have to count", () => {
    const { jobs: _jobs, ...unkept } = sample;
    const report = compose("cfo", unkept);
    expect(sold(report, "Job,")).toEqual({ kind: "missing" });
    expect(report.missing).toContainEqual({
      what: "Hauling jobs sold by month, QuickDumpNow",
      from: "a count of jobs by month",
      where: expect.stringMatching(/^jobs\.csv, named at entities\/qdn\.yml line \d+: units_from$/),
    });
  });

  it("counts only rows of the stream's own entity", () => {
    const others = {
      ...sample,
      jobs: (sample.jobs ?? []).filter(({ entity }) => entity === "qdn"),
    };
    expect(sold(compose("cfo", others), "Haul,")).toEqual({ kind: "missing" });
  });
});

describe("cost behaviour", () => {
  it.each([
    ["operating_expense", undefined, "fixed"],
    ["operating_expense", "variable", "variable"],
    ["cost_of_sales", undefined, "variable"],
    ["cost_of_sales", "fixed", "fixed"],
    ["revenue", undefined, undefined],
    ["transfer", undefined, undefined],
  ] as const)("of %s, written as %s, is %s", (type, behavior, expected) => {
    expect(costBehavior({ type, ...(behavior && { behavior }) })).toBe(expected);
  });

  it("decides what break-even has to cover, and not what burn is", () => {
    const { ledger } = sample;
    if (ledger === undefined) throw new Error("the sample has a ledger");
    const accounts = ledger.accounts.map((account) => {
      if (account.id === "5420" || account.id === "5430")
        return { ...account, behavior: "fixed" as const };
      return account.id === "6600" ? { ...account, behavior: "variable" as const } : account;
    });
    const report = compose("cfo", { ...sample, ledger: { ...ledger, accounts } });
    const paid = (id: string) =>
      -ledger.cells
        .filter(({ month, account }) => month === "2026-10" && account === id)
        .reduce((sum, { minor }) => sum + minor, 0);
    const fixed = 814_000 + paid("5420") + paid("5430") - paid("6600");
    expect(report.metrics[0]?.value).toEqual({ kind: "money", minor: 814_000 });
    expect(report.metrics[2]?.value).toMatchObject({ value: Math.ceil(fixed / 150_000) });
    expect(Math.ceil(fixed / 150_000)).toBeGreaterThan(6);
    const whole = new Intl.NumberFormat("en-US").format(Math.round(fixed / 100));
    expect(JSON.stringify(report.sections)).toMatch(
      new RegExp(
        `Fixed costs of October were \\$${whole}, not counting \\$18,06\\d of cost of sales and \\$276 of operating expense that varies with sales`,
      ),
    );
  });

  it("of a portfolio without any fixed cost leaves nothing to break even", () => {
    const { ledger } = sample;
    if (ledger === undefined) throw new Error("the sample has a ledger");
    const accounts = ledger.accounts.map((account) =>
      account.type === "operating_expense"
        ? { ...account, behavior: "variable" as const }
        : account,
    );
    const only = withEntities((each) =>
      each.id === "jada" ? each : { ...each, revenueStreams: [] },
    );
    const report = compose("cfo", { ...only, ledger: { ...ledger, accounts } });
    expect(report.headline).toBe(
      "Burn was $8,140 in October, 4% over plan; there are no fixed costs that sales would have to cover.",
    );
    expect(report.metrics[2]).toMatchObject({
      value: { kind: "text", value: "none needed" },
      meaning: "neutral",
    });
  });
});
