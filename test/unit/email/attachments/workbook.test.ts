import fc from "fast-check";
import readExcelFile from "read-excel-file/node";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildWorkbook } from "../../../../src/email/attachments/workbook.ts";
import { cleanLine } from "../../../../src/email/plain.ts";
import type { Report } from "../../../../src/reports/report.ts";
import { sampleReport } from "../sample-report.ts";
import { hostileText, missing, money, range, ratio, reportWith, tableOf, text } from "./hostile.ts";

async function read(report: Report) {
  const { content } = await buildWorkbook(report);
  return readExcelFile(Buffer.from(content));
}

async function readTable(report: Report) {
  return (await read(report))[1]?.data ?? [];
}

// Many workbooks are written here, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 });

afterEach(() => {
  vi.useRealTimers();
});

describe("a workbook", () => {
  it("has a sheet for the report and one for each table and chart", async () => {
    const sheets = await read(sampleReport);
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      "Report",
      "Cloud cost by service in USD a…",
      "Stack and what it lacks",
      "Revenue in USD",
      "Net cash flow in USD",
      "Jobs in USD",
    ]);
    const jobs = sheets[5]?.data ?? [];
    expect(jobs[0]?.[0]).toBe("Harbour Hauling · Jobs in USD · October 2026");
    expect(jobs[1]).toEqual(["Job", "Revenue, USD", "Loads"]);
    expect(jobs.slice(2)).toEqual([
      ...Array.from({ length: 12 }, (_row, at) => [`Job ${at + 1}`, 120 + at, at + 1]),
      ["Total", 999, 12],
    ]);
  });

  it("gives back every value with its type", async () => {
    const row = [
      text("0012"),
      money(-814_050),
      ratio(0.43),
      { kind: "date", value: "2026-10-12" } as const,
      { kind: "count", value: 12.5 } as const,
      range(100, 250),
      missing,
    ];
    expect(
      (await readTable(reportWith(tableOf(["a", "b", "c", "d", "e", "f", "g"], [row, row]))))[2],
    ).toEqual(["0012", -8140.5, 0.43, new Date("2026-10-12T00:00:00Z"), 12.5, 1, 2.5, null]);
  });

  it("takes tables without columns or rows", async () => {
    const sheets = await read(reportWith(tableOf([], [[], []]), tableOf(["Job"], [])));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["Report", "Jobs in USD", "Jobs in USD (2)"]);
    expect(sheets[2]?.data[1]).toEqual(["Job"]);
  });

  it("leaves a cell empty for a number that is none and a day Excel does not know", async () => {
    const old = { kind: "date", value: "1900-02-28" } as const;
    const [, , row] = await readTable(
      reportWith(tableOf(["a", "b", "c"], [[ratio(Number.NaN), old, text("end")]])),
    );
    expect(row).toEqual([null, "1900-02-28", "end"]);
  });

  it("tells on its first sheet what the report says and rests on", async () => {
    const [first] = await read(sampleReport);
    const rows = first?.data ?? [];
    const find = (label: string) => rows.find(([cell]) => cell === label)?.slice(1);
    expect(rows[0]?.[0]).toBe("CTO report");
    expect(rows[1]?.[0]).toBe(sampleReport.headline);
    expect(find("Period")?.[0]).toBe("October 2026");
    expect(find("Last day")?.[0]).toEqual(new Date("2026-10-31T00:00:00Z"));
    expect(find("Worked out for")?.[0]).toEqual(new Date("2026-10-31T00:00:00Z"));
    expect(find("Cloud cost a month")).toEqual([
      50,
      84,
      "USD",
      null,
      "$6 under September; across 7 domains",
    ]);
    expect(find("Deployed without hands")).toEqual([
      1 / 7,
      null,
      "ratio",
      "Needs attention",
      "the same as September; 1 of 7 domains",
    ]);
    expect(find("Uptime")?.[0]).toBeNull();
    expect(find("Open vulnerabilities")?.[0]).toBe(6);
    expect(find("Everything else")?.[4]).toBe("ledger/2026-10.csv");
    expect(find("Visits")?.[4]).toBe("from an analytics export");
  });

  it("is the same, byte for byte, whenever it is written", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-01T08:00:00Z") });
    const early = await buildWorkbook(sampleReport);
    vi.setSystemTime(new Date("2031-05-20T21:30:10Z"));
    const late = await buildWorkbook(sampleReport);
    expect(Buffer.from(late.content).equals(early.content)).toBe(true);
    expect(early.name).toBe("cto-2026-10.xlsx");
  });
});

it("keeps hostile text as text", async () => {
  /** What XML cannot carry is left out, the mark of a lost character becomes a question mark. */
  const expected = (value: string) =>
    cleanLine(value, 32_767)
      .replace(/\uFFFD/gu, "?")
      .replace(/\p{Noncharacter_Code_Point}/gu, "")
      .trim() || null;
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, async (value, label) => {
      const rows = await readTable(
        reportWith(tableOf([`A${label}`, "b"], [[text(value), text("end")]])),
      );
      const [cell, end] = rows[2] ?? [];
      expect(cell).toBe(expected(value));
      expect(end).toBe("end");
    }),
    { numRuns: 60 },
  );
});

it.each(["_x0041_", "_x005F_", "=1+1", "toString", "constructor", "__proto__", "hasOwnProperty"])(
  "gives back %s as it is",
  async (written) => {
    const rows = await readTable(reportWith(tableOf(["a", "b"], [[text(written), text("end")]])));
    expect(rows[2]).toEqual([written, "end"]);
  },
);
