import type { Campaign } from "../../portfolio/business.ts";
import type { Entity, MoneyRange } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import {
  breakEvenBookings,
  type CampaignCase,
  campaignCase,
  compareCampaigns,
} from "../formulas/campaign-case.ts";
import { sumRanges } from "../formulas/money-range.ts";
import type { Action, MissingFact } from "../report.ts";
import { collect, type Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";
import { range } from "./values.ts";

/** A campaign with what it would bring. Amounts in minor units. */
export interface Modelled extends Owned<Campaign> {
  readonly model: CampaignCase;
  /** Bookings that pay for it; undefined where it cannot pay. */
  readonly breakEven: number | undefined;
}

/** Campaigns that have not begun before the reporting date, the one that leaves most first. */
export function campaignsAhead(
  { reportingDate }: ComposeInput,
  entities: readonly Entity[],
): readonly Modelled[] {
  const order = ({ item }: Owned<Campaign>) => `${item.start} ${item.id}`;
  return collect(entities, ({ campaigns }) => campaigns)
    .filter(({ item }) => item.start >= reportingDate)
    .map((owned) => ({
      ...owned,
      model: campaignCase(owned.item),
      breakEven: breakEvenBookings(owned.item),
    }))
    .toSorted(
      (one, other) =>
        compareCampaigns(one.item, other.item) || (order(one) < order(other) ? -1 : 1),
    );
}

/** What all of them model together, to whole units of the currency; undefined for none. */
export function campaignTotal(
  campaigns: readonly Modelled[],
  format: Formatter,
): MoneyRange | undefined {
  return sumRanges(campaigns.map(({ model }) => rounded(model.value, format)));
}

/** An estimate is not exact to the cent. */
export function rounded({ low, high }: MoneyRange, format: Formatter): MoneyRange {
  return { low: format.roundMoney(low), high: format.roundMoney(high) };
}

/** From here on a tenth of a booking tells a reader nothing. */
const WHOLE_FROM = 10;

/** Bookings in a sentence, `15–29`; fewer than ten keep a decimal, `0.4–0.8`. */
export function bookingRange({ low, high }: CampaignCase["bookings"], format: Formatter): string {
  if (low < WHOLE_FROM) return countRange({ low, high }, format);
  return countRange({ low: Math.round(low), high: Math.round(high) }, format);
}

/** `4–8`; one count where both ends read alike. */
export function countRange({ low, high }: CampaignCase["bookings"], format: Formatter): string {
  const [from, to] = [format.count(low), format.count(high)];
  return from === to ? from : `${from}–${to}`;
}

/** A campaign as a next step. */
export function toCampaignAction({ entity, item, model }: Modelled, format: Formatter): Action {
  const models = format.figure(range(rounded(model.value, format)));
  return {
    title: `Send "${item.title}" to ${format.count(item.contacts)} contacts`,
    owner: `${item.owner}, ${entity.name}`,
    due: item.start,
    effect: `costs ${format.money(item.cost)}; models ${models} of bookings`,
  };
}

/** While nothing is planned: what would make a case. */
export function missingCampaign(
  entities: readonly Entity[],
  ahead: readonly Modelled[],
): readonly MissingFact[] {
  const [first] = entities;
  if (first === undefined || ahead.length > 0) return [];
  return [
    {
      what: "A campaign that is ahead, with contacts, conversion and value of a booking",
      from: "an estimate by whoever holds the contacts",
      where: whereFrom(first, "campaigns"),
    },
  ];
}
