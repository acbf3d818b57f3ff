import { describe, expect, it } from "vitest";
import type { Letting } from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
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

const all = sample.lettings ?? [];
const withLettings = (lettings: readonly Letting[]): Portfolio => ({ ...sample, lettings });
const changed = (change: (letting: Letting) => Letting) =>
  compose("rental", withLettings(all.map(change)));
/** The sample seen from another day; its files keep their own. */
const on = (reportingDate: string, portfolio = sample): Portfolio => ({
  ...portfolio,
  settings: { ...portfolio.settings, reportingDate },
});

describe("the rental report of the sample", () => {
  const report = compose("rental");

  it("opens with occupancy and arrears", () => {
    expect(report.headline).toBe(
      "Occupancy was 80% in October, 9 points under September; $1,456.50 of rent is in arrears.",
    );
    expect(report.headline.length).toBeLessThanOrEqual(110);
  });

  it.each([
    ["occupancy", "80%", "bad", "▼ 9 points under September; 74 nights let"],
    ["adr", "$73.51", "bad", "▼ $10.95 under September; average per night let"],
    ["revpar", "$58.49", "bad", "▼ $16.59 under September; per available night"],
    ["arrears", "$1,456.50", "bad", "3 debtors; 27% of October's rent"],
    ["expiring-leases", "1", "bad", "within 90 days; $1,650 a month"],
  ])("shows %s as %s", (id, value, meaning, note) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
    expect(report.metrics.find((metric) => metric.id === id)?.meaning).toBe(meaning);
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "3 tenants and guests owe $1,456.50; $476.50 of it from those who have left",
      "1 lease worth $1,650 a month ends within 90 days without a successor",
      "Each available night earned $58.49, $16.59 under September; 80% were let at $73.51",
      "Every unit is let; $5,439.50 was earned in October",
      "3 repairs of $1,970 are open, the oldest for 63 days",
    ]);
  });

  it("asks for debts of those who left first, then the lease, then the oldest repair", () => {
    expect(report.actions.map(({ title }) => title)).toEqual([
      "Collect $412.50 from Tenant B, Garden flat",
      "Collect $64 from Guest 131, Studio",
      "Collect $980 from Tenant C, Garden flat",
      "Renew or re-let Garden flat before Tenant C's lease ends",
      'Finish the repair "Garden fence is down", Garden flat',
    ]);
    expect(report.actions[0]).toMatchObject({
      owner: "Property manager, Rental property",
      due: "2026-11-07",
      effect: "left on Dec 1, 2025",
    });
  });

  it("adds the rent roll up to the rent that RevPAR is taken of", () => {
    const roll = tables(report).find(({ title }) => title.what === "Rent roll");
    expect(roll?.rows).toHaveLength(3);
    expect(roll?.total?.at(-1)).toEqual({ kind: "money", minor: 543_950 });
    expect(charts(report)[0]?.categories).toEqual(["May", "Jun", "Jul", "Aug", "Sep", "Oct"]);
  });
});

describe("when the rent roll changes", () => {
  it("rents times k give ADR, RevPAR and arrears times k, and the same occupancy", () => {
    const report = changed((each) => ({ ...each, rent: each.rent * 3, arrears: each.arrears * 3 }));
    expect(figure(report, "occupancy")).toBe("80%");
    expect(figure(report, "adr")).toBe("$220.52");
    expect(figure(report, "revpar")).toBe("$175.47");
    expect(report.headline).toContain("$4,369.50 of rent is in arrears");
  });

  it("the order of rows does not matter", () => {
    expect(compose("rental", withLettings(all.toReversed()))).toEqual(compose("rental"));
  });

  it("a stay more raises occupancy, headline and chart", () => {
    const [first] = all;
    if (!first) throw new Error("no sample");
    const stay: Letting = {
      ...first,
      unit: "Studio",
      kind: "stay",
      occupant: "Guest 999",
      from: "2026-10-20",
      to: "2026-10-29",
      rent: 90_000,
      arrears: 0,
    };
    const report = compose("rental", withLettings([...all, stay]));
    expect(report.headline).toContain("Occupancy was 89% in October, the same as September");
    expect(charts(report)[0]?.series[0]?.values.at(-1)).toEqual({ kind: "ratio", value: 83 / 93 });
  });

  it("paid arrears vanish from headline, section and actions", () => {
    const report = changed((each) => ({ ...each, arrears: 0 }));
    expect(report.headline).toContain("no rent is in arrears");
    expect(headings(report)).toContain("No rent is in arrears");
    expect(report.metrics.find(({ id }) => id === "arrears")?.meaning).toBe("good");
    expect(JSON.stringify(report.actions)).not.toContain("Collect");
  });

  it("a lease that follows takes the expiry away; so does a day beyond 90", () => {
    const next = all.find(({ occupant }) => occupant === "Tenant C");
    if (!next) throw new Error("no sample");
    const renewed: Letting = { ...next, from: "2026-12-15", to: "2027-12-15" };
    const expiring = (portfolio: Portfolio) =>
      figure(compose("rental", portfolio), "expiring-leases");
    expect(expiring(withLettings([...all, renewed]))).toBe("0");
    const until = (to: string) =>
      withLettings(all.map((each) => (each === next ? { ...each, to } : each)));
    expect([expiring(until("2027-01-29")), expiring(until("2027-01-30"))]).toEqual(["1", "0"]);
  });
});

