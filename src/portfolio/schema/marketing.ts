import { z } from "zod";
import { LISTING_STATES, VISIBILITIES } from "../business.ts";
import { rangeOf, unique } from "./lists.ts";
import { sourced } from "./mapping.ts";
import type { MoneySchemas } from "./money.ts";
import { count, id, isoDate, share, text, whole } from "./scalars.ts";

const channel = sourced({
  name: text,
  visibility: z.enum(VISIBILITIES),
  reach: z.exactOptional(count),
  bookings: z.exactOptional(count),
  note: text,
});

const campaign = ({ money, moneyRange }: MoneySchemas) =>
  sourced({
    id,
    title: text,
    contacts: whole,
    conversion: rangeOf(share),
    booking_value: moneyRange,
    cost: money,
    owner: text,
    start: isoDate,
  });

const listing = ({ moneyRange }: MoneySchemas) =>
  sourced({
    platform: text,
    order: whole,
    state: z.enum(LISTING_STATES),
    requires: z.exactOptional(text),
    due: z.exactOptional(isoDate),
    monthly_value: z.exactOptional(moneyRange),
  });

/** Where customers could meet an entity, and what is planned to reach them: fields of its file. */
export function marketingFields(money: MoneySchemas) {
  return {
    channels: unique(channel, "name", ({ name }) => name),
    campaigns: z.array(campaign(money)).default([]),
    listings: unique(listing(money), "platform", ({ platform }) => platform),
  };
}
