import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { AccountStanding } from "../dispatch/mail-ports.ts";
import type { Condition } from "./expressions.ts";
import { budgetKey, historyKey } from "./keys.ts";
import type { Turn } from "./permit-queue.ts";
import { ceilingOf, type HistoryPoint, withPoint } from "./quota-history.ts";
import type { TableClient } from "./table-client.ts";

/** What all processes that send from one account share, as it stands in the table. Times in epoch milliseconds. */
const budgetItem = z.object({
  /** Recipients granted since the count began. */
  granted: z.number().default(0),
  /** Up to which count grants may go on; absent where there is no daily quota. */
  ceiling: z.number().exactOptional(),
  /** When the next recipient has its turn. */
  next_at: z.number().exactOptional(),
  /** The account's rate; absent until it was read, and where the mail service does not say. */
  per_second: z.number().exactOptional(),
  /** When the mail service was last asked for the two. */
  read_at: z.number().exactOptional(),
  halted_until: z.number().exactOptional(),
  halted_because: z.enum(["quota", "paused", "sender"]).exactOptional(),
  halted_reason: z.string().exactOptional(),
  /** How long the halt until then was to be. */
  halted_ms: z.number().exactOptional(),
});
export type Budget = z.infer<typeof budgetItem>;

const historyItem = z.object({
  points: z.array(z.object({ at: z.number(), granted: z.number() })),
});

/** One process asks the mail service at a time; if it dies meanwhile, another may. */
const READING_MS = 10_000;

/** A turn further ahead than this can only come from a clock that was wrong. */
const HORIZON_MS = 3_600_000;

export interface BudgetOptions {
  readonly table: TableClient;
  readonly clock: Clock;
  /** The account's region. */
  readonly region: string;
}

/** Milliseconds since the epoch before which no turn is booked, and how long it takes. */
interface Wanted {
  readonly from: number;
  readonly length: number;
}

