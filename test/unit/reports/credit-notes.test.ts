/** Credit notes in the billing report: what they lower, and what they must not hide. */
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../../src/portfolio/operations.ts";
import type { Value } from "../../../src/reports/report.ts";
import { charts, compose, figure, headings, sample, tables } from "./sample.ts";

const source = { file: "invoices.csv", line: 2, asOf: "2026-10-31" };
const line = (number: string, client: string, amount: number, days: Partial<Invoice> = {}) =>
  ({
    number,
    entity: "dc",
    client,
    kind: "project",
    performed: "2026-07-01",
    issued: "2026-07-01",
    due: "2026-07-31",
    amount,
    source,
    ...days,
  }) satisfies Invoice;
const billing = (...invoices: readonly Invoice[]) => compose("billing", { ...sample, invoices });
const metric = (report: ReturnType<typeof billing>, id: string) =>
  report.metrics.find((each) => each.id === id);
const minor = (value: Value | undefined) => (value?.kind === "money" ? value.minor : undefined);

/** Due on July 31, so 92 days past due on October 31. */
const debt = line("A-1", "Client A", 700_00);
const credit = line("B-1", "Client B", -500_00);

describe("an open credit note", () => {
  const report = billing(debt, credit);

  it("lowers what is owed, and makes no invoice of another client younger", () => {
    expect(figure(report, "receivables")).toBe("$200");
    expect(metric(report, "receivables")?.note).toContain("1 invoice less 1 credit note");
    expect(figure(report, "past-60")).toBe("$700");
    expect(report.headline).toMatch(
      /^\$200 is open after \$500 of credit notes, \$700 of the invoices past 60 days; /,
    );
  });

  it("stands in a row of its own, and all rows add up", () => {
    const [table] = tables(report);
    const owed = table?.rows.map(({ cells }) => minor(cells[2]) ?? 0) ?? [];
    expect(owed).toEqual([0, 0, 0, 0, 700_00, -500_00]);
    expect(minor(table?.total?.[2])).toBe(owed.reduce((sum, each) => sum + each, 0));
    expect(table?.rows.at(-1)?.cells.at(-1)).toEqual({ kind: "text", value: "–" });
    expect(charts(report)[0]?.message).toBe("100% of the $700 owed is past due.");
    expect(headings(report)).toContain("$500 of credit notes is open");
  });

  it("is asked of nobody, and set off where the debt is the same client's", () => {
    expect(report.actions.map(({ title }) => title)).toEqual(["Collect $700 from Client A"]);
    const own = (amount: number) =>
      billing(debt, line("A-2", "Client A", amount)).actions.map(({ title }) => title);
    expect(own(-300_00)).toEqual(["Collect $400 from Client A"]);
    expect(own(-700_00)).toEqual(["Set $700 of Client A off against credit notes"]);
  });

  it("needs no due date, and is no payment once it is settled", () => {
    const { due: _due, ...settled } = line("B-2", "Client B", -10_00, { paid: "2026-10-01" });
    const { due: _none, ...open } = credit;
    expect(billing(open, debt).missing).toEqual([]);
    expect(headings(billing(debt, settled))).toContain("No invoice was paid in the ");
  });
});

describe("more credit notes than invoices", () => {
  const report = billing(debt, line("B-1", "Client B", -900_00, { issued: "2026-06-01" }));

  it("are neither good nor bad, and said in words", () => {
    expect(figure(report, "receivables")).toBe("-$200");
    expect(metric(report, "receivables")?.meaning).toBe("neutral");
    expect(report.headline).toMatch(
      /^Credit notes exceed open invoices by \$200, \$700 of the invoices past 60 days/,
    );
  });

  it("leave no days of sales outstanding", () => {
    const fresh = billing(
      line("A-1", "Client A", 700_00, { issued: "2026-10-01", due: "2026-10-31" }),
      line("B-1", "Client B", -900_00, { issued: "2026-06-01" }),
    );
    expect(metric(fresh, "dso")).toMatchObject({
      value: { kind: "missing" },
      meaning: "neutral",
      note: "credit notes exceed what is owed",
    });
    const refunds = billing(debt, line("B-1", "Client B", -100_00, { issued: "2026-10-01" }));
    expect(metric(refunds, "dso")?.note).toBe("credit notes outweigh the invoices of 90 days");
  });

  it("may be all there is", () => {
    expect(billing(credit).headline).toBe("No invoice is open, and $500 of credit notes is.");
  });
});

describe("concentration", () => {
  it("has shares of the clients that brought something, and 100% at most", () => {
    const report = billing(
      line("A-1", "Client A", 300_00),
      line("C-1", "Client C", 100_00),
      line("B-1", "Client B", -200_00),
    );
    const table = tables(report).find(({ title }) => title.what === "Invoiced by client");
    expect(table?.rows.map(({ cells }) => cells[2])).toEqual([
      { kind: "ratio", value: 0.75 },
      { kind: "ratio", value: 0.25 },
      { kind: "text", value: "–" },
    ]);
    expect(minor(table?.total?.[1])).toBe(200_00);
    // 75² + 25²
    expect(headings(report)).toContain("Client A brings 75% of billing; an HHI of 6,250");
  });
});

describe("credit notes that are not issued yet", () => {
  const due = line("B-1", "Client B", -50_00);
  const { issued: _issued, ...unissued } = due;

  it("hide no work, and are asked for", () => {
    const { issued: _none, ...work } = line("A-1", "Client A", 300_00);
    const report = billing(work, unissued);
    expect(figure(report, "unbilled")).toBe("$300");
    expect(headings(report)).toContain("$50 of credit notes is not issued");
    expect(report.actions.map(({ title }) => title)).toEqual([
      "Invoice Client A for $300",
      "Send Client B a credit note of $50",
    ]);
  });
});

describe("recurring revenue", () => {
  const month = { kind: "recurring", performed: "2026-10-01" } as const;

  it("is brought by clients whose month is above zero", () => {
    const report = billing(
      line("A-1", "Client A", 200_00, month),
      line("B-1", "Client B", -50_00, month),
    );
    expect(headings(report)).toContain("1 client brings $150 a month");
    expect(headings(billing(line("B-1", "Client B", -50_00, month)))).toContain(
      "Credit notes outweigh what recurs in October",
    );
  });
});
