import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Block, ListItem, Row, Section, TableBlock, Value } from "../report.ts";
import { type Channel, isSilent } from "./channels.ts";
import { orderedEntities } from "./entities.ts";
import { count, missing, text } from "./values.ts";
import { all, heading, listing, pluralIs, sentence } from "./wording.ts";

/** `5 of 6 channels bring none`; `none` is whatever they bring none of. */
export function channelWords(channels: readonly Channel[], none = "none"): string {
  const silent = channels.filter(isSilent).length;
  const whole = channels.length;
  const unknown = channels.filter(({ bookings }) => bookings === undefined).length;
  if (whole === 0) return "no channel is on record";
  if (whole === 1 && unknown === 0) return `the one channel brings ${silent ? none : "bookings"}`;
  if (silent === whole) return `${all(whole)} channels bring ${none}`;
  if (silent > 0)
    return `${silent} of ${whole} channels ${silent === 1 ? "brings" : "bring"} ${none}`;
  if (unknown > 0) return `${pluralIs(unknown, "channel")} not counted`;
  return `${all(whole)} channels bring bookings`;
}

/** Who can be met where, and what comes of it. */
export function channelSection(
  input: ComposeInput,
  channels: readonly Channel[],
  format: Formatter,
): Section {
  if (channels.length === 0) {
    const text = "List where customers could meet each entity under channels in its file.";
    return { heading: "No marketing channel is on record", blocks: [{ kind: "text", text }] };
  }
  const silent = channels.filter(isSilent);
  const entities = orderedEntities(input.portfolio).filter((entity) => entity.channels.length > 0);
  const blocks: Block[] = [matrix(input, channels, entities, format)];
  const words = [reachWords(silent, format), legend(entities)];
  const below = words.filter((each) => each !== "").join(" ");
  if (below !== "") blocks.push({ kind: "text", text: below });
  if (silent.length > 0) {
    const items = silent.map((channel) => silentItem(channel, format));
    blocks.push({ kind: "list", ranked: false, items });
  }
  return { heading: heading(channelWords(channels, "no bookings")), blocks };
}

/** `Social media reaches 12,450 people a month and brings no bookings.` Empty if no reach is known. */
function reachWords(silent: readonly Channel[], format: Formatter): string {
  const [most] = silent.toSorted((one, other) => other.reach - one.reach);
  return most === undefined || most.reach === 0
    ? ""
    : sentence(
        `${most.name} reaches ${format.count(most.reach)} people a month and brings no bookings`,
      );
}

function matrix(
  { portfolio, period }: ComposeInput,
  channels: readonly Channel[],
  entities: readonly Entity[],
  format: Formatter,
): TableBlock {
  return {
    kind: "table",
    title: {
      who: portfolio.settings.name,
      what: "Visibility, and bookings a month where there are any",
      when: period.label,
    },
    columns: [
      { label: "Channel", align: "start" },
      ...entities.map((entity) => ({ label: shortName(entity), align: "start" }) as const),
      { label: "Bookings", align: "end" },
    ],
    rows: channels.map((channel) => matrixRow(channel, entities, format)),
  };
}

function matrixRow(channel: Channel, entities: readonly Entity[], format: Formatter): Row {
  const { name, records, bookings } = channel;
  const cells: Value[] = entities.map((entity) => {
    const record = records.find((each) => each.entity === entity)?.item;
    if (record === undefined) return missing;
    const { visibility, bookings: came } = record;
    if (came === 0) return text(visibility);
    return text(`${visibility}, ${format.value(came === undefined ? missing : count(came))}`);
  });
  const row = [text(name), ...cells, bookings === undefined ? missing : count(bookings)];
  return isSilent(channel) ? { cells: row, meaning: "bad" } : { cells: row };
}

/** What is said of a channel where it reaches most people. */
function silentItem({ name, records }: Channel, format: Formatter): ListItem {
  const reachOf = (reach: number | undefined) => reach ?? -1;
  const [most] = records.toSorted(
    (one, other) => reachOf(other.item.reach) - reachOf(one.item.reach),
  );
  if (most === undefined) return { title: name };
  const { entity, item } = most;
  const people = item.reach === 0 ? "nobody" : format.count(item.reach ?? 0);
  const reach = item.reach === undefined ? [] : [`reaches ${people} a month`];
  return { title: name, detail: item.note, tags: [entity.name, item.visibility, ...reach] };
}

/** Longest name that heads a column of one word. */
const LONGEST_HEADER = 8;

/** The name, or, where that is too long above a column, the id in capitals. */
function shortName({ id, name }: Entity): string {
  return name.length > LONGEST_HEADER ? id.toUpperCase() : name;
}

/** `DC is DangerousCentaur and QDN is QuickDumpNow.` */
function legend(entities: readonly Entity[]): string {
  const short = entities.filter((entity) => shortName(entity) !== entity.name);
  const words = short.map((entity) => `${shortName(entity)} is ${entity.name}`);
  return words.length === 0 ? "" : `${listing(words)}.`;
}
