/** Quarters, years and `ytd`: what is summed up, against what, and what a hole in the ledger changes. */
import { describe, expect, it } from "vitest";
import type { Ledger, LedgerCell } from "../../../src/portfolio/ledger.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { straightLine } from "../../../src/reports/formulas/straight-line.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import { charts, figure, headings, sample, tables, under } from "./sample.ts";

const kept: Ledger | undefined = sample.ledger;
if (kept === undefined) throw new Error("the sample has a ledger");
const ledger: Ledger = kept;

const now = new Date("2027-03-01T12:00:00Z");
const compose = (type: string, period: string, portfolio: Portfolio = sample) =>
  composeReport(findReport(REPORTS, type), portfolio, now, { period });
const metric = (report: ReturnType<typeof compose>, id: string) =>
  report.metrics.find((each) => each.id === id);
const table = (report: ReturnType<typeof compose>, what: string) =>
  tables(report).find(({ title }) => title.what.startsWith(what));

/** The sample with another ledger, as if it had been read from files. */
const withLedger = (cells: readonly LedgerCell[], to = ledger.to): Portfolio => ({
  ...sample,
  ledger: { ...ledger, cells, to },
});
const without = (...months: readonly string[]) =>
  withLedger(ledger.cells.filter(({ month }) => !months.includes(month)));

const typeOf = new Map(ledger.accounts.map(({ id, type }) => [id, type]));
/** Money that came in on accounts of a type, in months; minor units. */
const booked = (type: string, months: readonly string[]) =>
  ledger.cells
    .filter(({ month, account }) => months.includes(month) && typeOf.get(account) === type)
    .reduce((sum, { minor }) => sum + minor, 0);
const planned = (figure: "revenue" | "expense", months: readonly string[]) =>
  sample.entities
    .flatMap(({ plan }) => plan)
    .filter(({ month }) => months.includes(month))
    .reduce((sum, plan) => sum + (plan[figure] ?? 0), 0);
const charters = (months: readonly string[]) =>
  (sample.entities.find(({ id }) => id === "jada")?.revenueStreams[0]?.sold ?? [])
    .filter(({ month }) => months.includes(month))
    .reduce((sum, { units }) => sum + units, 0);
const dollars = (minor: number) =>
  new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: 0,
  }).format(minor / 100);
const percent = (share: number) => `${Math.round(share * 100)}%`;

const monthsOf = (year: number, first: number, last: number) =>
  Array.from(
    { length: last - first + 1 },
    (_, index) => `${year}-${String(first + index).padStart(2, "0")}`,
  );
const Q2 = monthsOf(2026, 4, 6);
const Q3 = monthsOf(2026, 7, 9);

describe.each([
  ["2026-Q3", Q3, "Q3 2026"],
  ["ytd", monthsOf(2026, 1, 10), "January to October 2026"],
  ["2026", monthsOf(2026, 1, 10), "January to October 2026"],
  ["2025", monthsOf(2025, 10, 12), "Q4 2025"],
])("the finance reports of %s", (period, months, label) => {
  const report = compose("cfo", period);
  const burn = -booked("operating_expense", months);
  const revenue = booked("revenue", months);

  it("sum burn up, against the plan of the same months", () => {
    const over = percent(burn / planned("expense", months) - 1);
    expect(metric(report, "burn")?.value).toEqual({
      kind: "money",
      minor: Math.round(burn / 100) * 100,
    });
    const average = dollars(burn / months.length);
    expect(metric(report, "burn")?.note).toMatch(
      new RegExp(`^\\${average} a month; ${over} over plan`),
    );
    expect(report.headline).toContain(`Burn was ${dollars(burn)} in ${label}, ${over} over plan; `);
  });

  it("sum revenue up, against the target of the same months", () => {
    const target = planned("revenue", months);
    expect(metric(report, "revenue")?.value).toEqual({
      kind: "money",
      minor: Math.round(revenue / 100) * 100,
    });
    expect(metric(report, "revenue")?.note).toBe(
      `${dollars(revenue / months.length)} a month; ${percent(revenue / target)} of the target of ${dollars(target)}`,
    );
    expect(headings(report)).toContain(
      `Revenue stands at ${percent(revenue / target)} of target in ${label}, ${dollars(target - revenue)} short`,
    );
  });

  it("hold units sold against break-even times the months", () => {
    const breakEven = Math.ceil(burn / months.length / 150_000);
    const words = `${charters(months)} of the ${breakEven * months.length} charters that break even`;
    expect(report.headline).toContain(`${words} were sold.`);
    expect(headings(report)).toContain(`${words} in ${label} were sold`);
    expect(metric(report, "break-even")?.value).toMatchObject({ value: breakEven });
    expect(table(report, "Margin per unit")?.title.when).toBe(label);
    expect(table(report, "Margin per unit")?.rows[0]?.cells.slice(-2)).toEqual([
      { kind: "count", value: breakEven * months.length },
      { kind: "count", value: charters(months) },
    ]);
  });

  it("judge rules on the last month, and name it", () => {
    const last = months.at(-1) ?? "";
    const rules = table(report, "Financial rules");
    const name = new Date(`${last}-01`).toLocaleString("en-US", {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    });
    expect(rules?.title.when).toBe(name);
    const spend = rules?.rows.find(({ cells }) => JSON.stringify(cells[0]).includes("9k"));
    expect(spend?.cells[1]).toEqual({
      kind: "money",
      minor: -booked("operating_expense", [last]),
    });
  });

  it("audit what the CFO report calls burn", () => {
    const audit = compose("accounting", period);
    expect(table(audit, "Operating expense")?.total?.[1]).toEqual({ kind: "money", minor: burn });
    expect(table(audit, "Operating expense")?.title.when).toBe(label);
    expect(metric(audit, "operating-expense")?.note).toContain(`${label}, `);
  });
});

