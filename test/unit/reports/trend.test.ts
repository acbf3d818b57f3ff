/** The arrow of a figure agrees with its words, and both with the figures. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../src/portfolio/ledger.ts";
import type { Finding, Portfolio } from "../../../src/portfolio/portfolio.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { isOpenOn } from "../../../src/reports/formulas/open-on.ts";
import { countAgainst, moneyAgainst, pointsAgainst } from "../../../src/reports/parts/change.ts";
import { againstMonth, relativeAgainst } from "../../../src/reports/parts/change-words.ts";
import { REPORTS } from "../../../src/reports/registry.ts";
import type { Change, Report } from "../../../src/reports/report.ts";
import { shownPercent } from "../../../src/reports/shown-percent.ts";
import { trendOf } from "../../../src/reports/trend.ts";
import { compose, composeFor, sample, under, withEntities } from "./sample.ts";

const format = createFormatter({ locale: "en-US", currency: "USD" });
const TRENDS = { [-1]: "down", 0: "same", 1: "up" } as const;
/** -1, 0 or 1. */
const signOf = (difference: number) => (Math.sign(difference) || 0) as -1 | 0 | 1;
const changeOf = (report: Report, id: string) =>
  report.metrics.find((metric) => metric.id === id)?.change;

/** What the words say, whatever the trend says. */
function said({ words }: Change): "up" | "down" | "same" {
  if (/^(?:the same as|unchanged since) September$/u.test(words)) return "same";
  if (/^(?:less than )?\S+(?: points?)? (?:over|above) September$/u.test(words)) return "up";
  if (/^(?:less than )?\S+(?: points?)? (?:under|below) September$/u.test(words)) return "down";
  throw new Error(`"${words}" says neither`);
}

const amount = fc.integer({ min: 0, max: 5_000_000 });
const share = fc.double({ min: 0, max: 3, noNaN: true });

