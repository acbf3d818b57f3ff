import type { Listing } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { overdueDays } from "../formulas/days.ts";
import type { ListItem, MissingFact, Section } from "../report.ts";
import { counted } from "./counted.ts";
import { collect, type Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";
import { heading, partWords } from "./wording.ts";

/** All listings, entity by entity, in the order they should be taken. */
export function listingsOf(entities: readonly Entity[]): readonly Owned<Listing>[] {
  const order = ({ order, platform }: Listing) => `${String(order).padStart(16, "0")} ${platform}`;
  return entities.flatMap((entity) =>
    collect([entity], ({ listings }) => listings).toSorted((one, other) =>
      order(one.item) < order(other.item) ? -1 : 1,
    ),
  );
}

export function isLive({ item }: Owned<Listing>): boolean {
  return item.state === "live";
}

/** The platform to take next; undefined if all are live, or none is on record. */
export function nextListing(listings: readonly Owned<Listing>[]): Listing | undefined {
  return listings.find((listing) => !isLive(listing))?.item;
}

/** `Sailo, due Nov 6, 2026` */
export function nextWords({ platform, due }: Listing, format: Formatter): string {
  return due === undefined ? platform : `${platform}, due ${format.date(due)}`;
}

/** Where to be listed, in which order, and what has to be there first. */
export function listingSection(
  input: ComposeInput,
  listings: readonly Owned<Listing>[],
  format: Formatter,
): Section {
  if (listings.length === 0) {
    const text =
      "List platforms and directories under listings in an entity's file, in the order they should be taken.";
    return { heading: "No listing is planned or live", blocks: [{ kind: "text", text }] };
  }
  const live = listings.filter(isLive).length;
  const next = nextListing(listings);
  return {
    heading: heading(
      partWords(live, listings.length, "live", ["listing", "listings"]),
      next === undefined ? "" : `next is ${nextWords(next, format)}`,
    ),
    blocks: [
      {
        kind: "list",
        ranked: true,
        items: listings.map((listing) => listingItem(input, listing, format)),
      },
    ],
  };
}

/** Listings that are not live and whose worth nobody has estimated. */
export function missingListings(listings: readonly Owned<Listing>[]): readonly MissingFact[] {
  return listings
    .filter((listing) => !isLive(listing) && listing.item.monthlyValue === undefined)
    .map(({ entity, item }) => ({
      what: `What a listing on ${item.platform} brings a month, ${entity.name}`,
      from: "an estimate from what like offers earn there",
      where: whereFrom(item, "monthly_value"),
    }));
}

function listingItem(
  { reportingDate }: ComposeInput,
  { entity, item }: Owned<Listing>,
  format: Formatter,
): ListItem {
  const { platform, state, requires, due, monthlyValue } = item;
  const live = state === "live";
  const late = live || due === undefined ? 0 : overdueDays(due, reportingDate);
  const tags = [
    state,
    entity.name,
    live || due === undefined ? "" : `due ${format.date(due)}`,
    late === 0 ? "" : `${counted(format, late, "day")} overdue`,
    monthlyValue ? `${format.moneyRange(monthlyValue.low, monthlyValue.high)} a month` : "",
  ];
  return {
    title: platform,
    ...(live || requires === undefined ? {} : { detail: `First: ${requires}.` }),
    tags: tags.filter((tag) => tag !== ""),
    meaning: live ? "good" : late > 0 ? "bad" : "neutral",
  };
}