describe("the period before", () => {
  const change = booked("operating_expense", Q3) / booked("operating_expense", Q2) - 1;

  it("is as many months, and named", () => {
    expect(change).toBeGreaterThan(0);
    const report = compose("cfo", "2026-Q3");
    expect(under(report, "burn")).toMatch(new RegExp(`^▲ ${percent(change)} above Q2 2026; `));
    expect(headings(report)).toContain(`Burn of Q3 2026 is ${percent(change)} above Q2 2026 and `);
  });

  it("is left out unless the ledger holds all of it", () => {
    expect(under(compose("cfo", "2026-Q3", without("2026-05")), "burn")).not.toMatch(/Q2|above/);
    // Ten months before January 2026 begin in March 2025, half a year before the ledger.
    expect(under(compose("cfo", "ytd"), "burn")).not.toContain("above");
  });

  it("of a month is the month before, not the last one on record", () => {
    const report = compose("cfo", "2026-10", without("2026-09"));
    expect(under(report, "burn")).toBe("4% over plan");
    expect(under(report, "revenue")).toBe("66% of the target of $44,200");
  });
});

describe("a month missing in the middle", () => {
  const report = compose("cfo", "2026-Q3", without("2026-08"));
  const held = ["2026-07", "2026-09"];
  const gap = {
    what: "Postings of August 2026",
    from: "the month's ledger export",
    where: "ledger/2026-08.csv",
  };

  it.each(["cfo", "accounting"])("is listed as missing in the %s report", (type) => {
    for (const period of ["2026-Q3", "2026-10", "ytd"]) {
      expect(compose(type, period, without("2026-08")).missing).toContainEqual(gap);
    }
    expect(compose(type, "2026-Q3").missing).not.toContainEqual(gap);
  });

  it("is neither a zero nor part of a full quarter", () => {
    const burn = -booked("operating_expense", held);
    const over = percent(burn / planned("expense", held) - 1);
    expect(report.headline).toContain(
      `Burn was ${dollars(burn)} in July and September 2026, ${over} over plan; ${charters(held)} of the 12 charters`,
    );
    expect(metric(report, "burn")?.note).toMatch(new RegExp(`^\\${dollars(burn / 2)} a month; `));
    expect(JSON.stringify(report.sections)).toContain(
      "No figure counts August 2026, which the ledger does not hold.",
    );
  });

  it("keeps its place in the chart, without a value", () => {
    const chart = charts(report).find(({ title }) => title.what.startsWith("Operating"));
    const index = chart?.categories.indexOf("Aug 2026") ?? -1;
    expect(chart?.series[0]?.values[index]).toEqual({ kind: "missing" });
    expect(chart?.categories).toHaveLength(12);
  });

  it("is named under runway, whose months do not follow each other", () => {
    expect(metric(report, "runway")?.note).toContain(
      "net burn of June, July and September, rounded down",
    );
  });

  it("is one entry with the months beside it", () => {
    expect(
      compose("cfo", "ytd", without("2026-03", "2026-04", "2026-08")).missing.slice(0, 2),
    ).toEqual([
      {
        what: "Postings of March to April 2026",
        from: "the ledger exports of these months",
        where: "ledger/2026-03.csv to ledger/2026-04.csv",
      },
      gap,
    ]);
  });
});

