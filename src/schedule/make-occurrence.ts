import {
  approveBySchedule,
  maySchedulesSend,
  mayScheduleUnseen,
} from "../dispatch/approve-by-schedule.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import { type DraftDependencies, makeDraft } from "../dispatch/draft.ts";
import { readAccess } from "../dispatch/rights.ts";
import { showCurrent } from "../dispatch/show-current.ts";
import { showDraft } from "../dispatch/show-draft.ts";
import { isHeld } from "../dispatch/state.ts";
import { wasSeen } from "../dispatch/unseen.ts";
import { messageOf, type Unshown } from "../dispatch/unshown.ts";
import type { OccurrenceClaim, OccurrenceStore } from "./ports.ts";
import type { Schedule } from "./schedule.ts";

export interface MakeOccurrenceDependencies extends DraftDependencies {
  readonly occurrences: OccurrenceStore;
  readonly unshown: Unshown;
}

/** Somebody else has taken the occurrence over: nothing is left to do here. */
export const TAKEN_OVER = Symbol("taken over");

/**
 * Makes the report of one occurrence and puts it in front of people, from wherever a process before this one has left
 * it. A draft becomes the occurrence's before anybody sees it:
 *
 *     begin (which draft) ── save ── commit ── preview ── approve, if that is not needed ── show that, if it is held
 *       ✗ void it, begin again        ✗ show it       ✗ approve it                     ✗ show that
 *
 * @returns The dispatch as it is then.
 * @throws What `draft` throws; MailTooLargeError, SenderNotReadyError.
 */
export async function makeOccurrence(
  claim: OccurrenceClaim,
  schedule: Schedule,
  deps: MakeOccurrenceDependencies,
): Promise<Dispatch | typeof TAKEN_OVER> {
  const found = await findMade(claim, deps);
  const made = found ?? (await makeOne(claim, schedule, deps));
  if (made === TAKEN_OVER) return made;
  const isWaiting = made.state === "awaiting_approval";
  const shown =
    isWaiting && made.preview === undefined ? await showAgain(made, schedule, deps) : made;
  const mayGo = shown.state === "awaiting_approval" && (await mayGoUnseen(schedule, deps));
  const stands = mayGo ? await approveBySchedule(shown, schedule.id, deps) : shown;
  // Of one that leaves at once, the sender shows that it has begun.
  if (isHeld(stands)) await showHeld(stands, deps);
  return stands;
}

/** Whoever wants to recall it finds the button there. Does not throw: it is approved, whether or not that is shown. */
async function showHeld(held: Dispatch, deps: MakeOccurrenceDependencies): Promise<void> {
  try {
    await showCurrent(held, deps);
  } catch (err) {
    deps.log.warn({ err, dispatch: held.id }, "the preview could not be updated");
    await deps.unshown.mark(messageOf(held, "preview")).catch((failure: unknown) => {
      deps.log.error({ err: failure, dispatch: held.id }, "a preview that is behind is not marked");
    });
  }
}

/** The rules and rights are those of now: without them it waits for people, like any other. */
async function mayGoUnseen(
  { approval, reportType, source, owner }: Schedule,
  deps: MakeOccurrenceDependencies,
): Promise<boolean> {
  if (approval === "required") return false;
  // Who may write into settings.yml may do so without a role in Slack.
  if (source === "settings") return maySchedulesSend(await deps.loadSettings(), reportType);
  return mayScheduleUnseen(await readAccess(deps, owner), reportType);
}

/** The draft that an earlier claim has committed; one that was withdrawn, unseen, does not count. */
async function findMade(
  { dispatchId }: OccurrenceClaim,
  { store }: MakeOccurrenceDependencies,
): Promise<Dispatch | undefined> {
  const made = dispatchId === undefined ? undefined : await store.get(dispatchId);
  return made?.state === "voided" && !wasSeen(made) ? undefined : made;
}

/** What begins later than this after its time is marked as late, in milliseconds. */
const LATE_AFTER_MS = 10 * 60_000;

async function makeOne(
  claim: OccurrenceClaim,
  schedule: Schedule,
  deps: MakeOccurrenceDependencies,
): Promise<Dispatch | typeof TAKEN_OVER> {
  const { occurrences, clock, ids } = deps;
  if (claim.draftingId !== undefined) await voidUnseen(claim.draftingId, deps);
  const { scheduleId, dueAt } = claim;
  const now = clock.now();
  const late = now.getTime() - new Date(dueAt).getTime() > LATE_AFTER_MS;
  const id = ids.next(now);
  if (!(await occurrences.begin(claim, id))) return TAKEN_OVER;
  const made = await makeDraft(
    {
      report: schedule.reportType,
      choices: schedule.choices,
      requester: schedule.owner,
      channel: schedule.channel,
      id,
      scheduled: { scheduleId, dueAt, ...(late && { late }) },
    },
    deps,
  );
  if (await occurrences.commit(claim, id, late))
    return await showDraft(made, schedule.channel, deps);
  await voidUnseen(id, deps);
  return TAKEN_OVER;
}

/** A process died before its draft was the occurrence's. Nobody has seen it, and nobody shall. */
export async function voidUnseen(
  dispatchId: string,
  { store }: Pick<MakeOccurrenceDependencies, "store">,
): Promise<void> {
  const unseen = await store.get(dispatchId);
  if (unseen?.state !== "awaiting_approval") return;
  await store.changeState({ dispatchId, to: "voided", voidedBecause: "It was made once more." });
}

/** A process died between the draft and its preview. */
async function showAgain(
  dispatch: Dispatch,
  { channel }: Schedule,
  deps: MakeOccurrenceDependencies,
): Promise<Dispatch> {
  return await showDraft(
    { dispatch, artifact: await deps.store.getArtifact(dispatch) },
    channel,
    deps,
  );
}
