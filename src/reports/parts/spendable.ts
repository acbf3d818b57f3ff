import type { Formatter } from "../format.ts";
import { cashAboveRunway } from "../formulas/cash-above-runway.ts";
import type { Block } from "../report.ts";
import type { JudgedRule } from "./rules.ts";

/** How much cash may go into initiatives. */
export type Spendable =
  /** No rule asks for a runway. */
  | { readonly kind: "unlimited" }
  /** What the rule on runway leaves, minor units. */
  | { readonly kind: "limited"; readonly minor: number }
  /** There is a rule, and it cannot be checked: without cash or burn on record, or with books that are too old. */
  | { readonly kind: "unknown" };

/**
 * What may be spent before runway falls under its rule; of several rules the strictest counts.
 *
 * @param cash Minor units; undefined if not on record.
 * @param netBurns Of the months that runway is averaged over, minor units each.
 */
export function spendableCash(
  rules: readonly JudgedRule[],
  cash: number | undefined,
  netBurns: readonly number[],
): Spendable {
  const bounds = rules.flatMap(({ item, state }) =>
    item.measure === "runway_months" && item.atLeast !== undefined
      ? [{ months: item.atLeast, state }]
      : [],
  );
  if (bounds.length === 0) return { kind: "unlimited" };
  const months = Math.max(...bounds.map((each) => each.months));
  const minor = cashAboveRunway(cash, netBurns, months);
  const isKnown = bounds.every(({ state }) => state !== "unknown");
  return isKnown && minor !== undefined ? { kind: "limited", minor } : { kind: "unknown" };
}

/** How much can be spent, or that nobody can tell; nothing where nothing limits it. */
export function spendableText(spendable: Spendable, format: Formatter): readonly Block[] {
  switch (spendable.kind) {
    case "unlimited":
      return [];
    case "unknown": {
      const text =
        "How much cash can be spent is not known, because the rule on runway cannot be checked.";
      return [{ kind: "text", text }];
    }
    case "limited": {
      const cash = format.money(format.roundMoney(spendable.minor));
      const text = `${cash} of cash can be spent before runway falls under its rule; what needs more waits.`;
      return [{ kind: "text", text }];
    }
  }
}
