/** Which days a report tells, and which it is held against. */
import { describe, expect, it } from "vitest";
import { parsePeriod } from "../../../src/reports/parse-period.ts";
import { comparable } from "../../../src/reports/parts/recorded.ts";
import {
  currentSpan,
  monthCell,
  previousSpan,
  rangeWords,
  recentMonths,
} from "../../../src/reports/parts/spans.ts";
import { sample } from "./sample.ts";

/** As `composeReport` asks: a period that is over is seen from its last day. */
function input(typed: string, today: string, fiscalYearStart = 1) {
  const context = { reportingDate: today, locale: "en-US", fiscalYearStart };
  const period = parsePeriod(typed, context);
  const last = new Date(Date.parse(period.to) - 86_400_000).toISOString().slice(0, 10);
  return { portfolio: sample, reportingDate: last < today ? last : today, period };
}

describe("the span of the report", () => {
  it.each([
    ["2026-10", "2026-10-31", "2026-11-01", "in October"],
    ["2026-10", "2026-10-10", "2026-10-11", "so far in October"],
    ["2026-09", "2026-10-10", "2026-10-01", "in September"],
    ["2026-Q3", "2026-10-31", "2026-10-01", "in Q3 2026"],
    ["2026-Q4", "2026-10-31", "2026-11-01", "so far in Q4 2026"],
    ["ytd", "2026-10-31", "2026-11-01", "so far in 2026"],
    ["2026", "2026-10-31", "2026-11-01", "so far in 2026"],
    ["2025", "2026-10-31", "2026-01-01", "in 2025"],
  ])("of %s on %s ends before %s and is told as %s", (typed, today, to, when) => {
    expect(currentSpan(input(typed, today))).toMatchObject({ to, when });
  });

  it("begins where the records do, and says so", () => {
    expect(currentSpan(input("ytd", "2026-10-31"), { first: "2026-04-25" })).toMatchObject({
      from: "2026-04-25",
      when: "since April 25",
    });
    expect(currentSpan(input("2026-Q2", "2026-10-31"), { first: "2026-04-25" })).toMatchObject({
      from: "2026-04-25",
      to: "2026-07-01",
      when: "from April 25 to June 30",
    });
  });

  it("is the whole period if no more than seven quiet days come first", () => {
    const october = input("2026-10", "2026-10-31");
    expect(currentSpan(october, { first: "2026-10-08" }).from).toBe("2026-10-01");
    expect(currentSpan(october, { first: "2026-10-09" }).from).toBe("2026-10-09");
    expect(currentSpan(october, { first: "2026-11-05" }).from).toBe("2026-10-01");
    expect(currentSpan(october).from).toBe("2026-10-01");
  });
});

describe("a span whose records end early", () => {
  it("ends with them if more than seven days come after, and says which days it is of", () => {
    const october = input("2026-10", "2026-10-31");
    expect(currentSpan(october, { last: "2026-10-24" })).toMatchObject({
      to: "2026-11-01",
      when: "in October",
    });
    expect(currentSpan(october, { last: "2026-10-23" })).toMatchObject({
      to: "2026-10-24",
      label: "October 1–23",
      when: "from October 1 to October 23",
      endsEarly: true,
    });
    // The reporting date, and not the end of the month, is what they have to come up to.
    expect(currentSpan(input("2026-10", "2026-10-12"), { last: "2026-10-05" }).to).toBe(
      "2026-10-13",
    );
  });

  it("is left as it is where nothing of it is on record", () => {
    const october = input("2026-10", "2026-10-31");
    expect(currentSpan(october, { last: "2026-09-30" }).to).toBe("2026-11-01");
  });

  it("may begin late as well", () => {
    const year = currentSpan(input("ytd", "2026-10-31"), {
      first: "2026-04-25",
      last: "2026-08-10",
    });
    expect(year).toMatchObject({
      from: "2026-04-25",
      to: "2026-08-11",
      when: "from April 25 to August 10",
    });
  });

  it.each([
    ["2026-10", "2026-10-12", "2026-09-01", "2026-09-13"],
    ["2026-10", "2026-10-05", "2026-09-01", "2026-09-01"],
    ["2026-Q3", "2026-08-20", "2026-04-01", "2026-05-21"],
    ["ytd", "2026-10-12", "2025-01-01", "2025-10-13"],
  ])("of %s, on record up to %s, is held against the same days", (typed, last, from, to) => {
    const span = previousSpan(input(typed, "2026-10-31"), { last });
    expect(span).toMatchObject({ from, to });
  });

  it("makes the last month of a table one in part", () => {
    const months = recentMonths(input("2026-Q3", "2026-10-31"), 2, { last: "2026-08-10" });
    expect(months.map(({ to }) => to)).toEqual(["2026-08-01", "2026-08-11"]);
    expect(months.map(monthCell).map((cell) => "value" in cell && cell.value)).toEqual([
      "July",
      "August in part",
    ]);
  });
});