/** The shared budget: two items, changed by conditional writes only. */
export function createBudget({ table, clock, region }: BudgetOptions) {
  const key = budgetKey(region);
  const epochNow = () => clock.now().getTime();

  /** Books a turn behind everybody else's; undefined if somebody has booked since the budget was read, or `within` fails. */
  async function bookBehind(
    { next_at: nextAt = 0 }: Budget,
    { from, length }: Wanted,
    granted: number,
    ...within: readonly Condition[]
  ): Promise<number | undefined> {
    const isUsable = nextAt > from && nextAt <= from + HORIZON_MS;
    const item = await table.update(key, {
      set: isUsable ? {} : { next_at: from + length },
      add: { granted, ...(isUsable && { next_at: length }) },
      condition: join(isUsable ? TURN_IS_AHEAD : NO_TURN_IS_AHEAD, ...within, {
        clauses: [],
        values: { ":from": from, ":horizon": from + HORIZON_MS },
      }),
    });
    return item && Number(item["next_at"]) - length;
  }

  return {
    async load(): Promise<Budget> {
      return budgetItem.parse((await table.get(key)) ?? {});
    },

    async loadHistory(): Promise<readonly HistoryPoint[]> {
      const item = await table.get(historyKey(region));
      return item === undefined ? [] : historyItem.parse(item).points;
    },

    /**
     * Takes recipients out of the budget and books their turn behind everybody else's, at an even pace.
     *
     * @param interval Milliseconds from one recipient to the next.
     * @returns undefined if the budget has changed since it was read.
     */
    async book(seen: Budget, recipients: number, interval: number): Promise<Turn | undefined> {
      const now = epochNow();
      const wanted = { from: now, length: recipients * interval };
      const startsAt = await bookBehind(
        seen,
        wanted,
        recipients,
        // Nobody has been refused meanwhile.
        {
          clauses: ["(attribute_not_exists(#halted_until) OR #halted_until <= :now)"],
          values: { ":now": now },
        },
        withinCeiling(seen, recipients),
      );
      return startsAt === undefined ? undefined : { startsAt, interval };
    },

    /**
     * Books another turn for what was granted before and has missed its own.
     *
     * @param wanted From when on, in milliseconds since the epoch, and how many milliseconds it takes.
     * @returns When it begins; undefined if the budget has changed since it was read.
     */
    async bookAgain(seen: Budget, wanted: Wanted): Promise<number | undefined> {
      return await bookBehind(seen, wanted, 0);
    },

    /**
     * Raises the ceiling instead of lowering the count, which never goes back. Only for what was granted after the
     * moment that the ceiling was worked out for, which lies minutes back.
     */
    async giveBack(recipients: number): Promise<void> {
      await table.update(key, {
        set: {},
        add: { ceiling: recipients },
        // Where there is no daily quota none is made.
        condition: { clauses: ["attribute_exists(#ceiling)"] },
      });
    },

    /** @returns What the budget is, for whoever may now ask the mail service; undefined for everybody else. */
    async claimReading(): Promise<Budget | undefined> {
      const now = epochNow();
      const item = await table.update(key, {
        set: { reading_at: now },
        // Makes the count where there is none, so that it can be compared with the ceiling.
        add: { granted: 0 },
        condition: {
          // The service answers such questions once a second; of several processes one asks.
          clauses: ["(attribute_not_exists(#reading_at) OR #reading_at < :stale)"],
          values: { ":stale": now - READING_MS },
        },
      });
      return item && budgetItem.parse(item);
    },

    /** @param before The budget just before the service was asked. @param share Of rate and quota, up to 1. */
    async keepReading(standing: AccountStanding, before: Budget, share: number): Promise<void> {
      const { granted, next_at: nextAt = 0 } = before;
      const history = await this.loadHistory();
      const point = { at: Math.max(epochNow(), nextAt), granted };
      await table.put({ ...historyKey(region), points: withPoint(history, point) });
      const readAt = standing.readAt.getTime();
      const { perDay, sentToday, perSecond } = standing;
      const left = perDay === undefined ? undefined : perDay * share - sentToday;
      const ceiling = left === undefined ? undefined : ceilingOf(history, { readAt, left });
      await table.update(key, {
        set: { per_second: perSecond, read_at: readAt, ceiling },
        remove: [
          ...(perSecond === undefined ? ["per_second"] : []),
          ...(ceiling === undefined ? ["ceiling"] : []),
        ],
        condition: {
          // A slow answer does not take the place of a later one.
          clauses: ["(attribute_not_exists(#read_at) OR #read_at <= :read_at)"],
          values: { ":read_at": readAt },
        },
      });
    },

    /** The service did not say; what was known before goes on counting, and nobody asks again for a while. */
    async keepSilence(): Promise<void> {
      const now = epochNow();
      await table.update(key, {
        set: { read_at: now },
        condition: {
          // Nobody has got an answer meanwhile.
          clauses: ["(attribute_not_exists(#read_at) OR #read_at < :now)"],
          values: { ":now": now },
        },
      });
    },
  };
}

/** Others have booked ahead of us: our turn comes behind theirs. */
const TURN_IS_AHEAD: Condition = { clauses: ["#next_at > :from", "#next_at <= :horizon"] };

/** Nobody waits: our turn is now, and nobody else has just taken it. */
const NO_TURN_IS_AHEAD: Condition = {
  clauses: ["(attribute_not_exists(#next_at) OR #next_at <= :from OR #next_at > :horizon)"],
};

function withinCeiling({ ceiling }: Budget, recipients: number): Condition {
  // A quota that was read meanwhile counts.
  if (ceiling === undefined) return { clauses: ["attribute_not_exists(#ceiling)"] };
  return {
    clauses: [
      // The one that was read still stands.
      "#ceiling = :ceiling",
      // Others have not used it up.
      "#granted <= :most",
    ],
    values: { ":ceiling": ceiling, ":most": ceiling - recipients },
  };
}

function join(...conditions: readonly Condition[]): Condition {
  return {
    clauses: conditions.flatMap(({ clauses }) => clauses),
    values: Object.assign({}, ...conditions.map(({ values = {} }) => values)),
  };
}