describe("a month without the postings of an entity that posts every month", () => {
  const lack = (id: string, ...months: readonly string[]) =>
    withLedger(
      ledger.cells.filter(({ month, entity }) => entity !== id || !months.includes(month)),
    );
  const whats = (type: string, period: string, portfolio: Portfolio) =>
    compose(type, period, portfolio).missing.map(({ what }) => what);
  const cut = lack("jada", "2026-10");

  it("is judged against nothing", () => {
    const report = compose("cfo", "2026-10", cut);
    expect(report.headline).toMatch(/^Burn is \$2,689 in October so far; /);
    for (const id of ["burn", "break-even", "revenue"]) {
      expect(metric(report, id)).toMatchObject({ meaning: "neutral" });
      expect(metric(report, id)).not.toHaveProperty("change");
    }
    expect(headings(report)).not.toMatch(/plan|above September|below September/);
    expect(table(report, "Financial rules")?.title.when).toBe("September 2026");
    expect(JSON.stringify(report.sections)).toContain(
      "The ledger does not hold all of October 2026 yet, so that month is not held against plan.",
    );
  });

  it("has its sales told as those so far", () => {
    const report = compose("cfo", "2026-10", cut);
    const words = /\d of the (\d+) \w+ that break even have been sold so far/;
    expect(headings(report)).toMatch(words);
    expect(report.headline).toMatch(words);
    const whole = compose("cfo", "2026-10");
    expect(`${whole.headline}\n${headings(whole)}`).not.toContain("so far");
    const early = { ...sample, settings: { ...sample.settings, reportingDate: "2026-10-03" } };
    expect(headings(compose("cfo", "2026-10", early))).toContain(
      "4 of the 6 charters that break even have been sold so far",
    );
  });

  it.each(["cfo", "accounting"])("is listed as missing in the %s report", (type) => {
    expect(compose(type, "2026-10", cut).missing).toContainEqual({
      what: "Postings of JADA in October 2026",
      from: "its ledger export; where nothing was posted, a posting of 0",
      where: expect.stringMatching(
        /^ledger\/2026-10\.csv; or entities\/jada\.yml line \d+: closed$/,
      ),
    });
    expect(whats(type, "2026-10", sample).join()).not.toContain("Postings of");
  });

  it("is left out of a longer period, and said to be", () => {
    const holed = lack("qdn", "2026-08");
    const report = compose("cfo", "2026-Q3", holed);
    expect(report.headline).toContain(" in July and September 2026, ");
    expect(JSON.stringify(report.sections)).toContain(
      "No figure counts August 2026, for which postings of an entity are missing.",
    );
    expect(whats("cfo", "2026-Q3", holed)).toContain("Postings of QuickDumpNow in August 2026");
    expect(under(compose("cfo", "2026-09", holed), "burn")).not.toContain("August");
  });

  it("stays so for as many months as nobody adds them", () => {
    const later = lack("jada", "2026-08", "2026-09", "2026-10");
    expect(compose("cfo", "2026-10", later).headline).toMatch(/ in October so far/);
    expect(whats("cfo", "2026-10", later)).toContain("Postings of JADA in August to October 2026");
  });

  it("is no fault of the others, nor of a day on which it is not over", () => {
    const alone = composeReport(findReport(REPORTS, "cfo"), cut, now, { entity: "qdn" });
    expect(alone.headline).toMatch(/^Burn was /);
    const early = { ...cut, settings: { ...cut.settings, reportingDate: "2026-10-30" } };
    expect(whats("cfo", "2026-10", early).join()).not.toContain("JADA");
  });

  it("is complete where the entity was closed before, or a posting of 0 says that nothing was", () => {
    const closing = (closed: string): Portfolio => ({
      ...cut,
      entities: cut.entities.map((each) => (each.id === "jada" ? { ...each, closed } : each)),
    });
    const nothing = withLedger(
      ledger.cells.map((cell) =>
        cell.entity === "jada" && cell.month === "2026-10" ? { ...cell, minor: 0 } : cell,
      ),
    );
    for (const portfolio of [closing("2026-09-30"), closing("2026-10-01"), nothing]) {
      expect(compose("cfo", "2026-10", portfolio).headline).toMatch(/^Burn was \$2,689 in October/);
      expect(whats("cfo", "2026-10", portfolio).join()).not.toContain("Postings of");
    }
    expect(compose("cfo", "2026-10", closing("2026-10-02")).headline).toContain("so far");
  });

  it("asks an entity that was closed before for no plan either, and keeps that of the others", () => {
    const closing = (closed: string): Portfolio => ({
      ...cut,
      entities: cut.entities.map((each) =>
        each.id === "jada"
          ? { ...each, closed, plan: each.plan.filter(({ month }) => month < "2026-10") }
          : each,
      ),
    });
    const left = (figure: "revenue" | "expense") =>
      closing("2026-10-01")
        .entities.flatMap(({ plan }) => plan)
        .filter(({ month }) => month === "2026-10")
        .reduce((sum, plan) => sum + (plan[figure] ?? 0), 0);
    const report = compose("cfo", "2026-10", closing("2026-10-01"));
    const share = 268_900 / left("expense") - 1;
    const words = `${percent(Math.abs(share))} ${share > 0 ? "over" : "under"} plan`;
    expect(metric(report, "burn")?.note).toContain(words);
    expect(metric(report, "revenue")?.note).toContain(
      `of the target of ${dollars(left("revenue"))}`,
    );
    const asked = /of JADA in/;
    expect(report.missing.map(({ what }) => what).join()).not.toMatch(asked);
    // The month in which it was closed had days of business, and so needs the plan of all.
    const within = compose("cfo", "2026-10", closing("2026-10-02"));
    expect(within.missing.map(({ what }) => what)).toContain(
      "Planned expense of JADA in October 2026",
    );
  });

  it("is complete where the entity did not post in each of three complete months before", () => {
    const first = withLedger(
      cut.ledger?.cells.filter(({ month }) => month !== "2026-09" && month >= "2026-07") ?? [],
    );
    expect(compose("cfo", "2026-10", first).headline).toMatch(/^Burn was \$2,689 in October/);
    const rare = withLedger(
      ledger.cells.filter(({ month, entity }) => entity !== "jada" || month === "2025-11"),
    );
    expect(whats("cfo", "2026-10", rare).join()).not.toContain("Postings of");
  });
});

