import type { Dispatch, Requester } from "../dispatch/dispatch.ts";
import { assertAccess, may, readAccess } from "../dispatch/rights.ts";
import { describeError, NotAllowedError, ScheduleNotFoundError } from "../errors.ts";
import { timingOf } from "./calendar.ts";
import { type KnownSchedule, knownSchedules } from "./known-schedules.ts";
import { mayManageSchedule } from "./list-schedules.ts";
import { makeOccurrence, TAKEN_OVER } from "./make-occurrence.ts";
import type { UnreadableRecord } from "./ports.ts";
import type { RunnerDependencies } from "./runner.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Pauses or resumes a schedule, declared ones too.
 *
 * @returns Whether this call made the change.
 * @throws NotAllowedError, ScheduleNotFoundError, PortfolioError, StoreUnavailableError
 */
export async function pauseSchedule(
  scheduleId: string,
  paused: boolean,
  by: Requester,
  deps: RunnerDependencies,
): Promise<boolean> {
  const { schedule, record } = await findManaged(scheduleId, by, deps);
  // A declared one that nobody has looked at yet.
  if (record === undefined) await deps.schedules.watch(scheduleId, timingOf(schedule));
  return await deps.schedules.setPaused(scheduleId, paused, by.userId);
}

/**
 * Deletes a schedule that was made in Slack.
 *
 * @returns Whether this call made the change.
 * @throws What {@link pauseSchedule} throws; NotAllowedError for one that is declared.
 */
export async function deleteSchedule(
  scheduleId: string,
  by: Requester,
  deps: RunnerDependencies,
): Promise<boolean> {
  const found = await findOne(scheduleId, by, deps);
  const isMade = "schedule" in found ? found.schedule.source === "slack" : found.isMade;
  if (!isMade) {
    throw new NotAllowedError("This schedule stands in settings.yml. Nothing was deleted.", {
      hint: "Remove it there, or pause it here.",
    });
  }
  return await deps.schedules.remove(scheduleId, by.userId);
}

/** How long a repeated click is recognised, in seconds. */
const ONCE_SECONDS = 3600;

/**
 * Makes the report of a schedule at once, in its owner's name, as at its own times.
 *
 * @param onceKey Identifies the click: the same key runs once, however often it is delivered.
 * @returns undefined if this very click has been handled before.
 * @throws What {@link pauseSchedule} and `draft` throw: whoever pressed the button hears it, and it is not tried again.
 */
export async function runNow(
  scheduleId: string,
  by: Requester,
  onceKey: string,
  deps: RunnerDependencies,
): Promise<Dispatch | undefined> {
  const { schedule } = await findManaged(scheduleId, by, deps);
  if (!(await deps.store.claimOnce(onceKey, ONCE_SECONDS))) return undefined;
  const dueAt = deps.clock.now().toISOString();
  const claim = await deps.occurrences.claim({ scheduleId, dueAt });
  if (claim === undefined) return undefined;
  await deps.schedules.noteRun(scheduleId, by.userId);
  const make = async () => {
    await assertOwnerMay(schedule, deps);
    return await makeOccurrence(claim, schedule, deps);
  };
  const made = await make().catch(async (error: unknown) => {
    const reason = describeError(error);
    await deps.occurrences.settle(claim, { state: "failed", reason, told: true });
    throw error;
  });
  if (made === TAKEN_OVER) return undefined;
  await deps.occurrences.settle(claim, { state: "drafted" });
  if (made.state === "approved" && made.heldUntil === undefined) await deps.send(made.id);
  return made;
}

/** Said here, since whoever pressed the button may well ask for reports: it is the owner who may not. */
async function assertOwnerMay({ owner }: Schedule, deps: RunnerDependencies): Promise<void> {
  const access = await readAccess(deps, owner);
  if (may(access, "request")) return;
  throw new NotAllowedError(
    `The report is made in the name of ${owner.userId}, who may not ask for reports now. Nothing was made.`,
    { hint: access.roster.unread ?? "Ask for it yourself, or make a schedule of your own." },
  );
}

async function findManaged(
  scheduleId: string,
  by: Requester,
  deps: RunnerDependencies,
): Promise<KnownSchedule> {
  const found = await findOne(scheduleId, by, deps);
  if ("schedule" in found) return found;
  throw new ScheduleNotFoundError("This schedule cannot be read. Nothing was done.", {
    hint: "The list of schedules says why, and what to do.",
  });
}

/** One that this person may manage, also if it cannot be read. */
async function findOne(
  scheduleId: string,
  by: Requester,
  deps: RunnerDependencies,
): Promise<KnownSchedule | UnreadableRecord> {
  const access = await assertAccess(deps, by, "view");
  const { known, unreadable } = await knownSchedules(access.settings, deps);
  const found =
    known.find(({ schedule }) => schedule.id === scheduleId) ??
    unreadable.find(({ id }) => id === scheduleId);
  if (found === undefined) {
    throw new ScheduleNotFoundError("This schedule is not there any more.", {
      hint: "Look at the list again.",
    });
  }
  const { owner } = "schedule" in found ? found.schedule : found;
  if (mayManageSchedule(access, owner ? { owner } : {})) return found;
  throw notYours(owner);
}

function notYours(owner?: Requester): NotAllowedError {
  const ask =
    owner === undefined ? "Ask an admin." : `Ask its owner, ${owner.userId}, or an admin.`;
  return new NotAllowedError("You may not change this schedule. Nothing was changed.", {
    hint: ask,
  });
}
