import type { AlarmClock } from "../clock.ts";
import { ableToApprove } from "../dispatch/approval-rights.ts";
import { createPace } from "../dispatch/pace.ts";
import type { People } from "../dispatch/people.ts";
import type { LoadSettings } from "../dispatch/ports.ts";
import { readRoster } from "../dispatch/roster.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import type { Log } from "../log.ts";
import type { Digest } from "./digest.ts";
import type { DigestLog, DigestPoster, PostedDigest } from "./ports.ts";
import { bringUpToDate, isOpen } from "./up-to-date.ts";

export interface RefreshDigestsDependencies {
  readonly store: DispatchStore;
  readonly loadSettings: LoadSettings;
  readonly people: People;
  readonly digestLog: DigestLog;
  readonly poster: DigestPoster;
  readonly clock: AlarmClock;
  readonly log: Log;
}

/** Keeps posted digests from offering what is already done. */
export interface DigestRefresher {
  /** Something has happened to a dispatch. Takes no time and never throws. */
  refresh(): void;
  /** What still waits is rewritten without any further wait. */
  stop(): Promise<void>;
}

/** What happens at about the same time is shown together. */
const GATHER_MS = 2_000;

/** Of two processes that rewrite at the same time, the one that was last looks once more. */
const MOST_REWRITES = 3;

export function createDigestRefresher(deps: RefreshDigestsDependencies): DigestRefresher {
  const { digestLog, clock, log } = deps;
  const pace = createPace(deps);
  const stopping = new AbortController();
  /** What this process has shown last, by day: saves telling Slack what it knows. */
  const shown = new Map<string, string>();
  let stale = false;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    stale = false;
    // Most of the time none asks for anything.
    const open = await digestLog.open();
    if (open.length === 0) return;
    // A stop ends the wait, not the work.
    await clock.wait(GATHER_MS, stopping.signal).catch(() => undefined);
    for (const { day, message } of open) {
      pace.add(message.channel, day, day, () => rewrite(day, shown, deps));
    }
  }

  return {
    refresh() {
      if (stale || stopping.signal.aborted) return;
      stale = true;
      looking = looking
        .then(look)
        .catch((err: unknown) => log.warn({ err }, "posted digests were not looked at"));
    },
    async stop() {
      stopping.abort();
      await looking;
      await pace.stop();
    },
  };
}

async function rewrite(
  day: string,
  shown: Map<string, string>,
  deps: RefreshDigestsDependencies,
): Promise<void> {
  const { digestLog, poster } = deps;
  for (let rewrites = 0; rewrites < MOST_REWRITES; rewrites += 1) {
    const posted = (await digestLog.open()).find((it) => it.day === day);
    if (posted === undefined) return;
    const digest = await readAsItStands(posted, deps);
    if (shown.get(day) === fingerprint(digest)) return;
    const isThere = await poster.update(posted.message, digest, posted.remarks);
    shown.set(day, fingerprint(digest));
    if (!isThere || !isOpen(digest)) await digestLog.close(day);
  }
}

/** For how long something has waited changes by itself, and is no reason to write. */
function fingerprint({ waiting, ...digest }: Digest): string {
  return JSON.stringify({ ...digest, waiting: waiting.map((it) => ({ ...it, waited: "" })) });
}

async function readAsItStands(
  { digest, postedAt }: PostedDigest,
  { store, loadSettings, people, clock }: RefreshDigestsDependencies,
): Promise<Digest> {
  const roster = await readRoster(await loadSettings(), people);
  const drafted = await store.draftedSince(postedAt);
  const known = new Set(drafted.map(({ id }) => id));
  const named = [...idsIn(digest)].filter((id) => !known.has(id));
  const others = await Promise.all(named.map((id) => store.get(id)));
  const dispatches = [...drafted, ...others.filter((it) => it !== undefined)];
  const entries = await Promise.all(
    dispatches.map(async (dispatch) => ({
      dispatch,
      deliveries: await store.getDeliveries(dispatch.id),
    })),
  );
  return bringUpToDate(digest, {
    now: clock.now(),
    entries,
    ableToApprove: ({ reportType, requestedBy: by, choices }) =>
      ableToApprove({ roster, by }, reportType, choices.approvers),
  });
}

function idsIn({ waiting, problems, notSent }: Digest): Set<string> {
  const afresh = notSent.flatMap((it) => (it.afresh === undefined ? [] : [it.afresh]));
  return new Set([...[...waiting, ...problems].map(({ dispatchId }) => dispatchId), ...afresh]);
}