describe("a period that begins before the ledger", () => {
  it.each(["cfo", "accounting"])("lists the months that the %s report lacks", (type) => {
    const before = {
      what: "Postings of January to September 2025",
      from: "the ledger exports of these months",
      where: "ledger/2025-01.csv to ledger/2025-09.csv",
    };
    expect(compose(type, "2025").missing[0]).toEqual(before);
    // A report on a month does not ask for what came before the first posting.
    expect(compose(type, "2025-12").missing).not.toContainEqual(before);
  });
});

describe("targets of some months", () => {
  const [aimed] = Q3;
  const some: Portfolio = {
    ...sample,
    entities: sample.entities.map((entity) => ({
      ...entity,
      plan: entity.plan.map(({ revenue, ...plan }) => ({
        ...plan,
        ...(plan.month === aimed && revenue !== undefined && { revenue }),
      })),
    })),
  };
  const report = compose("cfo", "2026-Q3", some);

  it("are no target of all of them", () => {
    expect(metric(report, "revenue")).toMatchObject({ meaning: "neutral" });
    expect(metric(report, "revenue")?.note).toMatch(/ a month; not every month has a target$/);
  });

  it("are told for the months that have one", () => {
    const share = booked("revenue", [aimed ?? ""]) / planned("revenue", [aimed ?? ""]);
    expect(headings(report)).toContain(`stands at ${percent(share)} of target in July 2026, `);
  });
});