describe("a unit that is out of service", () => {
  /** Some units closed, and the studio empty since its last stay. */
  const closing = (...closed: readonly string[]): Portfolio => ({
    ...withEntities((entity) => ({
      ...entity,
      rentalUnits: entity.rentalUnits.map((each) =>
        closed.includes(each.unit) ? { ...each, available: false } : each,
      ),
    })),
    lettings: all.filter(({ unit, to }) => unit !== "Studio" || to < "2026-10-31"),
  });
  const empty = (portfolio: Portfolio): Portfolio => ({
    ...portfolio,
    lettings: all.map((each) => (each.to > "2026-10-30" ? { ...each, to: "2026-10-30" } : each)),
  });
  const heading = (portfolio: Portfolio) => headings(compose("rental", portfolio));

  it("is not vacant, in the row nor in the heading", () => {
    const report = compose("rental", closing("Studio"));
    expect(headings(report)).toContain("Every available unit is let; ");
    const roll = tables(report).find(({ title }) => title.what === "Rent roll");
    expect(JSON.stringify(roll?.rows)).toContain("out of service");
    expect(heading(closing())).toContain("1 of 3 units was vacant on Oct 31, 2026");
  });

  it("is none of those that could be let", () => {
    expect(heading(empty(closing("Studio")))).toContain(
      "2 of 2 available units were vacant on Oct 31, 2026",
    );
    expect(heading(empty(closing("Studio", "Garden flat", "Upper flat")))).toContain(
      "Every unit is out of service; ",
    );
  });

  it("is one that is let while somebody has it", () => {
    expect(heading(closing("Garden flat"))).toContain("1 of 3 units was vacant");
  });

  it("is told beside one that is not on record yet", () => {
    // In September 2025 the studio has had no stay yet, and the upper flat is empty.
    const lettings = all
      .filter(({ unit, from }) => unit !== "Upper flat" || from < "2026-01-01")
      .map((each) => (each.unit === "Upper flat" ? { ...each, to: "2025-06-01" } : each));
    const portfolio = { ...closing("Upper flat"), lettings };
    const report = composeReport(findReport(REPORTS, "rental"), portfolio, new Date("2030-01-01"), {
      period: "2025-09",
    });
    expect(headings(report)).toContain("Every available unit on record is let; ");
  });
});

