import type { Clock } from "../clock.ts";
import type { Parking } from "../dispatch/dispatch.ts";
import { LEAST_PER_SECOND, type MailAccount, type Throttle } from "../dispatch/mail-ports.ts";
import { type Budget, createBudget } from "./budget.ts";
import { createHalts, isHalted } from "./halts.ts";
import { createPermits } from "./permit.ts";
import { createPermitQueue, type Turn } from "./permit-queue.ts";
import { freesAt } from "./quota-history.ts";
import type { TableClient } from "./table-client.ts";

export interface ThrottleOptions {
  readonly table: TableClient;
  readonly clock: Clock;
  readonly account: MailAccount;
  /** The account's region: limits are kept apart by it. */
  readonly region: string;
  /** How much of rate and quota is used, above 0 up to 1. */
  readonly share: number;
}

/** How old the account's limits may get, in milliseconds. */
const LIMITS_AGE_MS = 300_000;
/** How old they may be before nothing is sent on their account. */
const EXHAUSTED_AGE_MS = 60_000;
/**
 * Turns are rounded to milliseconds, and as many of them as the rate must still fill more than a second: hence a touch
 * slower.
 */
const PACE_MS = 1_002;
/** Waits for another process that asks the mail service, in milliseconds. */
const OTHERS_WAITS_MS = [250, 500, 1_000, 2_000] as const;

/**
 * Rate and quota of one account, shared by all processes through the table.
 *
 * Each booking is the theoretical arrival time of the generic cell rate algorithm (ITU-T I.371) with no burst: turns
 * are spread evenly, so that no second, wherever it begins, holds more than the rate.
 */
export function createThrottle({
  table,
  clock,
  account,
  region,
  share,
}: ThrottleOptions): Throttle {
  const budgets = createBudget({ table, clock, region });
  const halts = createHalts({ table, clock, region, load: budgets.load });
  let perSecond = LEAST_PER_SECOND;
  /** Milliseconds from one recipient to the next. */
  const interval = () => PACE_MS / (perSecond * share);

  async function refresh(): Promise<Budget> {
    const before = await budgets.claimReading();
    if (before === undefined) return await waitForOthers();
    const standing = await account.read(0);
    if (standing === undefined) await budgets.keepSilence();
    else await budgets.keepReading(standing, before, share);
    return await budgets.load();
  }

  /** Old limits are better than none; where there are none yet, somebody is about to have them. */
  async function waitForOthers(): Promise<Budget> {
    let budget = await budgets.load();
    for (const waitMs of OTHERS_WAITS_MS) {
      if (budget.read_at !== undefined) break;
      await clock.wait(waitMs);
      budget = await budgets.load();
    }
    return budget;
  }

  async function current(recipients: number): Promise<Budget> {
    const now = clock.now().getTime();
    const kept = await budgets.load();
    const mostAge = hasRoom(kept, recipients) ? LIMITS_AGE_MS : EXHAUSTED_AGE_MS;
    const isFresh = kept.read_at !== undefined && now - kept.read_at < mostAge;
    const budget = isFresh ? kept : await refresh();
    perSecond = budget.per_second ?? LEAST_PER_SECOND;
    return budget;
  }

  async function whyNot(budget: Budget, recipients: number): Promise<Parking | undefined> {
    const now = clock.now().getTime();
    const { halted_because: because, halted_reason: reason } = budget;
    if (isHalted(budget, now) && because !== undefined && reason !== undefined) {
      return because === "quota" ? await quotaParking(1, reason) : { because, reason };
    }
    // Just used up: it has room again when as many as are wanted are a day old.
    return hasRoom(budget, recipients) ? undefined : await quotaParking(recipients, USED_UP);
  }

  async function quotaParking(wanted: number, reason: string): Promise<Parking> {
    const at = freesAt(await budgets.loadHistory(), wanted, clock.now().getTime());
    const until = at === undefined ? {} : { until: new Date(at).toISOString() };
    return { because: "quota", reason, ...until };
  }

  async function book(recipients: number): Promise<Turn | Parking> {
    for (;;) {
      const budget = await current(recipients);
      const parking = await whyNot(budget, recipients);
      if (parking !== undefined) return parking;
      const turn = await budgets.book(budget, recipients, interval());
      // Without a turn somebody else has taken one: the budget moves on, and so do we.
      if (turn !== undefined) return turn;
    }
  }

  /** For whoever was too slow for the turn that was booked. @returns undefined if somebody else was faster just now. */
  async function bookAgain(recipients: number, from: number): Promise<number | undefined> {
    const seen = await budgets.load();
    return await budgets.bookAgain(seen, { from, length: recipients * interval() });
  }

  return {
    acquire: createPermitQueue({
      clock,
      book,
      batchSize: () => Math.floor(perSecond * share),
      permits: createPermits({ clock, bookAgain }),
    }),
    giveBack: budgets.giveBack,
    async standing() {
      return await whyNot(await current(1), 1);
    },
    async halt(because, reason) {
      await halts.begin(because, reason);
      return because === "quota" ? await quotaParking(1, reason) : { because, reason };
    },
    endHalts: halts.forget,
    async rate() {
      await current(1);
      return perSecond * share;
    },
  };
}

const USED_UP =
  "Today's Amazon SES quota is used up. The mails that are left go out by themselves as it frees.";

function hasRoom({ granted, ceiling }: Budget, recipients: number): boolean {
  return ceiling === undefined || granted + recipients <= ceiling;
}
