import type { Clock } from "../clock.ts";
import { STANDARD_RETENTION } from "../portfolio/retention.ts";
import type {
  OccurrenceClaim,
  OccurrenceId,
  OccurrenceOutcome,
  OccurrenceStore,
} from "../schedule/ports.ts";
import { epochSeconds } from "./expiry.ts";
import type { Attributes, Condition } from "./expressions.ts";
import { OCCURRENCE_PREFIX, occurrenceKey, occurrencesPartition } from "./keys.ts";
import { fromOccurrenceItem, occurrenceIdIn, toClaim } from "./schedule-items.ts";
import { DUE_INDEX, TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Queue of the due index that holds occurrences until they are settled. */
const OCCURRENCE_QUEUE = "occurrence";

/** Longer than a report takes to be worked out and shown, also where Slack asks to wait. */
const LEASE_MS = 15 * 60_000;

const DAY_SECONDS = 86_400;

export interface OccurrencesOptions {
  readonly table: TableClient;
  readonly clock: Clock;
}

/**
 * One item for each moment at which a schedule was due; schedule and moment are its key, so that it exists once.
 *
 *     A  put if absent (fence 1, lease 15 min) ── draft ── ✗ dies
 *     B  put if absent: refused          … lease is over: fence 2 ── void what A drafted ── draft ── commit
 */
export function createOccurrences({ table, clock }: OccurrencesOptions): OccurrenceStore {
  const isoIn = (milliseconds: number) =>
    new Date(clock.now().getTime() + milliseconds).toISOString();
  const expiry = () => epochSeconds(clock.now()) + STANDARD_RETENTION.record * DAY_SECONDS;
  const leased = () => ({ state: "running", due_queue: OCCURRENCE_QUEUE, due_at: isoIn(LEASE_MS) });
  const keyOf = ({ scheduleId, dueAt }: OccurrenceId) => occurrenceKey(scheduleId, dueAt);

  const write = async (claim: OccurrenceClaim, set: Attributes, remove: readonly string[] = []) => {
    const condition = heldBy(claim);
    return (await table.update(keyOf(claim), { set, remove, condition })) !== undefined;
  };

  return {
    async claim(id) {
      const item = { ...keyOf(id), ...leased(), fence: 1, [TTL_ATTRIBUTE]: expiry() };
      // It is no occurrence yet: neither made nor missed.
      const won = await table.put(item, { clauses: ["attribute_not_exists(task_id)"] });
      return won ? { ...id, fence: 1, told: false } : undefined;
    },

    async takeOver(id) {
      const item = await table.get(keyOf(id));
      if (item === undefined) return undefined;
      const seen = toClaim(item);
      const taken = await table.update(keyOf(id), {
        set: { ...leased(), fence: seen.fence + 1 },
        condition: {
          clauses: [
            // Nobody else has taken it over since it was read.
            "#fence = :seen",
            // It is not settled, and its lease is over or the time to try again has come.
            "#state IN (:running, :waiting)",
            "#due_at <= :now",
          ],
          values: {
            ":seen": seen.fence,
            ":running": "running",
            ":waiting": "waiting",
            ":now": clock.now().toISOString(),
          },
        },
      });
      return taken && toClaim(taken);
    },

    async findDue() {
      const items = await table.queryDue(DUE_INDEX, OCCURRENCE_QUEUE, clock.now().toISOString());
      return items.map(occurrenceIdIn);
    },

    begin: (claim, draftingId) => write(claim, { drafting_id: draftingId }, ["dispatch_id"]),
    commit: (claim, dispatchId, late) =>
      write(claim, { dispatch_id: dispatchId, late }, ["drafting_id"]),
    settle: (claim, outcome) => write(claim, ...settled(outcome, clock.now())),

    async untell({ scheduleId, dueAt }) {
      await table.update(occurrenceKey(scheduleId, dueAt), {
        set: {},
        remove: ["told_at"],
        // Without it the update would make an occurrence out of nothing.
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
    },

    async miss(id, reason) {
      const missed = { state: "missed", reason, fence: 0, settled_at: isoIn(0) };
      await table.put(
        { ...keyOf(id), ...missed, [TTL_ATTRIBUTE]: expiry() },
        // Somebody made it, or has noted that already.
        { clauses: ["attribute_not_exists(task_id)"] },
      );
    },

    async last(scheduleId) {
      const options = { prefix: OCCURRENCE_PREFIX, newestFirst: true, limit: 1 };
      const [item] = await table.query(occurrencesPartition(scheduleId), options);
      return item === undefined ? undefined : fromOccurrenceItem(item);
    },

    async between(scheduleId, from, to) {
      const options = { prefix: OCCURRENCE_PREFIX, newestFirst: true, limit: MOST_READ };
      const items = await table.query(occurrencesPartition(scheduleId), options);
      const isWithin = ({ dueAt }: OccurrenceId) =>
        dueAt >= from.toISOString() && dueAt < to.toISOString();
      return items.map(fromOccurrenceItem).filter(isWithin).toReversed();
    },
  };
}

/** A month of what recurs every hour. */
const MOST_READ = 750;

/** Nobody has taken it over, and it is not settled. */
function heldBy({ fence }: OccurrenceClaim): Condition {
  return {
    clauses: ["#fence = :fence", "#state = :running"],
    values: { ":fence": fence, ":running": "running" },
  };
}

/** What is settled leaves the queue; what waits is looked at again in its time. */
function settled(outcome: OccurrenceOutcome, now: Date): readonly [Attributes, readonly string[]] {
  const { state } = outcome;
  if (state === "drafted") return [{ state }, ["due_queue", "due_at", "reason"]];
  const set = {
    state,
    reason: outcome.reason,
    told_at: outcome.told ? now.toISOString() : undefined,
  };
  if (state === "failed")
    return [{ ...set, settled_at: now.toISOString() }, ["due_queue", "due_at"]];
  return [{ ...set, due_at: outcome.retryAt }, []];
}
