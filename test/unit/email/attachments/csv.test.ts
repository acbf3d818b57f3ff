import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCsvFile, buildCsvFiles } from "../../../../src/email/attachments/csv.ts";
import { cleanLine } from "../../../../src/email/plain.ts";
import type { ChartBlock, TableBlock } from "../../../../src/reports/report.ts";
import { sampleReport } from "../sample-report.ts";
import { hostileText, missing, money, range, ratio, reportWith, tableOf, text } from "./hostile.ts";

function read(block: TableBlock | ChartBlock, report = sampleReport): string[][] {
  const { content } = buildCsvFile(block, report, "table.csv");
  return parse(Buffer.from(content), { bom: true, record_delimiter: "\r\n" });
}

describe("a table as CSV", () => {
  it("is UTF-8 with a byte order mark and ends every line with CRLF", () => {
    const { content, contentType } = buildCsvFile(
      tableOf(["Ort"], [[text("Köln")]]),
      sampleReport,
      "t.csv",
    );
    expect(Buffer.from(content).toString("utf8")).toBe("\uFEFFOrt\r\nKöln\r\n");
    expect([...content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(contentType).toBe("text/csv; charset=utf-8");
  });

  it("writes plain decimals, ISO dates, and nothing for what is missing", () => {
    const date = { kind: "date", value: "2026-10-12" } as const;
    const row = [
      money(814_000),
      money(-5),
      ratio(0.43),
      date,
      missing,
      { kind: "count", value: 12.5 } as const,
    ];
    expect(read(tableOf(["a", "b", "c", "d", "e", "f"], [row]))[1]).toEqual([
      "8140.00",
      "-0.05",
      "0.43",
      "2026-10-12",
      "",
      "12.5",
    ]);
  });

  it("keeps the decimals of the currency", () => {
    const yen = { ...sampleReport, format: { locale: "ja-JP", currency: "JPY" } };
    expect(read(tableOf(["Cost"], [[money(8_140)]]), yen)).toEqual([["Cost, JPY"], ["8140"]]);
  });

  it("never writes an exponent", () => {
    expect(read(tableOf(["a", "b"], [[ratio(1e-7), money(1e17)]]))[1]).toEqual([
      "0.0000001",
      "1000000000000000.00",
    ]);
  });

  it("writes a range as two columns and repeats an exact amount in both", () => {
    const table = tableOf(
      ["Tier", "Return"],
      [
        [text("A"), range(100, 250)],
        [text("B"), money(300)],
        [text("C"), missing],
        [text("D"), text("–")],
      ],
    );
    expect(read(table)).toEqual([
      ["Tier", "Return low, USD", "Return high, USD"],
      ["A", "1.00", "2.50"],
      ["B", "3.00", "3.00"],
      ["C", "", ""],
      ["D", "–", ""],
    ]);
  });

  it("names the unit once, or row by row where rows differ", () => {
    const months = { kind: "count", value: 6, unit: "months" } as const;
    expect(read(tableOf(["Rule", "Runway"], [[text("Runway"), months]]))).toEqual([
      ["Rule", "Runway, months"],
      ["Runway", "6"],
    ]);
    expect(read(tableOf(["Now"], [[months], [money(100)], [ratio(0.5)], [missing]]))).toEqual([
      ["Now", "Now, unit"],
      ["6", "months"],
      ["1.00", "USD"],
      ["0.5", "ratio"],
      ["", ""],
    ]);
  });

  it("of a table without columns or rows is no mishap", () => {
    expect(read(tableOf(["Job"], []))).toEqual([["Job"]]);
    expect(() => read(tableOf([], [[], []]))).not.toThrow();
  });

  it("holds all rows and the total", () => {
    const rows = Array.from({ length: 1_500 }, (_row, at) => [text(`Job ${at}`), money(at)]);
    const records = read({ ...tableOf(["Job", "Amount"], rows), total: [text("Total"), money(7)] });
    expect(records).toHaveLength(1_502);
    expect(records[1_500]).toEqual(["Job 1499", "14.99"]);
    expect(records.at(-1)).toEqual(["Total", "0.07"]);
  });
});

it("writes a chart's values, one series a column", () => {
  const chart: ChartBlock = {
    kind: "chart",
    shape: "columns",
    title: { who: "Group", what: "Revenue in USD", when: "2026" },
    message: "Revenue grows.",
    categories: ["July", "August"],
    series: [
      { name: "Actual", scenario: "actual", values: [money(100)] },
      { name: "Plan", scenario: "plan", values: [money(90), money(95)] },
    ],
  };
  expect(read(chart)).toEqual([
    ["Category", "Actual, USD", "Plan, USD"],
    ["July", "1.00", "0.90"],
    ["August", "", "0.95"],
  ]);
});

describe("the files of a report", () => {
  it("are one for each table and chart, named after what they hold", () => {
    expect(buildCsvFiles(sampleReport).map(({ name }) => name)).toEqual([
      "cto-2026-10-cloud-cost-by-service.csv",
      "cto-2026-10-stack-and-what-it-lacks.csv",
      "cto-2026-10-revenue.csv",
      "cto-2026-10-net-cash-flow.csv",
      "cto-2026-10-jobs.csv",
    ]);
  });

  it("have different names where titles are alike or have no letters", () => {
    const table = tableOf(["a"], []);
    const nameless = tableOf(["a"], [], "売上");
    expect(buildCsvFiles(reportWith(table, table, nameless)).map(({ name }) => name)).toEqual([
      "cto-2026-10-jobs.csv",
      "cto-2026-10-jobs-2.csv",
      "cto-2026-10-table-3.csv",
    ]);
  });
});

describe("hostile text in CSV", () => {
  const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;
  /** Apostrophes that keep spreadsheets from calculating; a program may take them off. */
  const unguard = (cell: string) =>
    cell.replace(/^'(?=[=+\-@＝＋－＠])/u, "").replace(/;'(?=\s*[=+\-@＝＋－＠])/gu, ";");

  it("comes back as it was, and no cell begins a formula", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (label, value) => {
        const [header = [], row = []] = read(
          tableOf([`A${label}`, "b"], [[text(value), text("end")]]),
        );
        const clean = cleanLine(value, Number.POSITIVE_INFINITY);
        expect(unguard(row[0] ?? "")).toBe(unguard(clean));
        expect(row[1]).toBe("end");
        expect(header).toHaveLength(2);
        expect(row[0]).not.toMatch(FORMULA);
        // Excel splits lines at semicolons where those are the locale's separator.
        for (const part of (row[0] ?? "").split(";")) expect(part.trim()).not.toMatch(FORMULA);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves negative numbers numbers", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
        expect(Math.round(Number(read(tableOf(["Amount"], [[money(minor)]]))[1]?.[0]) * 100)).toBe(
          minor,
        );
      }),
    );
  });
});
