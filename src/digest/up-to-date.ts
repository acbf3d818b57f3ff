import type { Dispatch } from "../dispatch/dispatch.ts";
import { isOpenWork } from "../dispatch/state.ts";
import type { Digest, DoneSince, Problem } from "./digest.ts";
import { headlineOf, isQuiet } from "./headline.ts";
import { toldInsteadOf } from "./sections/given-up.ts";
import type { DigestEntry } from "./sections/names.ts";
import { problemsOf } from "./sections/problems.ts";
import { type AbleToApprove, waitingReports } from "./sections/waiting.ts";

/** What has happened since a digest was posted. */
export interface Since {
  readonly now: Date;
  /** What it names, and what was drafted since, the newest first; as it stands now. */
  readonly entries: readonly DigestEntry[];
  readonly ableToApprove: AbleToApprove;
}

/**
 * A posted digest that offers nothing any more that is done: what still waits or is still wrong stays, and everything
 * else that it had asked for is told as it stands now. What it says of the past stays as it was.
 */
export function bringUpToDate(posted: Digest, since: Since): Digest {
  const entriesOf = (all: readonly { readonly dispatchId: string }[]) =>
    since.entries.filter(({ dispatch }) => all.some((it) => it.dispatchId === dispatch.id));
  const { now, ableToApprove } = since;
  const waiting = waitingReports(entriesOf(posted.waiting), now, ableToApprove);
  const problems = stillWrong(posted.problems, entriesOf(posted.problems), now);
  const fresh = posted.notSent.map((it) => madeAfresh(it.afresh, it.name, since));
  const notSent = posted.notSent.filter((_, index) => fresh[index] === undefined);
  const open = new Set([...waiting, ...problems].map(({ dispatchId }) => dispatchId));
  const named = entriesOf([...posted.waiting, ...posted.problems]);
  const done = named
    .filter(({ dispatch }) => !open.has(dispatch.id))
    .map((entry): DoneSince => ({ ...entry, name: nameIn(posted, entry.dispatch), afresh: false }));
  const parts = { ...posted, waiting, problems, notSent };
  return {
    ...parts,
    done: [...done, ...fresh.filter((it) => it !== undefined)],
    headline: isQuiet(parts) ? ALL_DONE : headlineOf(parts),
  };
}

const ALL_DONE = "Nothing of what this digest asked for is left to do.";

/** Whether a posted digest can still become out of date. */
export function isOpen({ waiting, problems, notSent, done }: Digest): boolean {
  return (
    waiting.length > 0 ||
    problems.some(({ kind }) => kind !== "bounced" && kind !== "complained") ||
    notSent.some(({ afresh }) => afresh !== undefined) ||
    done.some(({ dispatch: { state } }) => isOpenWork(state) || state === "awaiting_approval")
  );
}

/** Of what was wrong then, what is wrong now, and for whom. */
function stillWrong(
  posted: readonly Problem[],
  entries: readonly DigestEntry[],
  now: Date,
): readonly Problem[] {
  const ever = { from: new Date(0), to: new Date(now.getTime() + 1) };
  return problemsOf(entries, ever).filter((problem) =>
    posted.some(
      ({ dispatchId, kind, reason }) =>
        dispatchId === problem.dispatchId && kind === problem.kind && reason === problem.reason,
    ),
  );
}

function madeAfresh(
  afresh: string | undefined,
  name: string,
  { entries, now }: Since,
): DoneSince | undefined {
  const old = entries.find(({ dispatch }) => dispatch.id === afresh)?.dispatch;
  const all = entries.map(({ dispatch }) => dispatch);
  const replacement = old && toldInsteadOf(old, all, { now });
  const entry = entries.find(({ dispatch }) => dispatch === replacement);
  return entry && { ...entry, name, afresh: true };
}

function nameIn({ waiting, problems }: Digest, { id }: Dispatch): string {
  return [...waiting, ...problems].find(({ dispatchId }) => dispatchId === id)?.name ?? "";
}
