import type { Entity, StackLayer } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Action, MissingFact, Section } from "../report.ts";
import { countWords } from "./count-words.ts";
import { collect, type Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";
import { listing, plural, sentence } from "./wording.ts";

/** The layer of an entity's stack that says what its books are kept in. */
const LAYER = "accounting";

/**
 * The accounting systems in use: layers of the stack called `Accounting` whose verdict is not `replace`. What is to
 * be replaced, e.g. a spreadsheet, is not a system that is in place.
 */
export function accountingSystems(entities: readonly Entity[]): readonly Owned<StackLayer>[] {
  return collect(entities, ({ stack }) => stack).filter(
    ({ item }) => item.layer.trim().toLowerCase() === LAYER && item.verdict !== "replace",
  );
}

/** `no accounting system is in place` */
export function systemWords(
  entities: readonly Entity[],
  systems: readonly Owned<StackLayer>[],
): string {
  const covered = new Set(systems.map(({ entity }) => entity)).size;
  if (covered === 0) return "no accounting system is in place";
  if (covered === entities.length) return "an accounting system is in place for every entity";
  return `an accounting system is in place for ${covered} of ${plural(entities.length, "entity", "entities")}`;
}

/** What the books are kept in, and what that means. */
export function systemSection(
  { portfolio: { ledger } }: ComposeInput,
  entities: readonly Entity[],
  systems: readonly Owned<StackLayer>[],
  format: Formatter,
): Section {
  const words = systemWords(entities, systems);
  const heading = words.charAt(0).toUpperCase() + words.slice(1);
  if (systems.length > 0) {
    const items = systems.map(({ entity, item }) => ({
      title: `${item.technology}, ${entity.name}`,
      detail: item.note,
    }));
    return { heading, blocks: [{ kind: "list", ranked: false, items }] };
  }
  const files = new Set(ledger?.cells.map(({ source }) => source.file)).size;
  const postings = (ledger?.cells ?? []).reduce((sum, { count }) => sum + count, 0);
  const text = sentence(
    postings === 0
      ? "no ledger is kept either"
      : `the books are ${countWords(postings, format, "posting")} in ${plural(files, "exported file")}`,
    "nothing checks that they are complete, balances them or closes a month",
  );
  return { heading, blocks: [{ kind: "callout", meaning: "bad", text }] };
}

export function systemAction(
  entities: readonly Entity[],
  systems: readonly Owned<StackLayer>[],
): readonly Action[] {
  if (systems.length > 0 || entities.length === 0) return [];
  const title = "Choose an accounting system and bring the ledger into it";
  return [{ title, owner: "Bookkeeper", effect: "months can be closed and balanced" }];
}

/** Where a system would be written down. One field for the portfolio: the first entity's stack. */
export function missingSystem(
  entities: readonly Entity[],
  systems: readonly Owned<StackLayer>[],
): readonly MissingFact[] {
  const without = entities.filter((each) => !systems.some(({ entity }) => entity === each));
  const [first] = without;
  if (first === undefined) return [];
  return [
    {
      what: `Accounting system of ${listing(without.map(({ name }) => name))}`,
      from: "the system the books are kept in, once there is one",
      where: whereFrom(first, "stack, a layer named Accounting"),
    },
  ];
}
