/** The sample's ledger says what its tables say, to the cent: nobody should have to explain two figures for one fact. */
import { describe, expect, it } from "vitest";
import { monthStart } from "../../../src/reports/formulas/calendar-span.ts";
import { addMonths } from "../../../src/reports/formulas/months.ts";
import { rentEarned } from "../../../src/reports/formulas/rent-earned.ts";
import { sample } from "./sample.ts";

const { ledger, jobs = [], invoices = [], lettings = [], entities } = sample;
const completed = jobs.filter(({ stage }) => stage === "completed");
const last = sample.settings.reportingDate?.slice(0, 7) ?? "";
const monthsFrom = (first: string) =>
  Array.from({ length: 13 }, (_, index) => addMonths(first, index)).filter(
    (month) => month <= last,
  );
/** The rent roll and the invoices begin with the ledger; the first job was completed in May. */
const months = monthsFrom(ledger?.from.slice(0, 7) ?? "");
const jobMonths = monthsFrom("2026-05");

const sumOf = (amounts: readonly (number | undefined)[]) =>
  amounts.reduce<number>((sum, amount = 0) => sum + amount, 0);
const booked = (month: string, entity: string, ...accounts: readonly string[]) =>
  sumOf(
    (ledger?.cells ?? [])
      .filter((cell) => cell.month === month && cell.entity === entity)
      .filter(({ account }) => accounts.includes(account))
      .map(({ minor }) => minor),
  );
const doneIn = (month: string, entity: string) =>
  completed.filter((job) => job.entity === entity && job.completed?.startsWith(month));
const entityOf = (id: string) => entities.find((each) => each.id === id);
const kpi = (id: string, name: string) =>
  entityOf(id)?.kpis.find((each) => each.name === name)?.value;

describe("the months of the sample", () => {
  it("are thirteen of books, six of them with jobs", () => {
    expect([months.length, months[0], months.at(-1)]).toEqual([13, "2025-10", "2026-10"]);
    expect(jobMonths).toHaveLength(6);
    expect(completed.every((job) => (job.completed ?? "") >= "2026-05-01")).toBe(true);
  });
});

describe.each(jobMonths)("hauling and logistics in %s", (month) => {
  it.each([
    ["qdn", "4300"],
    ["logistics", "4600"],
  ])("%s earned what its completed jobs brought", (entity, account) => {
    const brought = sumOf(doneIn(month, entity).map(({ revenue }) => revenue));
    expect(brought).toBeGreaterThan(0);
    expect(booked(month, entity, account)).toBe(brought);
  });

  it("paid the disposal fees of the jobs, and the rest of their recorded cost", () => {
    const hauls = doneIn(month, "qdn");
    expect(-booked(month, "qdn", "5200")).toBe(sumOf(hauls.map((job) => job.disposalFee)));
    const known = hauls.filter(({ cost }) => cost !== undefined);
    expect(-booked(month, "qdn", "5210", "5220")).toBe(
      sumOf(known.map(({ cost = 0, disposalFee = 0 }) => cost - disposalFee)),
    );
    expect(-booked(month, "logistics", "5210", "5220")).toBe(
      sumOf(doneIn(month, "logistics").map(({ cost }) => cost)),
    );
  });
});

describe.each(months)("the other revenue of %s", (month) => {
  it("of clients is what was paid of the invoices", () => {
    const paid = invoices.filter((invoice) => invoice.paid?.startsWith(month));
    expect(booked(month, "dc", "4400")).toBe(sumOf(paid.map(({ amount }) => amount)));
  });

  it("of the rental is the rent earned", () => {
    const span = { from: monthStart(`${month}-01`), to: monthStart(`${month}-01`, 1) };
    const earned = sumOf(lettings.map((letting) => rentEarned(letting, span)));
    expect(earned).toBeGreaterThan(0);
    expect(booked(month, "rental", "4500")).toBe(earned);
  });

  it("of charters is charters sold times their price", () => {
    const stream = entityOf("jada")?.revenueStreams.find(({ id }) => id === "charters");
    const sold = stream?.sold.find((each) => each.month === month)?.units ?? 0;
    expect(sold).toBeGreaterThan(0);
    expect(booked(month, "jada", "4100")).toBe(sold * (stream?.price ?? 0));
  });

  it("stands with the entities whose tables explain it, and with nobody else", () => {
    const pairs = { "4100": "jada", "4200": "qos", "4300": "qdn", "4400": "dc" };
    const owners = new Map(Object.entries({ ...pairs, "4500": "rental", "4600": "logistics" }));
    const revenue = ledger?.accounts.filter(({ type }) => type === "revenue").map(({ id }) => id);
    expect(revenue?.toSorted()).toEqual([...owners.keys()].toSorted());
    for (const cell of ledger?.cells.filter((each) => each.month === month) ?? []) {
      const owner = owners.get(cell.account);
      if (owner !== undefined) expect(cell.entity).toBe(owner);
    }
  });
});

describe("the KPIs", () => {
  it("count the jobs and the charters of the tables", () => {
    expect(kpi("qdn", "Jobs completed a month")).toBe(doneIn(last, "qdn").length);
    const [charters] = entityOf("jada")?.revenueStreams ?? [];
    const sold = charters?.sold.find(({ month }) => month === last)?.units;
    expect(kpi("jada", "Charters booked a month")).toBe(sold);
  });

  it("leave out what nobody knows: 9 of 14", () => {
    const all = entities.flatMap(({ kpis }) => kpis);
    expect(all).toHaveLength(14);
    expect(all.filter(({ value }) => value === undefined)).toHaveLength(9);
  });
});
