import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATE_FORMATS, type DateFormat, parseDay } from "../../../src/portfolio/csv/date-format.ts";

describe("parseDay", () => {
  it.each<[string, DateFormat, string]>([
    ["2026-10-31", "YYYY-MM-DD", "2026-10-31"],
    ["2028-02-29", "YYYY-MM-DD", "2028-02-29"],
    ["2000-02-29", "YYYY-MM-DD", "2000-02-29"],
    ["10/31/2026", "MM/DD/YYYY", "2026-10-31"],
    ["3/4/2026", "MM/DD/YYYY", "2026-03-04"],
    ["3/4/2026", "DD/MM/YYYY", "2026-04-03"],
    ["31/10/2026", "DD/MM/YYYY", "2026-10-31"],
    ["31.10.2026", "DD.MM.YYYY", "2026-10-31"],
    ["1.2.2026", "DD.MM.YYYY", "2026-02-01"],
  ])("reads %s as %s", (text, format, day) => {
    expect(parseDay(text, format)).toBe(day);
  });

  it.each<[string, DateFormat]>([
    ["2026-02-30", "YYYY-MM-DD"],
    ["2026-02-29", "YYYY-MM-DD"],
    ["2100-02-29", "YYYY-MM-DD"],
    ["2026-13-01", "YYYY-MM-DD"],
    ["2026-00-10", "YYYY-MM-DD"],
    ["2026-10-00", "YYYY-MM-DD"],
    ["2026-1-2", "YYYY-MM-DD"],
    ["26-10-31", "YYYY-MM-DD"],
    ["2026-10-31T00:00:00Z", "YYYY-MM-DD"],
    ["2026/10/31", "YYYY-MM-DD"],
    ["31/02/2026", "DD/MM/YYYY"],
    ["10/31/2026", "DD/MM/YYYY"],
    ["31/10/2026", "MM/DD/YYYY"],
    ["31.11.2026", "DD.MM.YYYY"],
    ["31.10.26", "DD.MM.YYYY"],
    ["", "DD.MM.YYYY"],
  ])("refuses %j as %s", (text, format) => {
    expect(parseDay(text, format)).toBeUndefined();
  });

  it("reads back every day in every format", () => {
    const days = fc.date({
      min: new Date("1000-01-01"),
      max: new Date("9999-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.constantFrom(...DATE_FORMATS), (date, format) => {
        const day = date.toISOString().slice(0, 10);
        const [year = "", month = "", dayOfMonth = ""] = day.split("-");
        const text = format.replace("YYYY", year).replace("MM", month).replace("DD", dayOfMonth);
        expect(parseDay(text, format)).toBe(day);
      }),
    );
  });
});
