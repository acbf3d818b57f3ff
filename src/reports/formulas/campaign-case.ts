import type { Campaign } from "../../portfolio/business.ts";
import type { MoneyRange } from "../../portfolio/portfolio.ts";

type Model = Pick<Campaign, "contacts" | "conversion" | "bookingValue" | "cost">;

/** What a campaign is expected to bring, from cautious to hopeful. Amounts in minor units. */
export interface CampaignCase {
  /** An expectation, so it has fractions: 14.7 bookings. */
  readonly bookings: { readonly low: number; readonly high: number };
  readonly value: MoneyRange;
  /** `value` less the cost; negative where the campaign loses money. */
  readonly afterCost: MoneyRange;
}

/**
 * The case for a campaign: contacts × conversion × value of a booking, low with low and high with high, and
 * what is left of it after the cost.
 *
 * - The product is exact and rounded once, half up, to whole minor units. Bookings are not rounded before:
 *   they are an expectation, and rounding them would make small lists worth nothing.
 * - No contacts or no conversion bring 0, and the cost is lost.
 *
 * Source: expected value; Farris et al., Marketing Metrics, 3rd ed., ch. 8, response rate × contribution − cost.
 *
 * @param model Contacts, shares of them who book, minor units a booking and for the campaign.
 * @example campaignCase({ contacts: 1000, conversion: { low: 0.01, high: 0.02 },
 *   bookingValue: { low: 5000, high: 8000 }, cost: 20000 }).value // { low: 50000, high: 160000 }
 */
export function campaignCase({ contacts, conversion, bookingValue, cost }: Model): CampaignCase {
  const value = {
    low: timesShare(BigInt(contacts) * BigInt(bookingValue.low), conversion.low),
    high: timesShare(BigInt(contacts) * BigInt(bookingValue.high), conversion.high),
  };
  return {
    bookings: { low: contacts * conversion.low, high: contacts * conversion.high },
    value,
    afterCost: { low: value.low - cost, high: value.high - cost },
  };
}

/**
 * How many bookings pay for a campaign: cost ÷ the low value of one, rounded up. Over the contacts, that is the
 * conversion it breaks even at.
 *
 * @returns Whole bookings; 0 for no cost; undefined where the bookings may be worth nothing, or where not even
 *   all contacts would be enough.
 * @example breakEvenBookings({ contacts: 3676, bookingValue: { low: 68000, high: 170000 }, cost: 45000 }) // 1
 */
export function breakEvenBookings({
  contacts,
  bookingValue: { low },
  cost,
}: Pick<Model, "contacts" | "bookingValue" | "cost">): number | undefined {
  if (cost === 0) return 0;
  if (low === 0) return undefined;
  const bookings = Number((BigInt(cost) + BigInt(low) - 1n) / BigInt(low));
  return bookings > contacts ? undefined : bookings;
}

/** Sorts the campaign that leaves most first, by the middle of its range. */
export function compareCampaigns(one: Model, other: Model): number {
  return middle(campaignCase(other)) - middle(campaignCase(one));
}

function middle({ afterCost }: CampaignCase): number {
  return (afterCost.low + afterCost.high) / 2;
}

/** A share as its decimal digits, `1.25e-3` as 125 ÷ 10⁵, so that the product has no float in it. */
function timesShare(minor: bigint, share: number): number {
  const [digits = "0", exponent = "0"] = share.toExponential().split("e");
  const [whole = "0", decimals = ""] = digits.split(".");
  const divisor = 10n ** BigInt(decimals.length - Number(exponent));
  return Number((2n * minor * BigInt(whole + decimals) + divisor) / (2n * divisor));
}
