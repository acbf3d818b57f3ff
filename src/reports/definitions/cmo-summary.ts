import type { Listing } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { sumRanges } from "../formulas/money-range.ts";
import { bookingRange, campaignTotal, type Modelled } from "../parts/campaigns.ts";
import { channelWords } from "../parts/channel-section.ts";
import { type Channel, isSilent } from "../parts/channels.ts";
import type { Owned } from "../parts/entities.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { isLive, nextListing, nextWords } from "../parts/listings.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { dueSoon, type Step } from "../parts/milestones.ts";
import { sourcesOf } from "../parts/sources.ts";
import { badIfAny, countIf, range } from "../parts/values.ts";
import { plural, sentence } from "../parts/wording.ts";
import type { Metric } from "../report.ts";

/** What the CMO report is made from. */
export interface CmoFacts {
  readonly entities: readonly Entity[];
  readonly channels: readonly Channel[];
  readonly campaigns: readonly Modelled[];
  readonly listings: readonly Owned<Listing>[];
  readonly steps: readonly Step[];
}

/** What a campaign would bring, against what the channels bring. */
export function cmoHeadline(facts: CmoFacts, format: Formatter): string {
  const { entities, channels, campaigns } = facts;
  if (entities.length === 0) return NO_ENTITIES;
  const total = campaignTotal(campaigns, format);
  if (total === undefined)
    return sentence("no campaign is ahead", channelWords(channels, "no bookings"));
  const [one, ...more] = campaigns;
  const contacts = format.count(one?.item.contacts ?? 0);
  const who =
    more.length === 0
      ? `one campaign to ${contacts} contacts models`
      : `${campaigns.length} campaigns model`;
  const models = `${who} ${format.figure(range(total))} of bookings`;
  return sentence(`${models}, while ${channelWords(channels)}`);
}

export function cmoMetrics(
  input: ComposeInput,
  facts: CmoFacts,
  format: Formatter,
): readonly Metric[] {
  return settleMeanings([
    campaignValue(facts, format),
    listingValue(facts),
    silentChannels(facts, format),
    liveListings(facts, format),
    milestonesAhead(input, facts),
  ]);
}

function campaignValue({ campaigns }: CmoFacts, format: Formatter): Metric {
  const cost = campaigns.reduce((sum, { item }) => sum + item.cost, 0);
  const bookings = sumRanges(campaigns.map(({ model }) => model.bookings));
  const words = bookings && `${bookingRange(bookings, format)} bookings for ${format.money(cost)}`;
  const pays = campaigns.every(({ model }) => model.afterCost.low >= 0);
  return {
    id: "campaign-case",
    label: "Campaign, modelled",
    value: range(campaignTotal(campaigns, format)),
    meaning: pays ? "good" : "neutral",
    note: words ?? "no campaign is ahead",
    sources: sourcesOf(campaigns.map(({ item }) => item)),
  };
}

function silentChannels({ channels }: CmoFacts, format: Formatter): Metric {
  const silent = channels.filter(isSilent).length;
  const known = channels.some(({ bookings }) => bookings !== undefined);
  const booked = channels.reduce((sum, { bookings = 0 }) => sum + bookings, 0);
  const note = `of ${channels.length}; ${format.count(booked)} bookings counted a month`;
  const blind = channels.length === 0 ? "no channel is on record" : "nobody counts bookings";
  return {
    id: "silent-channels",
    label: "Channels with none",
    value: countIf(known, silent),
    meaning: badIfAny(silent),
    note: known ? note : blind,
    sources: sourcesOf(channels.flatMap(({ records }) => records.map(({ item }) => item))),
  };
}

function liveListings({ listings }: CmoFacts, format: Formatter): Metric {
  const live = listings.filter(isLive).length;
  const next = nextListing(listings);
  const words = next === undefined ? "" : `; next ${nextWords(next, format)}`;
  return {
    id: "live-listings",
    label: "Live listings",
    value: countIf(listings.length > 0, live),
    meaning: live === 0 ? "bad" : next === undefined ? "good" : "neutral",
    note: listings.length === 0 ? "none is planned" : `of ${listings.length}${words}`,
    sources: sourcesOf(listings.map(({ item }) => item)),
  };
}

function listingValue({ listings }: CmoFacts): Metric {
  const waiting = listings.filter((listing) => !isLive(listing));
  const estimated = waiting.filter(({ item }) => item.monthlyValue !== undefined);
  const note = `expected of ${plural(estimated.length, "listing")} not live yet`;
  return {
    id: "listing-value",
    label: "Listings a month",
    value: range(sumRanges(estimated.flatMap(({ item }) => item.monthlyValue ?? []))),
    meaning: "good",
    note: estimated.length === 0 ? "no estimate is on record" : note,
    sources: sourcesOf(estimated.map(({ item }) => item)),
  };
}

function milestonesAhead(input: ComposeInput, { steps }: CmoFacts): Metric {
  const open = steps.filter(({ isDone }) => !isDone);
  const late = open.filter(({ overdueDays }) => overdueDays > 0).length;
  return {
    id: "milestones",
    label: "Milestones in 30 days",
    value: countIf(steps.length > 0, dueSoon(input, steps).length),
    meaning: badIfAny(late),
    note:
      steps.length === 0 ? "no roadmap is on record" : `of ${open.length} open; ${late} overdue`,
    sources: sourcesOf(steps.map(({ item }) => item)),
  };
}