describe("a month that is not complete", () => {
  const cut = withLedger(ledger.cells, "2026-10-15");

  it("is left out of a longer period, and said to be", () => {
    const report = compose("cfo", "ytd", cut);
    const months = monthsOf(2026, 1, 9);
    expect(report.headline).toContain(
      `Burn was ${dollars(-booked("operating_expense", months))} in January to September 2026, `,
    );
    expect(JSON.stringify(report.sections)).toContain(
      "The ledger does not hold all of October 2026 yet, so that month is not counted.",
    );
  });

  it("is all there is of a quarter that has just begun", () => {
    const report = compose("cfo", "2026-Q4", cut);
    expect(report.headline).toMatch(/^Burn is \$8,140 in October 2026 so far; /);
    expect(metric(report, "burn")).toMatchObject({
      meaning: "neutral",
      note: "October 2026 so far",
    });
  });
});

describe("a ledger that ends months ago", () => {
  const old = withLedger(
    ledger.cells.filter(({ month }) => month <= "2026-07"),
    "2026-07-31",
  );
  const report = compose("cfo", "2026-10", old);

  it("tells neither good nor bad", () => {
    for (const id of ["burn", "runway", "break-even", "revenue"]) {
      expect(metric(report, id)).toMatchObject({ meaning: "neutral" });
    }
    expect(report.headline).toMatch(
      /^The ledger ends in July 2026; burn was \$8,778 in July 2026, /,
    );
    expect(metric(report, "runway")?.note).toContain("3 full months to July 2026");
  });

  it("calls no runway good either where no rule asks for one", () => {
    const earning = old.ledger?.cells.map((cell) =>
      typeOf.get(cell.account) === "revenue" ? { ...cell, minor: cell.minor * 3 } : cell,
    );
    const unruled = {
      ...withLedger(earning ?? [], "2026-07-31"),
      entities: sample.entities.map((entity) => ({ ...entity, rules: [] })),
    };
    expect(metric(compose("cfo", "2026-07", unruled), "runway")?.meaning).toBe("good");
    expect(metric(compose("cfo", "2026-10", unruled), "runway")?.meaning).toBe("neutral");
  });

  it("says of which month its figures are", () => {
    expect(metric(report, "burn")?.note).toMatch(/^July 2026; /);
    expect(metric(report, "revenue")?.note).toMatch(/^July 2026; /);
    expect(metric(report, "break-even")?.note).toMatch(/^4 sold in July 2026; /);
    expect(headings(report)).toMatch(
      /^Burn of July 2026 is \d+% above June 2026 and \d+% over plan$/m,
    );
    expect(table(report, "Financial rules")?.title.when).toBe("October 2026");
  });

  it("keeps and breaks no rule on runway or burn, and says why", () => {
    const states = table(report, "Financial rules")?.rows.map(({ cells }) => [cells[0], cells[3]]);
    for (const title of ["Keep six months of runway", "Spend no more than 9k a month"]) {
      expect(states).toContainEqual([
        { kind: "text", value: title },
        { kind: "text", value: "unknown" },
      ]);
    }
    expect(JSON.stringify(report.sections)).toContain(
      String.raw`\"Keep six months of runway\" and \"Spend no more than 9k a month\" cannot be checked: the last month on record is July 2026.`,
    );
    expect(report.missing[0]?.what).toBe("Postings of August to October 2026");
  });

  it("of only one month ago is judged as before", () => {
    const september = withLedger(
      ledger.cells.filter(({ month }) => month <= "2026-09"),
      "2026-09-30",
    );
    const judged = compose("cfo", "2026-10", september);
    expect(metric(judged, "burn")).toMatchObject({ meaning: "good" });
    expect(figure(judged, "rules-kept")).toBe("2");
  });
});

