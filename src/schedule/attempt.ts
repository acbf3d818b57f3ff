import type { Dispatch } from "../dispatch/dispatch.ts";
import { may, readAccess } from "../dispatch/rights.ts";
import {
  describeError,
  ScheduleNotFoundError,
  StoreUnavailableError,
  TooLateError,
} from "../errors.ts";
import { describeMoment, describeRecurrence } from "./describe.ts";
import { judgeFailure, type Verdict } from "./failure.ts";
import {
  type MakeOccurrenceDependencies,
  makeOccurrence,
  TAKEN_OVER,
  voidUnseen,
} from "./make-occurrence.ts";
import { nameSchedule } from "./name-schedule.ts";
import type { OccurrenceClaim } from "./ports.ts";
import type { Schedule } from "./schedule.ts";

export interface AttemptDependencies extends MakeOccurrenceDependencies {
  /** Sends what is approved. */
  readonly send: (dispatchId: string) => Promise<void>;
}

/**
 * Makes the report of a claimed occurrence, and puts on record what came of it. Never throws: what fails is tried again
 * later, or told to the owner.
 *
 * @param schedule Undefined if it is gone by now, or paused.
 * @param until Until when it may still be made.
 */
export async function attempt(
  claim: OccurrenceClaim,
  schedule: Schedule | undefined,
  until: Date,
  deps: AttemptDependencies,
): Promise<void> {
  try {
    const made = await make(claim, schedule, until, deps);
    if (made === TAKEN_OVER || !(await deps.occurrences.settle(claim, { state: "drafted" })))
      return;
    if (made.state === "approved" && made.heldUntil === undefined) await deps.send(made.id);
  } catch (error) {
    await settleFailure(error, claim, schedule, until, deps).catch((err: unknown) => {
      // Its lease runs out, and it is taken over.
      deps.log.error({ err, schedule: claim.scheduleId }, "an occurrence could not be settled");
    });
  }
}

async function make(
  claim: OccurrenceClaim,
  schedule: Schedule | undefined,
  until: Date,
  deps: AttemptDependencies,
): Promise<Dispatch | typeof TAKEN_OVER> {
  if (claim.dispatchId === undefined && deps.clock.now() > until) {
    if (claim.draftingId !== undefined) await voidUnseen(claim.draftingId, deps);
    throw new TooLateError("The bot was not running until it was too late.");
  }
  if (schedule === undefined) {
    throw new ScheduleNotFoundError("The schedule was deleted or paused before it was made.");
  }
  const access = await readAccess(deps, schedule.owner);
  if (!may(access, "request") && access.roster.unread !== undefined) {
    // Nobody can tell now: the rights of the owner come from a group.
    throw new StoreUnavailableError("Slack does not say what the owner may do.", {
      hint: access.roster.unread,
    });
  }
  return await makeOccurrence(claim, schedule, deps);
}

async function settleFailure(
  error: unknown,
  claim: OccurrenceClaim,
  schedule: Schedule | undefined,
  until: Date,
  deps: AttemptDependencies,
): Promise<void> {
  const { occurrences, clock, log } = deps;
  const verdict = judgeFailure(error, claim.fence, clock.now(), until);
  log.warn({ err: error, schedule: claim.scheduleId, due: claim.dueAt }, verdict.reason);
  const { reason, retryAt } = verdict;
  const told = claim.told || (verdict.tell && schedule !== undefined);
  const settled = await occurrences.settle(
    claim,
    retryAt === undefined
      ? { state: "failed", reason, told }
      : { state: "waiting", reason, told, retryAt },
  );
  // On record before it is said: it is said once, whatever happens.
  if (settled && told && !claim.told && schedule)
    await tellOwner(claim, schedule, verdict, until, deps);
}

async function tellOwner(
  claim: OccurrenceClaim,
  schedule: Schedule,
  { reason, retryAt }: Verdict,
  until: Date,
  { announcer, occurrences, registry, log }: AttemptDependencies,
): Promise<void> {
  const when = describeRecurrence(schedule.recurrence, schedule.timeZone);
  const then =
    retryAt === undefined
      ? "It is not tried again; the next one comes in its time."
      : `It is tried again until ${describeMoment(until, schedule.timeZone)}; you are not told again.`;
  const name = nameSchedule(schedule, registry);
  const text = `The scheduled report "${name}" (${when}) could not be made. ${reason} ${then}`;
  await announcer.tell(schedule.owner.userId, text).catch(async (err: unknown) => {
    log.error({ err, schedule: schedule.id }, describeError(err));
    await occurrences.untell(claim);
  });
}
