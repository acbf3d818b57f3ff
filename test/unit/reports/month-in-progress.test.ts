/** A month that is not over in the charts of the CFO report: shown, and held against nothing. */
import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/email/charts/model.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import type { Report } from "../../../src/reports/report.ts";
import { charts, compose, sample, withEntities } from "./sample.ts";

const on = (reportingDate: string, portfolio = sample) =>
  compose("cfo", { ...portfolio, settings: { ...portfolio.settings, reportingDate } });
function chart(report: Report, what: string) {
  const found = charts(report).find(({ title }) => title.what.startsWith(what));
  if (found === undefined) throw new Error(`no chart of ${what}`);
  return { ...found, model: buildModel(found, createFormatter(report.format)) };
}

describe.each(["Operating expense", "Revenue"])("the chart of %s on October 12", (what) => {
  const { categories, model, title } = chart(on("2026-10-12"), what);
  const october = categories.findIndex((each) => each.startsWith("Oct 2026"));

  it("has the month so far, without a variance", () => {
    expect(categories[october]).toBe("Oct 2026 so far");
    expect(model.series.map(({ extents }) => extents[october])).not.toContain(undefined);
    expect(model.variances[october]).toBeUndefined();
    expect(title.when).not.toContain("so far");
  });

  it("still judges the months before, and October once it is over", () => {
    expect(model.variances[october - 1]).toMatchObject({ text: expect.stringMatching(/%$/u) });
    const whole = chart(on("2026-10-31"), what);
    expect(whole.categories[october]).toBe("Oct 2026");
    expect(whole.model.variances[october]).toMatchObject({ text: expect.stringMatching(/%$/u) });
  });
});

it("a month that the ledger begins within is shown in part, and judged by nothing", () => {
  const { ledger } = sample;
  if (ledger === undefined) throw new Error("the sample has a ledger");
  const cells = ledger.cells.filter(({ month }) => month >= "2026-06");
  const report = on("2026-10-31", { ...sample, ledger: { ...ledger, from: "2026-06-20", cells } });
  const { categories, model } = chart(report, "Operating expense");
  expect(categories.slice(0, 2)).toEqual(["Jun 2026 in part", "Jul 2026"]);
  expect(model.variances.map((each) => each !== undefined).slice(0, 2)).toEqual([false, true]);
});

describe("the message of the revenue chart", () => {
  const message = (report: Report) => chart(report, "Revenue").message;
  const target = (month: string) => {
    const minor = sample.entities
      .flatMap(({ plan }) => plan)
      .filter((each) => each.month === month)
      .reduce((sum, { revenue = 0 }) => sum + revenue, 0);
    return `$${(minor / 100).toLocaleString("en-US")}`;
  };

  it("says of a month in progress what its target is", () => {
    expect(target("2026-09")).toBe("$32,600");
    expect(message(on("2026-09-15"))).toBe("September is not complete; its target is $32,600.");
    expect(message(on("2026-10-12"))).toMatch(
      /^October is not complete; its target is \$[\d,]+; the months ahead ask for \$[\d,]+\.$/u,
    );
  });

  it("says that the last month has no target where others have", () => {
    const without = (lost: (month: string) => boolean) =>
      withEntities((entity) => ({
        ...entity,
        plan: entity.plan.filter(({ month }) => !lost(month)),
      }));
    expect(
      message(
        on(
          "2026-10-31",
          without((month) => month >= "2026-10"),
        ),
      ),
    ).toBe("October has no target.");
    expect(
      message(
        on(
          "2026-10-31",
          without(() => true),
        ),
      ),
    ).toBe("Actual revenue has no target to be held against.");
  });

  it("says of refunds that exceed revenue what the target was", () => {
    const { ledger } = sample;
    if (ledger === undefined) throw new Error("the sample has a ledger");
    const revenue = ledger.accounts.filter(({ type }) => type === "revenue").map(({ id }) => id);
    const cells = ledger.cells.map((cell) =>
      revenue.includes(cell.account) && cell.month === "2026-09"
        ? { ...cell, minor: -cell.minor }
        : cell,
    );
    const portfolio = { ...sample, ledger: { ...ledger, cells } };
    expect(message(on("2026-09-30", portfolio))).toBe(
      "Refunds exceeded revenue in September; its target was $32,600.",
    );
  });
});
