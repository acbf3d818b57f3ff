import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseName, createFileNamer } from "../../../../src/email/attachments/file-names.ts";
import { buildSheetNames } from "../../../../src/email/attachments/sheet-names.ts";
import { sampleReport } from "../sample-report.ts";
import { hostileText } from "./hostile.ts";

describe("the name of a report's files", () => {
  it.each([
    ["2026-10-01", "2026-11-01", "cfo-2026-10"],
    ["2026-12-01", "2027-01-01", "cfo-2026-12"],
    ["2026-07-01", "2026-10-01", "cfo-2026-07-to-2026-09"],
    ["2026-01-01", "2027-01-01", "cfo-2026-01-to-2026-12"],
    ["2026-01-01", "2026-10-14", "cfo-2026-01-01-to-2026-10-13"],
    ["2026-01-01", "2026-01-02", "cfo-2026-01-01"],
  ])("for %s up to %s is %s", (from, to, name) => {
    expect(baseName({ type: "cfo", period: { ...sampleReport.period, from, to } })).toBe(name);
  });

  it("is ASCII, unique and at most 100 characters, whatever it is made from", () => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText, { maxLength: 12 }), (type, topics) => {
        const namer = createFileNamer({ ...sampleReport, type });
        const names = topics.map((topic) => namer.name(topic, "table-1", "csv"));
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.csv$/);
          expect(name.length).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

describe("names of sheets", () => {
  it("say what the sheet holds, as far as Excel has room", () => {
    expect(
      buildSheetNames([
        "Report",
        "Cost: AWS/EC2 [USD]?",
        "Revenue against target by fiscal quarter",
        "History",
        "'quoted'",
        "REPORT",
        "",
      ]),
    ).toEqual([
      "Report",
      "Cost AWS EC2 USD",
      "Revenue against target by fisc…",
      "History (2)",
      "quoted",
      "REPORT (2)",
      "Table 7",
    ]);
  });

  it("are such as Excel opens, whatever they are made from", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 12 }), (wanted) => {
        const names = buildSheetNames([...wanted, ...wanted]);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
        for (const name of names) {
          expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/u);
          expect(name.length).toBeLessThanOrEqual(31);
        }
      }),
    );
  });
});
