import type { Parking } from "../dispatch/dispatch.ts";
import type { Budget, BudgetOptions } from "./budget.ts";
import type { Condition } from "./expressions.ts";
import { budgetKey } from "./keys.ts";

/** How long everybody stops at first, and at most, in milliseconds. */
const SHORTEST_MS = 300_000;
const LONGEST_MS = 3_600_000;

/** So long after its end a halt says nothing any more about how long the next one has to be. */
const FORGOTTEN_MS = 3_600_000;

export interface HaltsOptions extends BudgetOptions {
  readonly load: () => Promise<Budget>;
}

/** Halts of everybody who sends from one account. They stand in the shared budget. */
export function createHalts({ table, clock, region, load }: HaltsOptions) {
  const key = budgetKey(region);
  const epochNow = () => clock.now().getTime();

  return {
    async begin(because: Parking["because"], reason: string): Promise<void> {
      for (;;) {
        const now = epochNow();
        const last = await load();
        // Others were refused together with us: that is one halt, which does not grow by their number.
        if (isHalted(last, now)) return;
        const length = haltLength(last, because, now);
        const set = {
          halted_until: now + length,
          halted_ms: length,
          halted_because: because,
          halted_reason: reason,
        };
        const begun = await table.update(key, { set, condition: stillLast(last) });
        if (begun !== undefined) return;
      }
    },

    /** The mail service takes mails: what was before is forgotten. */
    async forget(): Promise<void> {
      await table.update(key, {
        set: {},
        remove: ["halted_until", "halted_ms", "halted_because", "halted_reason"],
        condition: {
          // There was a halt, and it is over: whoever was refused after the mail that was taken is right.
          clauses: ["#halted_until <= :now"],
          values: { ":now": epochNow() },
        },
      });
    },
  };
}

/** Whether everybody is to stop at a moment, in epoch milliseconds. */
export function isHalted({ halted_until: until = 0 }: Pick<Budget, "halted_until">, now: number) {
  return until > now;
}

/**
 * How long everybody stops after a refusal that everybody would get, in milliseconds.
 *
 *     refused ─ 5 min ─ refused ─ 10 min ─ refused ─ 20 min ─ 40 min ─ 60 min ─ 60 min …
 *                                    └ taken, or an hour without a refusal: 5 min again
 *
 * Each attempt in vain leaves two events in the trail of a delivery, and that has to fit into one item (400 KB) for as
 * long as people take to mend what is wrong.
 *
 * @param last The budget as the halt before has left it.
 * @param now When the refusal came, in epoch milliseconds.
 */
export function haltLength(
  last: Pick<Budget, "halted_until" | "halted_because" | "halted_ms">,
  because: Parking["because"],
  now: number,
): number {
  // A quota frees by the clock, bit by bit within a day, for whoever comes first: longer waits would lose it to others.
  if (because === "quota" || because !== last.halted_because) return SHORTEST_MS;
  const { halted_until: until = 0, halted_ms: length = SHORTEST_MS } = last;
  return now - until < FORGOTTEN_MS ? Math.min(2 * length, LONGEST_MS) : SHORTEST_MS;
}

/** Nobody has halted since, and nobody has forgotten it: what we build on still stands. */
function stillLast({ halted_until: until }: Budget): Condition {
  if (until === undefined) return { clauses: ["attribute_not_exists(#halted_until)"] };
  return { clauses: ["#halted_until = :last"], values: { ":last": until } };
}
