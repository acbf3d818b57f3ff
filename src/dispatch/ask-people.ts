import type { Reminder } from "./announcer-port.ts";
import { ableToApprove, firstMembers } from "./approval-rights.ts";
import type { Dispatch } from "./dispatch.ts";
import type { People } from "./people.ts";
import type { LoadSettings } from "./ports.ts";
import { peopleMeant, readRoster } from "./roster.ts";

export interface AskDependencies {
  readonly loadSettings: LoadSettings;
  readonly people: People;
  readonly reminder: Reminder;
}

/** Of a group of hundreds not everybody is asked in person: the thread, too, says that it waits. */
const MOST_ASKED = 20;

/** Whoever could approve a dispatch that waits, and has not. */
export async function whoCanApprove(
  { reportType, requestedBy, approvals = [], choices }: Dispatch,
  { loadSettings, people }: AskDependencies,
): Promise<readonly string[]> {
  const roster = await readRoster(await loadSettings(), people);
  const asked = { roster, by: requestedBy };
  const able = ableToApprove(asked, reportType, choices.approvers).filter(
    (userId) => !approvals.some(({ by }) => by === userId),
  );
  return await firstMembers(able, people, MOST_ASKED);
}

/** Whoever is told of a dispatch that nobody decides on, by the rules it was shown under. */
export async function whoHearsOfSilence(
  { policy }: Dispatch,
  { loadSettings, people }: AskDependencies,
): Promise<readonly string[]> {
  const roster = await readRoster(await loadSettings(), people);
  const meant = peopleMeant(roster, policy?.escalateTo ?? []);
  return await firstMembers(meant, people, MOST_ASKED);
}

/** Puts a preview that only its asker sees before those who may approve it. */
export async function askUnseen(dispatch: Dispatch, deps: AskDependencies): Promise<void> {
  const others = (await whoCanApprove(dispatch, deps)).filter(
    (userId) => userId !== dispatch.requestedBy.userId,
  );
  await deps.reminder.remind(dispatch, others, "unseen");
}
