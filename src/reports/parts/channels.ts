import type { MarketingChannel } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { MissingFact } from "../report.ts";
import { collect, type Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";

/** One channel, over all entities that say something about it. */
export interface Channel {
  readonly name: string;
  readonly records: readonly Owned<MarketingChannel>[];
  /** Known bookings a month; undefined while nobody counts, or while those who count have none. */
  readonly bookings: number | undefined;
  /** People reached a month, as far as known. */
  readonly reach: number;
}

/** The channels of all entities: what brings most first, then what reaches most. */
export function channelsOf(entities: readonly Entity[]): readonly Channel[] {
  const records = collect(entities, ({ channels }) => channels);
  const names = [...new Set(records.map(({ item }) => item.name))];
  const channels = names.map((name) =>
    channelOf(
      name,
      records.filter(({ item }) => item.name === name),
    ),
  );
  return channels.sort(
    (one, other) =>
      (other.bookings ?? 0) - (one.bookings ?? 0) ||
      other.reach - one.reach ||
      (one.name < other.name ? -1 : 1),
  );
}

/** Whether it is known to bring nothing: every entity that has it counts, and counts none. */
export function isSilent({ bookings }: Channel): boolean {
  return bookings === 0;
}

/** Bookings that nobody counts, and operating entities that say nothing of their channels. */
export function missingChannels(entities: readonly Entity[]): readonly MissingFact[] {
  const uncounted = collect(entities, ({ channels }) => channels)
    .filter(({ item }) => item.bookings === undefined)
    .map(({ entity, item }) => ({
      what: `Bookings through ${item.name}, ${entity.name}`,
      from: "asking each customer how they came, or tagged links",
      where: whereFrom(item, "bookings"),
    }));
  const silent = entities
    .filter(({ kind, channels }) => kind === "operating" && channels.length === 0)
    .map((entity) => ({
      what: `Marketing channels of ${entity.name}`,
      from: "a look at where its customers could meet it",
      where: whereFrom(entity, "channels"),
    }));
  return [...silent, ...uncounted];
}

function channelOf(name: string, records: readonly Owned<MarketingChannel>[]): Channel {
  const counted = records.flatMap(({ item }) => item.bookings ?? []);
  const sum = counted.reduce((total, bookings) => total + bookings, 0);
  const known = sum > 0 || counted.length === records.length;
  return {
    name,
    records,
    bookings: known ? sum : undefined,
    reach: records.reduce((total, { item }) => total + (item.reach ?? 0), 0),
  };
}
