import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../../src/portfolio/operations.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport } from "../../../src/reports/compose.ts";
import { addDays } from "../../../src/reports/formulas/days.ts";
import { findReport, REPORTS } from "../../../src/reports/registry.ts";
import { charts, compose, figure, headings, sample, tables, under } from "./sample.ts";

const all = sample.invoices ?? [];
const withInvoices = (invoices: readonly Invoice[]): Portfolio => ({ ...sample, invoices });
const changed = (change: (invoice: Invoice) => Invoice) =>
  compose("billing", withInvoices(all.map(change)));
const buckets = (report: ReturnType<typeof compose>) =>
  charts(report)[0]?.series[0]?.values.map((value) => value.kind === "money" && value.minor);

describe("the billing report of the sample", () => {
  const report = compose("billing");

  it("opens with what is open, what is stale, and on whom it hangs", () => {
    expect(report.headline).toBe(
      "$5,300 is open, $1,050 of it past 60 days; one client brings 43% of billing.",
    );
  });

  it.each([
    ["receivables", "$5,300", "bad", "▲ $1,985 over the end of September; 9 invoices"],
    ["past-60", "$1,050", "bad", "▲ $95 over the end of September; 3 invoices"],
    ["unbilled", "$2,555.50", "good", "▼ $1,915 under the end of September; 7 clients"],
    ["dso", "83", "bad", "▲ 8 over the end of September; over 90 days"],
    ["recurring-revenue", "$655", "good", "▲ $20 over September; 4 clients"],
  ])("shows %s as %s", (id, value, meaning, note) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
    expect(report.metrics.find((metric) => metric.id === id)?.meaning).toBe(meaning);
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "$1,050 is more than 60 days past due, the oldest invoice 150 days",
      "$2,555.50 of work for 7 clients is not invoiced, the oldest of Apr 18, 2026",
      "Client A (dental practice) brings 43% of billing; an HHI of 3,053 is highly concentrated",
      "Client C (law office) pays 35 days late; 83 days of invoicing are unpaid, 8 over the end of September",
      "4 clients bring $655 a month, $20 over September",
    ]);
  });

  it("has something in each bucket, in chart and table alike, and adds up", () => {
    expect(buckets(report)).toEqual([282_000, 28_000, 115_000, 9_500, 95_500]);
    const table = tables(report)[0];
    expect(table?.total?.[2]).toEqual({ kind: "money", minor: 530_000 });
  });

  it("collects from the oldest debtor first, then invoices the largest work", () => {
    expect(report.actions[0]).toEqual({
      title: "Collect $1,050 from Client C (law office)",
      owner: "Bookkeeper, DangerousCentaur",
      due: "2026-11-03",
      effect: "DC-1068, DC-1073 and DC-1078; up to 150 days past due",
    });
    expect(report.actions[1]?.title).toBe("Invoice Client H (music school) for $610");
    expect(report.actions).toHaveLength(8);
  });

  it("knows nine clients", () => {
    expect(new Set(all.map(({ client }) => client)).size).toBe(9);
  });
});

