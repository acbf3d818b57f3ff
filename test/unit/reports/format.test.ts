import { describe, expect, it } from "vitest";
import { createFormatter } from "../../../src/reports/format.ts";
import type { Value } from "../../../src/reports/report.ts";

const usd = createFormatter({ locale: "en-US", currency: "USD" });
const money = (minor: number): Value => ({ kind: "money", minor });
const range = (low: number, high: number): Value => ({ kind: "money-range", low, high });
const count = (value: number): Value => ({ kind: "count", value });
const missing: Value = { kind: "missing" };

describe("a money range", () => {
  it.each([
    ["en-US", "USD", 5000, 8400, "$50–84"],
    ["en-US", "USD", 5050, 8400, "$50.50–84.00"],
    ["en-US", "USD", 5000, 5000, "$50"],
    ["en-US", "USD", 1575000, 3395000, "$15,750–33,950"],
    ["de-DE", "EUR", 5000, 8400, "50–84\u00a0€"],
    ["ja-JP", "JPY", 50, 84, "￥50～84"],
    ["en-US", "USD", -90000, 20000, "-$900 to $200"],
    ["en-US", "USD", -90050, -20000, "-$900.50 to -$200.00"],
    ["de-DE", "EUR", -90000, 20000, "-900\u00a0€ to 200\u00a0€"],
  ])("in %s and %s from %i to %i is %s", (locale, currency, low, high, written) => {
    expect(createFormatter({ locale, currency }).moneyRange(low, high)).toBe(written);
  });
});

describe("a figure of a tile", () => {
  it.each([
    [810_000, "$8,100"],
    [999_999, "$9,999.99"],
    [1_000_000, "$10.0k"],
    [1_004_999, "$10.0k"],
    [99_994_900, "$999.9k"],
    [99_995_000, "$1.0m"],
    [100_000_000, "$1.0m"],
    [123_456_789_00, "$123.5m"],
    [-999_999, "-$9,999.99"],
    [-1_575_000, "-$15.8k"],
    [0, "$0"],
  ])("of %i cents is %s", (minor, written) => {
    expect(usd.figure(money(minor))).toBe(written);
  });

  it.each([
    [5_000, 8_400, "$50–84"],
    [1_575_000, 3_395_000, "$15.8k–34.0k"],
    [50_000, 1_200_000, "$0.5k–12.0k"],
    [1_575_000, 120_000_000, "$15.8k–1.2m"],
    [1_575_000, 1_575_000, "$15.8k"],
    [-1_575_000, 3_395_000, "-$15.8k to $34.0k"],
  ])("from %i to %i cents is %s", (low, high, written) => {
    expect(usd.figure(range(low, high)).replace(/\s/gu, " ")).toBe(written);
  });

  it.each([
    ["ja-JP", "JPY", money(9_999), "￥9,999"],
    ["ja-JP", "JPY", money(10_000), "￥10.0k"],
    ["ja-JP", "JPY", range(15_750, 33_950), "￥15.8k～34.0k"],
    ["de-DE", "EUR", range(1_575_000, 3_395_000), "15,8k–34,0k €"],
  ])("in %s and %s stays as the locale writes it", (locale, currency, value, written) => {
    const { figure } = createFormatter({ locale, currency });
    expect(figure(value).replace(/\s/gu, " ")).toBe(written);
  });

  it("is exact everywhere else", () => {
    expect(usd.value(money(1_575_050))).toBe("$15,750.50");
    expect(usd.figure(count(15_750))).toBe("15,750");
    expect(usd.figure(missing)).toBe("n/a");
  });
});

describe("a column", () => {
  it.each<[string, readonly Value[], readonly string[]]>([
    ["of whole amounts", [money(500), money(2_500)], ["$5", "$25"]],
    ["with one broken amount", [money(750), money(1_300)], ["$7.50", "$13.00"]],
    ["with a broken end", [range(350, 1_000), money(100)], ["$3.50–10.00", "$1.00"]],
    ["of counts", [count(2.5), count(4)], ["2.5", "4.0"]],
    ["of whole counts", [count(2), count(4)], ["2", "4"]],
    ["with gaps", [money(750), missing, { kind: "text", value: "–" }], ["$7.50", "n/a", "–"]],
    [
      "of kinds",
      [money(225_000), { kind: "ratio", value: 0.25 }, count(9)],
      ["$2,250", "25%", "9"],
    ],
  ])("%s has one precision", (_case, values, written) => {
    expect(usd.column(values)).toEqual(written);
  });

  it("is bare where the header names the currency", () => {
    expect(usd.column([money(123_450), range(5_000, 8_400)], { bare: true })).toEqual([
      "1,234.50",
      "50.00–84.00",
    ]);
  });
});

describe("a range of dates", () => {
  it.each([
    ["2026-10-20", "2026-10-20", "Oct 20, 2026"],
    ["2026-10-20", "2026-10-29", "Oct 20–29, 2026"],
    ["2026-09-20", "2026-10-29", "Sep 20 – Oct 29, 2026"],
    ["2025-12-20", "2026-01-03", "Dec 20, 2025 – Jan 3, 2026"],
  ])("from %s to %s is %s", (from, to, written) => {
    expect(usd.dateRange(from, to).replace(/\s/gu, " ")).toBe(written);
  });
});

it("rounds an estimate to whole units, in its minor ones", () => {
  expect([16_364, 16_350, 8_750].map(usd.roundMoney)).toEqual([16_400, 16_400, 8_800]);
  expect(createFormatter({ locale: "ja-JP", currency: "JPY" }).roundMoney(163)).toBe(163);
});
