import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  breakEvenBookings,
  campaignCase,
  compareCampaigns,
} from "../../../src/reports/formulas/campaign-case.ts";

const model = (contacts: number, conversion: number, value: number, cost = 0) => ({
  contacts,
  conversion: { low: conversion, high: conversion },
  bookingValue: { low: value, high: value },
  cost,
});

describe("the case for a campaign", () => {
  // Expected value of a mailing, Farris et al., Marketing Metrics, 3rd ed., ch. 8:
  // 10,000 pieces x 2 % response x $30 − $4,000 = $2,000.
  it("is contacts × conversion × value, less the cost", () => {
    expect(campaignCase(model(10_000, 0.02, 3000, 400_000))).toEqual({
      bookings: { low: 200, high: 200 },
      value: { low: 600_000, high: 600_000 },
      afterCost: { low: 200_000, high: 200_000 },
    });
  });

  it("takes low with low and high with high: 3,676 contacts, $10k to $50k", () => {
    const { value, afterCost } = campaignCase({
      contacts: 3676,
      conversion: { low: 0.004, high: 0.008 },
      bookingValue: { low: 68_000, high: 170_000 },
      cost: 45_000,
    });
    expect(value).toEqual({ low: 999_872, high: 4_999_360 });
    expect(afterCost).toEqual({ low: 954_872, high: 4_954_360 });
  });

  it.each([
    ["half a cent up", model(1, 0.5, 1), 1],
    ["less than half a cent down", model(1, 0.49, 1), 0],
    // 0.15 is a little less as a double; as it is written, 50 × 0.15 × 1 is 7.5.
    ["what is written, not what a double holds", model(50, 0.15, 1), 8],
    ["very small shares", model(1_000_000_000, 1e-9, 100), 100],
    ["whole shares", model(12, 1, 100), 1200],
    ["no contacts to nothing", model(0, 0.5, 100), 0],
    ["no conversion to nothing", model(100, 0, 100), 0],
  ])("rounds %s", (_, input, expected) => {
    expect(campaignCase(input).value.low).toBe(expected);
  });

  it("loses its cost where nobody books", () => {
    expect(campaignCase(model(100, 0, 100, 500)).afterCost).toEqual({ low: -500, high: -500 });
  });

  const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

  it("is exact to half a minor unit, and scales with value", () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(fc.nat(10_000), share, amount, (contacts, conversion, value) => {
        const thousandths = Math.round(conversion * 1000);
        const exact = (contacts * thousandths * value) / 1000;
        const { low } = campaignCase(model(contacts, conversion, value)).value;
        expect(Number.isSafeInteger(low)).toBe(true);
        expect(Math.abs(low - exact)).toBeLessThanOrEqual(0.5);
        const scaled = campaignCase(model(contacts, conversion, value * 1000)).value.low;
        expect(scaled).toBe(contacts * thousandths * value);
      }),
    );
  });

  it("never brings less at the high end", () => {
    fc.assert(
      fc.property(fc.nat(5000), share, share, fc.nat(9999), fc.nat(9999), (n, a, b, v, w) => {
        const { value } = campaignCase({
          contacts: n,
          conversion: { low: Math.min(a, b), high: Math.max(a, b) },
          bookingValue: { low: Math.min(v, w), high: Math.max(v, w) },
          cost: 0,
        });
        expect(value.low).toBeLessThanOrEqual(value.high);
      }),
    );
  });
});

describe("break-even of a campaign", () => {
  it.each([
    ["rounds up: $450 at $680", model(3676, 0, 68_000, 45_000), 1],
    ["is exact where it divides", model(100, 0, 100, 300), 3],
    ["rounds one cent more up", model(100, 0, 100, 301), 4],
    ["is nothing for what costs nothing", model(100, 0, 0, 0), 0],
    ["does not exist where bookings are worth nothing", model(100, 0, 0, 1), undefined],
    ["may take every contact", model(3, 0, 100, 300), 3],
    ["does not exist beyond them", model(3, 0, 100, 301), undefined],
  ])("%s", (_, input, expected) => {
    expect(breakEvenBookings(input)).toBe(expected);
  });

  it("pays, and one booking less does not", () => {
    const positive = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(positive, positive, (value, cost) => {
        const bookings = breakEvenBookings(model(Number.MAX_SAFE_INTEGER, 0, value, cost)) ?? 0;
        expect(bookings * value).toBeGreaterThanOrEqual(cost);
        expect((bookings - 1) * value).toBeLessThan(cost);
      }),
    );
  });
});

describe("the order of campaigns", () => {
  it("is by the middle of what they leave", () => {
    const dear = model(100, 0.1, 1000, 9000);
    const cheap = model(100, 0.1, 1000, 100);
    const wide = { ...model(100, 0.1, 0, 100), bookingValue: { low: 0, high: 1900 } };
    expect([dear, wide, cheap].toSorted(compareCampaigns)).toEqual([cheap, wide, dear]);
  });
});