describe("a trend", () => {
  it("is the sign of now less before", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (now, before) => {
        expect(trendOf(now, before)).toBe(TRENDS[signOf(now - before)]);
      }),
    );
    expect(trendOf(7, 7)).toBe("same");
  });

  it("agrees with the words and with the figures as they are shown", () => {
    fc.assert(
      fc.property(amount, amount, share, share, (now, before, high, low) => {
        const points = shownPercent(high) - shownPercent(low);
        const pairs = [
          [moneyAgainst(now, before, "September", format), now - before],
          [countAgainst(now, before, "September", format), now - before],
          [pointsAgainst(high, low, "September", format), points],
        ] as const;
        for (const [change, difference] of pairs) {
          expect(change?.trend).toBe(TRENDS[signOf(difference)]);
          expect(change && said(change)).toBe(change?.trend);
        }
      }),
    );
  });

  it("of a percentage is that of the amounts, or none where it rounds to nothing", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 5_000_000 }), (now, before) => {
        const change = relativeAgainst(now, before, againstMonth("September"), format);
        const isShown = Math.round(((now - before) / before) * 100) !== 0;
        expect(change?.trend).toBe(isShown ? TRENDS[signOf(now - before)] : "same");
        expect(change && said(change)).toBe(change?.trend);
      }),
    );
  });

  it("is left out where there is nothing to compare with", () => {
    expect(moneyAgainst(1, undefined, "September", format)).toBeUndefined();
    expect(countAgainst(undefined, 1, "September", format)).toBeUndefined();
    expect(pointsAgainst(undefined, undefined, "September", format)).toBeUndefined();
    for (const [now, before] of [
      [1, undefined],
      [1, 0],
      [1, -1],
      [-1, 1],
    ] as const) {
      expect(relativeAgainst(now, before, againstMonth("September"), format)).toBeUndefined();
    }
  });

  it("of findings is that of how many were open then and are now", () => {
    const [finding] = sample.entities.flatMap(({ vulnerabilities }) => vulnerabilities);
    if (finding === undefined) throw new Error("no sample");
    const day = fc.integer({ min: 1, max: 122 }).map((days) => {
      return new Date(Date.UTC(2026, 7, days)).toISOString().slice(0, 10);
    });
    const any = fc
      .tuple(day, fc.option(day, { nil: undefined }), fc.constantFrom("critical", "high"))
      .map(
        ([since, closed, severity]): Omit<Finding, "id"> => ({
          ...finding,
          since,
          severity: severity as "critical" | "high",
          ...(closed !== undefined && { closed: closed < since ? since : closed }),
        }),
      );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (list) => {
        const findings = list.map((each, at) => ({ ...each, id: `f${at}` }));
        const portfolio = withEntities((entity) => ({
          ...entity,
          shortfalls: entity.id === "jada" ? findings : [],
          vulnerabilities: entity.id === "dc" ? findings : [],
        }));
        const openOn = (on: string, of: readonly Finding[]) =>
          of.filter((each) => isOpenOn(each, on)).length;
        const moved = (of: readonly Finding[]) =>
          TRENDS[signOf(openOn("2026-10-31", of) - openOn("2026-09-30", of))];
        const critical = findings.filter(({ severity }) => severity === "critical");
        expect(changeOf(compose("cto", portfolio), "open-vulnerabilities")?.trend).toBe(
          moved(findings),
        );
        expect(changeOf(compose("ceo", portfolio), "critical-shortfalls")?.trend).toBe(
          moved(critical),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe("burn and revenue", () => {
  const ledger: Ledger | undefined = sample.ledger;
  if (ledger === undefined) throw new Error("the sample has a ledger");
  const kept: Ledger = ledger;
  /** October's postings of an account as a share of themselves, in percent. */
  const withOctober = (type: string, percent: number): Portfolio => {
    const accounts = new Set(
      kept.accounts.filter((account) => account.type === type).map(({ id }) => id),
    );
    return {
      ...sample,
      ledger: {
        ...kept,
        cells: kept.cells.map((cell) =>
          cell.month === "2026-10" && accounts.has(cell.account)
            ? { ...cell, minor: Math.round((cell.minor * percent) / 100) }
            : cell,
        ),
      },
    };
  };

  it.each([
    ["cfo", "burn", "operating_expense"],
    ["cfo", "revenue", "revenue"],
    ["accounting", "operating-expense", "operating_expense"],
  ])("in the %s report: more %s than in September points up, less down", (type, id, account) => {
    const trend = (percent: number) =>
      changeOf(compose(type, withOctober(account, percent)), id)?.trend;
    expect(trend(100)).toBe("up");
    expect(trend(300)).toBe("up");
    expect(trend(20)).toBe("down");
  });

  it("that are what they were are the same", () => {
    const september = kept.cells.filter(({ month }) => month === "2026-09");
    const cells = kept.cells
      .filter(({ month }) => month !== "2026-10")
      .concat(september.map((cell) => ({ ...cell, month: "2026-10" })));
    const report = compose("cfo", { ...sample, ledger: { ...kept, cells } });
    expect(under(report, "burn")).toMatch(/^unchanged since September; /);
    expect(under(report, "revenue")).toMatch(/^unchanged since September; /);
  });

  it("rest on the months they are held against", () => {
    const report = compose("cfo");
    const files = report.metrics.find(({ id }) => id === "revenue")?.sources ?? [];
    expect(files.map(({ file }) => file)).toContain("ledger/2026-09.csv");
  });

  it("say nothing of a month before that is not on record", () => {
    const cells = kept.cells.filter(({ month }) => month !== "2026-09");
    const holed = { ...sample, ledger: { ...kept, cells } };
    expect(changeOf(compose("cfo", holed), "burn")).toBeUndefined();
    expect(changeOf(compose("cfo", holed), "revenue")).toBeUndefined();
    expect(changeOf(compose("accounting", holed), "operating-expense")).toBeUndefined();
  });
});

it("milestones that were done in the period point up", () => {
  const done = withEntities((entity) => ({
    ...entity,
    roadmaps: entity.roadmaps.map((roadmap) => ({
      ...roadmap,
      milestones: roadmap.milestones.map((each, at) =>
        at === 0 ? { ...each, done: "2026-10-31" } : each,
      ),
    })),
  }));
  expect(under(compose("accounting", done), "milestones-done")).toMatch(
    /^▲ 1 more in October 2026; of 4; /,
  );
});

describe.each(REPORTS.map(({ id }) => id))("the %s report", (type) => {
  it.each(["2026-10", "2026-09", "2026-Q3", "ytd", "2025"])(
    "says the change of %s once, and of known figures alone",
    (period) => {
      for (const { value, change, note = "" } of composeFor(type, { period }).metrics) {
        if (change === undefined) continue;
        expect(value.kind).not.toBe("missing");
        expect(change.words).not.toBe("");
        expect(note).not.toContain(change.words);
      }
    },
  );
});