describe("a report more than a month after the last posting", () => {
  const year: Portfolio = {
    ...sample,
    settings: { ...sample.settings, reportingDate: "2027-11-15" },
  };
  const later = (type: string, portfolio = year) =>
    composeReport(findReport(REPORTS, type), portfolio, now, {});

  it("audits the expense of a month with its year", () => {
    const report = later("accounting");
    expect(headings(report)).toContain("Repairs and maintenance cost $1,749 in October 2026 ");
    expect(table(report, "Operating expense")?.title.when).toBe("October 2026");
    expect(under(report, "operating-expense")).toMatch(/ September 2026; October 2026, /);
    expect(metric(report, "expense-outliers")?.note).toMatch(/ in October 2026, /);
    expect(report.actions.map(({ title }) => title).join("\n")).toMatch(
      / rose by \S+ in October 2026$/m,
    );
    expect(JSON.stringify(report)).not.toMatch(/(September|October)(?! 2026)/);
  });

  it("tells burn, break-even and fixed costs of a month with its year", () => {
    const report = later("cfo");
    expect(headings(report)).toMatch(/^Burn of October 2026 is \d+% above September 2026 /m);
    expect(headings(report)).toContain("break even in October 2026 were sold");
    expect(JSON.stringify(report.sections)).toContain("Fixed costs of October 2026 were ");
    expect(report.headline).toContain("burn was $8,140 in October 2026");
  });

  it("is not one in the month after it: the name alone tells then", () => {
    const settings = { ...sample.settings, reportingDate: "2026-11-15" };
    const report = later("accounting", { ...sample, settings });
    expect(headings(report)).toContain("Repairs and maintenance cost $1,749 in October against");
    expect(table(report, "Operating expense")?.title.when).toBe("October 2026");
    const december = { ...settings, reportingDate: "2026-12-01" };
    expect(headings(later("accounting", { ...sample, settings: december }))).toContain(
      "cost $1,749 in October 2026 against",
    );
  });
});

describe("the expense audit of a longer period", () => {
  const audit = compose("accounting", "ytd");

  it("names outliers with their month", () => {
    expect(metric(audit, "expense-outliers")?.note).toBe(
      "Repairs and maintenance in October 2026, $1,353 above median",
    );
    expect(headings(audit)).toContain("Repairs and maintenance cost $1,749 in October 2026");
    expect(audit.actions.map(({ title }) => title)).toContain(
      "Find out why expense for repairs and maintenance rose by $1,353 in October 2026",
    );
  });

  it("marks the category, whose sum alone would not stand out", () => {
    const bad = table(audit, "Operating expense")?.rows.filter(({ meaning }) => meaning === "bad");
    expect(bad?.map(({ cells }) => cells[0])).toEqual([
      { kind: "text", value: "Repairs and maintenance" },
    ]);
  });

  it("holds sums against the median month times the months", () => {
    const insurance = (month: string) =>
      -ledger.cells
        .filter((cell) => cell.month === month && cell.account === "6300")
        .reduce((sum, { minor }) => sum + minor, 0);
    const [low = 0, middle = 0, high = 0] = ["2025-10", "2025-11", "2025-12"]
      .map(insurance)
      .sort((one, other) => one - other);
    expect(low).toBeLessThanOrEqual(high);
    const rows = table(audit, "Operating expense")?.rows ?? [];
    const row = rows.find(({ cells }) => JSON.stringify(cells[0]).includes("Insurance"));
    expect(row?.cells[3]).toEqual({ kind: "money", minor: middle * 10 });
    expect(table(audit, "Operating expense")?.columns[3]?.label).toBe("Median × 10");
  });

  it("finds a month's outlier however small it is in the sum", () => {
    const cells = ledger.cells.map((cell) =>
      cell.month === "2026-05" && cell.entity === "jada" && cell.account === "6300"
        ? { ...cell, minor: cell.minor - 150_000 }
        : cell,
    );
    const found = compose("accounting", "ytd", withLedger(cells));
    expect(figure(found, "expense-outliers")).toBe("2");
    expect(headings(found)).toContain("in May 2026 against");
    expect(JSON.stringify(found.sections)).toContain(
      "Also out of the ordinary: repairs and maintenance in October 2026 ($1,749, median $396).",
    );
  });
});

it("of stays, what is earned past the period is told, not past each month", () => {
  const later = (sample.lettings ?? [])
    .filter(({ kind, from }) => kind === "stay" && from.startsWith("2025"))
    .flatMap(({ rent, from, to }) => straightLine(rent, from, to))
    .filter(({ month }) => month >= "2026-01")
    .reduce((sum, { minor }) => sum + minor, 0);
  expect(later).toBeGreaterThan(0);
  expect(JSON.stringify(compose("accounting", "2025").sections)).toContain(
    `By the night, ${dollars(later)} of the stays that began in the period would be earned after it`,
  );
});
