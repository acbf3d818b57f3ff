import { CAPITAL_TIERS, type CapitalTier, type Initiative } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { overdueDays } from "../formulas/days.ts";
import { sumRanges } from "../formulas/money-range.ts";
import type { Action, ListItem, Row, Section } from "../report.ts";
import { note } from "./change.ts";
import { collect, type Owned } from "./entities.ts";
import { type Spendable, spendableText } from "./spendable.ts";
import { count, money, nothing, range, text } from "./values.ts";
import { heading, plural, pluralIs } from "./wording.ts";

const TIER_NAMES: Readonly<Record<CapitalTier, string>> = {
  "zero-cost": "Zero-cost",
  "low-cost": "Low-cost",
  "revenue-producing": "Revenue-producing",
  "do-not-deploy": "Do not deploy",
};

/** Initiatives by tier, of which those with the higher return a month come first. */
export function rankInitiatives(entities: readonly Entity[]): readonly Owned<Initiative>[] {
  const tier = ({ item }: Owned<Initiative>) => CAPITAL_TIERS.indexOf(item.tier);
  const brings = ({ item }: Owned<Initiative>) =>
    (item.monthlyReturn?.low ?? 0) + (item.monthlyReturn?.high ?? 0);
  return collect(entities, ({ initiatives }) => initiatives).toSorted(
    (one, other) =>
      tier(one) - tier(other) ||
      brings(other) - brings(one) ||
      (one.item.id < other.item.id ? -1 : 1),
  );
}

/**
 * Initiatives money may go into, as next steps. What no longer fits into the cash that may be spent says so, and what
 * costs anything while nobody can tell how much that is.
 */
export function initiativeActions(
  { reportingDate }: ComposeInput,
  ranked: readonly Owned<Initiative>[],
  spendable: Spendable,
  format: Formatter,
): readonly Action[] {
  let left = spendable.kind === "limited" ? spendable.minor : Number.POSITIVE_INFINITY;
  return ranked.filter(mayDeploy).map(({ entity, item }) => {
    const fits = item.capital <= left;
    if (fits) left -= item.capital;
    const isUnchecked = spendable.kind === "unknown" && item.capital > 0;
    return {
      title: item.title,
      owner: `${item.owner}, ${entity.name}`,
      ...(item.due !== undefined && {
        due: item.due,
        overdueDays: overdueDays(item.due, reportingDate),
      }),
      effect: note(
        fits ? "" : "waits for cash: runway would fall under its rule",
        isUnchecked ? "cannot be checked against the rule on runway" : "",
        effectOf(item, format),
      ),
    };
  });
}

function effectOf({ capital, monthlyReturn }: Initiative, format: Formatter): string {
  const cost = capital === 0 ? "costs nothing" : `takes ${format.money(capital)}`;
  return monthlyReturn === undefined
    ? cost
    : `${cost}; brings ${format.moneyRange(monthlyReturn.low, monthlyReturn.high)} a month`;
}

/** What money should go into, in what order, and what it should not. */
export function capitalSection(
  { portfolio, period }: ComposeInput,
  ranked: readonly Owned<Initiative>[],
  spendable: Spendable,
  format: Formatter,
): Section {
  if (ranked.length === 0) {
    const hint = "List what money could go into under initiatives in an entity's file.";
    return { heading: "No initiative is on record", blocks: [{ kind: "text", text: hint }] };
  }
  const { name, currency } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  const open = ranked.filter(mayDeploy);
  return {
    heading: heading(capitalWords(ranked, format)),
    blocks: [
      {
        kind: "table",
        title: { who: name, what: "Initiatives by tier of capital", when: period.label },
        columns: [
          { label: "Tier", align: "start" },
          { label: "Initiatives", align: "end" },
          amount("Capital"),
          amount("Return a month"),
        ],
        rows: CAPITAL_TIERS.map((tier) => tierRow(tier, ranked)),
        total: totalCells("Total to deploy", open),
      },
      ...spendableText(spendable, format),
      { kind: "list", ranked: false, items: ranked.map((each) => initiativeItem(each, format)) },
    ],
  };
}

/** `5 initiatives take $2,400 of capital; 2 should get none` */
function capitalWords(ranked: readonly Owned<Initiative>[], format: Formatter): string {
  const open = ranked.filter(mayDeploy);
  const barred = ranked.length - open.length;
  const takes = format.money(open.reduce((sum, { item }) => sum + item.capital, 0));
  const verb = open.length === 1 ? "takes" : "take";
  return heading(
    open.length === 0 ? "" : `${plural(open.length, "initiative")} ${verb} ${takes} of capital`,
    barred === 0 ? "" : `${pluralIs(barred, "initiative")} not to be funded`,
  );
}

function mayDeploy({ item }: Owned<Initiative>): boolean {
  return item.tier !== "do-not-deploy";
}

function tierRow(tier: CapitalTier, ranked: readonly Owned<Initiative>[]): Row {
  const mine = ranked.filter(({ item }) => item.tier === tier);
  return { cells: totalCells(TIER_NAMES[tier], mine) };
}

function totalCells(label: string, mine: readonly Owned<Initiative>[]) {
  const returns = sumRanges(mine.flatMap(({ item }) => item.monthlyReturn ?? []));
  return [
    text(label),
    count(mine.length),
    mine.length === 0 ? nothing : money(mine.reduce((sum, { item }) => sum + item.capital, 0)),
    returns === undefined ? nothing : range(returns),
  ];
}

function initiativeItem({ entity, item }: Owned<Initiative>, format: Formatter): ListItem {
  const isBarred = item.tier === "do-not-deploy";
  return {
    title: item.title,
    detail: item.reason,
    tags: [
      TIER_NAMES[item.tier].toLowerCase(),
      entity.name,
      item.capital === 0 ? "no capital" : format.money(item.capital),
    ],
    meaning: isBarred ? "bad" : "neutral",
  };
}