describe("what it is held against", () => {
  it.each([
    ["2026-10", "2026-10-31", "2026-09-01", "2026-10-01", "September"],
    ["2026-10", "2026-10-10", "2026-09-01", "2026-09-11", "September 1–10"],
    // September has no 31st: its 30 days stand beside the first 30 of October, and March's beside February's 28.
    ["2026-10", "2026-10-30", "2026-09-01", "2026-10-01", "September"],
    ["2026-03", "2026-03-30", "2026-02-01", "2026-03-01", "February"],
    ["2026-Q3", "2026-10-31", "2026-04-01", "2026-07-01", "the 3 months before"],
    ["2026-Q4", "2026-10-31", "2026-07-01", "2026-08-01", "July 1–31"],
    ["2025", "2026-10-31", "2024-01-01", "2025-01-01", "the year before"],
    ["2026", "2026-10-31", "2025-01-01", "2025-11-01", "January 1 – October 31, 2025"],
    ["ytd", "2026-10-12", "2025-01-01", "2025-10-13", "January 1 – October 12, 2025"],
    ["ytd", "2026-01-12", "2025-01-01", "2025-01-13", "January 1–12, 2025"],
  ])("of %s on %s is %s to %s", (typed, today, from, to, label) => {
    expect(previousSpan(input(typed, today))).toMatchObject({ from, to, label });
  });

  it("is named in the order of the locale", () => {
    const british = {
      ...sample,
      settings: { ...sample.settings, locale: "en-GB" },
    };
    const span = previousSpan({ ...input("2026-10", "2026-10-10"), portfolio: british });
    expect(span).toMatchObject({ label: "1–10 September", when: "on 1–10 September" });
  });

  it("is nothing for less than a week: one day is no measure of another", () => {
    const days = (today: string) => {
      const { from, to } = previousSpan(input("2026-11", today));
      return Date.parse(to) - Date.parse(from);
    };
    expect([days("2026-11-01"), days("2026-11-06")]).toEqual([0, 0]);
    expect(days("2026-11-07")).toBe(7 * 86_400_000);
  });

  it("is nothing unless every unit is on record from its first week on", () => {
    const september = previousSpan(input("2026-10", "2026-10-31"));
    expect(comparable(september, ["2026-09-08", "2025-01-01"])).toEqual(september);
    expect(comparable(september, ["2026-09-09", "2025-01-01"]).to).toBe(september.from);
    expect(comparable(september, []).to).toBe(september.from);
  });
});

describe("the months of tables and charts", () => {
  const froms = (typed: string, today: string, first?: string) =>
    recentMonths(input(typed, today), 3, { first }).map(({ from }) => from.slice(0, 7));

  it.each([
    ["2026-09", "2026-10-31", ["2026-07", "2026-08", "2026-09"]],
    ["2026", "2026-10-31", ["2026-08", "2026-09", "2026-10"]],
    ["ytd", "2026-10-12", ["2026-08", "2026-09", "2026-10"]],
    ["2026-Q4", "2026-10-12", ["2026-08", "2026-09", "2026-10"]],
  ])("of %s on %s end with the month that has come", (typed, today, months) => {
    expect(froms(typed, today)).toEqual(months);
  });

  it("begin with the first that is on record, and never leave out the last", () => {
    expect(froms("2026-09", "2026-10-31", "2026-08-08")).toEqual(["2026-08", "2026-09"]);
    expect(froms("2026-09", "2026-10-31", "2026-08-09")).toEqual(["2026-09"]);
    expect(froms("2026-09", "2026-10-31", "2026-10-09")).toEqual(["2026-09"]);
  });

  it("are named from the first to the last", () => {
    const months = recentMonths(input("2026-09", "2026-10-31"), 3).map((span) => ({ span }));
    expect(rangeWords(months)).toBe("July to September");
    expect(rangeWords(months.slice(2))).toBe("September");
    expect(rangeWords([])).toBe("");
  });
});