describe("somebody who renewed and owes for both leases", () => {
  const [first] = all.filter(({ unit, to }) => unit === "Upper flat" && to > "2026-10-31");
  if (!first) throw new Error("no sample");
  const lease = (from: string, to: string, arrears: number, occupant = "Tenant A"): Letting => ({
    ...first,
    occupant,
    from,
    to,
    arrears,
  });
  const others = all.filter(({ unit, to }) => unit !== "Upper flat" || to <= "2025-09-01");
  const [old, renewed] = [
    lease("2025-09-01", "2026-09-01", 60_000),
    lease("2026-09-01", "2027-09-01", 40_000),
  ];
  const items = (report: ReturnType<typeof compose>) =>
    report.sections[0]?.blocks.flatMap((block) => (block.kind === "list" ? block.items : []));

  it("is one debtor, who has not left", () => {
    const report = compose("rental", withLettings([...others, old, renewed]));
    expect(headings(report)).toContain(
      "4 tenants and guests owe $2,456.50; $476.50 of it from those who have left",
    );
    expect(under(report, "arrears")).toMatch(/^4 debtors; /u);
    expect(items(report)?.filter(({ title }) => title.startsWith("Tenant A"))).toEqual([
      {
        title: "Tenant A owes $1,000",
        detail: "Lease until Sep 1, 2027.",
        tags: ["Upper flat", "lease"],
        meaning: "bad",
      },
    ]);
    expect(report.actions.filter(({ title }) => title.includes("Tenant A"))).toEqual([
      expect.objectContaining({
        title: "Collect $1,000 from Tenant A, Upper flat",
        effect: "the lease runs until Sep 1, 2027",
      }),
    ]);
  });

  it("has not left either where only the lease that is over is owed for", () => {
    const paid = { ...renewed, arrears: 0 };
    const report = compose("rental", withLettings([...others, old, paid]));
    expect(JSON.stringify(items(report))).not.toContain("Left on Sep 1, 2026");
    expect(headings(report)).toContain("$476.50 of it from those who have left");
  });

  it("has left where somebody else has the unit, or they have another one", () => {
    const next = lease("2026-09-01", "2027-09-01", 0, "Tenant Z");
    const moved = { ...renewed, unit: "Attic", arrears: 0 };
    const report = compose("rental", withLettings([...others, old, next, moved]));
    expect(items(report)?.[0]).toMatchObject({
      title: "Tenant A owes $600",
      detail: "Left on Sep 1, 2026, 60 days ago.",
    });
  });
});

describe("in the middle of a month", () => {
  it("counts the days that have happened", () => {
    const report = compose("rental", on("2026-10-10"));
    // 10 nights of three units; both flats all of them, the studio the 2nd to 4th, the 9th and the 10th.
    expect(report.headline).toMatch(/^Occupancy was 83% so far in October, /);
    expect(figure(report, "occupancy")).toBe("83%");
  });
});

describe("a period that is over", () => {
  it("has its own occupancy, and no arrears: the file holds those of its own day", () => {
    const report = compose("rental", on("2026-09-30"));
    expect(report.headline).toBe(
      "Occupancy was 89% in September, 2 points under August; arrears of Sep 30, 2026 are not on record.",
    );
    expect(figure(report, "arrears")).toBe("n/a");
    expect(report.missing.map(({ what }) => what)).toEqual(["Arrears of Sep 30, 2026"]);
  });
});

describe("what is missing", () => {
  it("is the whole file: nothing is zero, and the report says which file", () => {
    const { lettings: _none, ...bare } = sample;
    for (const portfolio of [bare, withLettings([])]) {
      const report = compose("rental", portfolio);
      expect(report.headline).toBe(
        portfolio === bare
          ? "No letting is on record; add rent-roll.csv to the portfolio to fill this report."
          : "rent-roll.csv holds no letting of Harbor Portfolio.",
      );
      expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
      expect(report.missing[0]?.where).toMatch(/^rent-roll.csv: entity, unit/);
      expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it("is the list of units: no occupancy, but arrears", () => {
    const report = compose(
      "rental",
      withEntities((entity) => ({ ...entity, rentalUnits: [] })),
    );
    expect(report.headline).toBe(
      "Occupancy of October 2026 is not on record; $1,456.50 of rent is in arrears.",
    );
    expect(figure(report, "revpar")).toBe("n/a");
    expect(report.missing).toContainEqual(
      expect.objectContaining({ what: "Nights that could be let" }),
    );
  });

  it("is one unit of the list", () => {
    const report = compose(
      "rental",
      withEntities((entity) => ({
        ...entity,
        rentalUnits: entity.rentalUnits.filter(({ unit }) => unit !== "Studio"),
      })),
    );
    expect(report.missing.map(({ what }) => what)).toEqual(["Whether Studio can be let"]);
    expect(figure(report, "occupancy")).toBe("100%");
  });

  it("is any unit that could be let", () => {
    const closed = withEntities((entity) => ({
      ...entity,
      rentalUnits: entity.rentalUnits.map((unit) => ({ ...unit, available: false })),
    }));
    const october = all.filter(({ to }) => to <= "2026-09-15");
    const report = compose("rental", { ...closed, lettings: october });
    expect(figure(report, "occupancy")).toBe("n/a");
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
  });
});
