import { describe, expect, it } from "vitest";
import { createFormatter } from "../../../src/reports/format.ts";

describe("a money range", () => {
  it.each([
    ["en-US", "USD", 5000, 8400, "$50–84"],
    ["en-US", "USD", 5050, 8400, "$50.50–84.00"],
    ["en-US", "USD", 5000, 5000, "$50"],
    ["en-US", "USD", 1575000, 3395000, "$15,750–33,950"],
    ["de-DE", "EUR", 5000, 8400, "50–84\u00a0€"],
    ["ja-JP", "JPY", 50, 84, "￥50～84"],
  ])("in %s and %s from %i to %i is %s", (locale, currency, low, high, written) => {
    expect(createFormatter({ locale, currency }).moneyRange(low, high)).toBe(written);
  });
});
