import type { RevenueStream } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Action, Block, MissingFact, Row, Section } from "../report.ts";
import { collect, type Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";
import { acrossWords, type StaysAcross } from "./stays-across.ts";
import { missing, money, text } from "./values.ts";
import { heading, listing, plural } from "./wording.ts";

const POLICY_NAMES = {
  point_in_time: "at a point in time",
  over_time: "over time",
  straight_line: "straight-line",
} as const;

/** Revenue streams, those without a recognition policy first. */
export function recognitionOf(entities: readonly Entity[]): readonly Owned<RevenueStream>[] {
  const streams = collect(entities, ({ revenueStreams }) => revenueStreams);
  return [...streams.filter(isUndefined), ...streams.filter((each) => !isUndefined(each))];
}

/** A stream of which nobody has decided when its revenue is earned. */
export function isUndefined({ item }: Owned<RevenueStream>): boolean {
  return item.recognition === undefined;
}

/** `3 of 7 revenue streams have no recognition policy` */
export function policyWords(streams: readonly Owned<RevenueStream>[]): string {
  const open = streams.filter(isUndefined).length;
  if (streams.length === 0) return "no revenue stream is on record";
  if (open === 0) {
    return streams.length === 1
      ? "the one revenue stream has a recognition policy"
      : `all ${streams.length} revenue streams have a recognition policy`;
  }
  if (streams.length === 1) return "the only revenue stream has no recognition policy";
  const verb = open === 1 ? "has" : "have";
  return `${open} of ${plural(streams.length, "revenue stream")} ${verb} no recognition policy`;
}

/** When revenue counts as earned, stream by stream. */
export function recognitionSection(
  input: ComposeInput,
  streams: readonly Owned<RevenueStream>[],
  stays: StaysAcross,
  format: Formatter,
): Section {
  const finding = heading(policyWords(streams));
  if (streams.length === 0) {
    const hint =
      "Write what is sold under revenue_streams in an entity's file, with its recognition.";
    return { heading: finding, blocks: [{ kind: "text", text: hint }] };
  }
  const { name, currency } = input.portfolio.settings;
  const blocks: Block[] = [
    {
      kind: "table",
      title: { who: name, what: "When revenue counts as earned", when: input.period.label },
      columns: [
        { label: "Stream", align: "start" },
        { label: "Entity", align: "start" },
        { label: "Price", unit: currency, align: "end" },
        { label: "Policy", align: "end" },
      ],
      rows: streams.map(streamRow),
    },
  ];
  if (stays.later > 0) blocks.push({ kind: "text", text: acrossWords(stays, format) });
  return { heading: finding, blocks };
}

/** One step for all that is undefined: policies are decided together. */
export function policyAction(streams: readonly Owned<RevenueStream>[]): readonly Action[] {
  const open = streams.filter(isUndefined);
  const [first] = open;
  if (first === undefined) return [];
  const names = listing(open.map(({ item }) => item.name.toLowerCase()));
  const title = `Decide when revenue is earned: ${names}`;
  return [
    {
      title,
      owner: `Owner, ${first.entity.name}`,
      effect: "sales and earnings of a month can be told apart",
    },
  ];
}

export function missingPolicies(streams: readonly Owned<RevenueStream>[]): readonly MissingFact[] {
  return streams.filter(isUndefined).map(({ entity, item }) => ({
    what: `Recognition policy for ${item.name.toLowerCase()}, ${entity.name}`,
    from: "a decision on when it is earned (IFRS 15, ASC 606)",
    where: whereFrom(item, "recognition"),
  }));
}

function streamRow({ entity, item }: Owned<RevenueStream>): Row {
  const { name, price, recognition } = item;
  const policy = recognition === undefined ? missing : text(POLICY_NAMES[recognition]);
  const cells = [text(name), text(entity.name), money(price), policy];
  return recognition === undefined ? { cells, meaning: "bad" } : { cells };
}