describe("when the invoices change", () => {
  it("amounts times k give every amount times k, and the same DSO, shares and HHI", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), (k) => {
        const report = changed((each) => ({ ...each, amount: each.amount * k }));
        expect(buckets(report)).toEqual(
          [282_000, 28_000, 115_000, 9_500, 95_500].map((minor) => minor * k),
        );
        expect(figure(report, "dso")).toBe("83");
        expect(headings(report)).toContain("43% of billing; an HHI of 3,053");
      }),
      { numRuns: 10 },
    );
  });

  it("the order of rows does not matter", () => {
    const shuffled = fc.shuffledSubarray([...all], { minLength: all.length });
    const expected = compose("billing");
    fc.assert(
      fc.property(shuffled, (invoices) => {
        expect(compose("billing", withInvoices(invoices))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it("an invoice in two halves gives the same amounts", () => {
    const halves = all.flatMap((each) => {
      const part = Math.floor(each.amount / 3);
      return [
        { ...each, amount: part },
        { ...each, number: `${each.number}b`, amount: each.amount - part },
      ];
    });
    const report = compose("billing", withInvoices(halves));
    expect(report.headline).toBe(compose("billing").headline);
    expect(buckets(report)).toEqual(buckets(compose("billing")));
    expect(report.metrics.map(({ value }) => value)).toEqual(
      compose("billing").metrics.map(({ value }) => value),
    );
  });

  it("a payment moves ageing, DSO, headline and actions", () => {
    const report = changed((each) =>
      each.number === "DC-1068" ? { ...each, paid: "2026-10-31" } : each,
    );
    expect(report.headline).toBe(
      "$4,440 is open, $190 of it past 60 days; one client brings 43% of billing.",
    );
    expect(buckets(report)?.at(-1)).toBe(9_500);
    expect(figure(report, "dso")).toBe("69");
    expect(report.actions[0]?.title).toBe("Collect $190 from Client C (law office)");
  });

  it("a payment on the day after does not count yet", () => {
    const report = changed((each) =>
      each.number === "DC-1068" ? { ...each, paid: "2026-11-01" } : each,
    );
    expect(report.headline).toBe(compose("billing").headline);
  });

  it("invoicing work moves it from unbilled to receivables", () => {
    const report = changed((each) =>
      each.client.startsWith("Client H")
        ? { ...each, issued: "2026-10-31", due: "2026-11-30" }
        : each,
    );
    expect(figure(report, "unbilled")).toBe("$1,945.50");
    expect(figure(report, "receivables")).toBe("$5,910");
  });
});

describe("what is missing", () => {
  it("is the whole file: nothing is zero, and the report says which file", () => {
    const { invoices: _none, ...bare } = sample;
    for (const portfolio of [bare, withInvoices([])]) {
      const report = compose("billing", portfolio);
      expect(report.headline).toBe(
        portfolio === bare
          ? "No invoice is on record; add invoices.csv to the portfolio to fill this report."
          : "invoices.csv holds no invoice of Harbor Portfolio.",
      );
      expect(report.metrics.map(({ value }) => value.kind)).toEqual(Array(5).fill("missing"));
      expect(report.missing[0]?.where).toMatch(/^invoices.csv: number, entity/);
      expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it("is nothing where everything is paid", () => {
    const report = changed((each) => ({
      ...each,
      issued: each.issued ?? each.performed,
      paid: "2026-10-30",
    }));
    expect(report.headline).toMatch(/^No invoice is open; one client brings \d+% of billing\.$/);
    expect(figure(report, "dso")).toBe("0");
    expect(headings(report)).toContain("No invoice is open\nAll work on record is invoiced");
    expect(report.actions).toEqual([]);
  });

  it("is a due date: the invoice is due when it was issued, and the report says so", () => {
    const report = changed(({ due, ...each }) =>
      each.number === "DC-1068" || due === undefined ? each : { ...each, due },
    );
    expect(report.missing.map(({ what }) => what)).toEqual([
      "Due date of invoice DC-1068, taken as the day it was issued",
    ]);
    expect(headings(report)).toContain("the oldest invoice 164 days");
  });

  it("is what was before the file begins", () => {
    const fresh = all.filter(({ performed }) => performed >= "2026-10-01");
    const report = compose("billing", withInvoices(fresh));
    expect(JSON.stringify(report.metrics)).not.toContain("September");
  });
});

describe("paying on time", () => {
  const on = (reportingDate: string, invoices: readonly Invoice[]) =>
    compose("billing", {
      ...withInvoices(invoices),
      settings: { ...sample.settings, reportingDate },
    });
  const early = all.filter(({ performed }) => performed < "2025-12-01");
  const paidInTime = all.map(({ paid, due, ...each }) => ({
    ...each,
    ...(due !== undefined && { due }),
    ...(paid !== undefined && { paid: due ?? each.issued ?? paid }),
  }));

  it("is told of the paid invoices alone while an open one is past due", () => {
    expect(headings(on("2025-11-30", early))).toContain(
      "Every invoice that was paid was paid on time; ",
    );
    const extended = early.map((each) =>
      each.number === "DC-1042" ? { ...each, due: "2025-11-30" } : each,
    );
    expect(headings(on("2025-11-30", extended))).toContain("Every client pays on time; ");
  });

  it("is not told of a client who pays a day late now and then", () => {
    const clients = [...new Set(all.map(({ client }) => client))];
    const late = all.map((each, index) => ({
      ...each,
      client: clients[0] ?? "",
      issued: "2026-08-01",
      due: "2026-09-01",
      paid: index === 0 ? "2026-09-02" : "2026-09-01",
    }));
    expect(headings(on("2026-10-31", late))).toContain("No client pays a day late on average");
  });

  it("is told of every client on no day on which a bucket past due holds anything", () => {
    const days = fc.nat(395).map((days) => addDays("2025-10-01", days));
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(days, (day) => {
        const report = on(day, paidInTime);
        const isPunctual = headings(report).includes("Every client pays on time");
        seen.add(isPunctual);
        if (isPunctual) expect((buckets(report) ?? []).slice(1)).toEqual([0, 0, 0, 0]);
      }),
    );
    expect(seen).toEqual(new Set([true, false]));
  });
});

describe("how fast clients pay", () => {
  const finding = (portfolio: Portfolio) => headings(compose("billing", portfolio)).split("\n")[3];
  const unpaid = (invoices: readonly Invoice[]) =>
    withInvoices(invoices.map(({ paid: _paid, ...invoice }) => invoice));

  it("is not known where nothing is on record, rather than that nobody paid", () => {
    expect(finding(withInvoices([]))).toBe("How fast clients pay is not on record");
    const settings = { ...sample.settings, reportingDate: "2020-01-31" };
    expect(finding({ ...sample, settings })).toBe("How fast clients pay is not on record");
  });

  it("is told of the days on record where they are less than a year", () => {
    const october = all.filter(({ performed }) => performed >= "2026-10");
    const [first] = october
      .flatMap(({ performed, issued = performed }) => [performed, issued])
      .sort();
    expect(first).toBe("2026-10-01");
    expect(finding(unpaid(october))).toMatch(
      /^No invoice was paid in the days on record, Oct 1\s?–\s?31, 2026$/u,
    );
  });

  it("is told of the year where all of it is on record", () => {
    const older = { ...all[0], number: "OLD-1", performed: "2024-01-10", issued: "2024-01-10" };
    expect(finding(unpaid([older as Invoice, ...all]))).toBe(
      "No invoice was paid in the 12 months to Oct 31, 2026",
    );
  });
});

describe("what recurs in a month", () => {
  const noteOf = (period: string, settings = sample.settings) =>
    composeReport(
      findReport(REPORTS, "billing"),
      { ...sample, settings },
      new Date("2027-03-01T12:00:00Z"),
      { period },
    ).metrics.find(({ id }) => id === "recurring-revenue")?.note;

  it("names its month unless that is the report's own", () => {
    expect(noteOf("2026-10")).toBe("4 clients");
    expect(noteOf("2026-Q3")).toMatch(/^\d clients in September$/);
    const july = { ...sample.settings, reportingDate: "2026-10-20", fiscalYearStart: 7 };
    expect(noteOf("ytd", july)).toMatch(/^\d clients in October$/);
    // In its first week a month is not told yet.
    expect(noteOf("2026-10", { ...july, reportingDate: "2026-10-04" })).toMatch(/ in September$/);
  });
});
