import type { Requester } from "../dispatch/dispatch.ts";
import { assertAccess } from "../dispatch/rights.ts";
import { readRoster } from "../dispatch/roster.ts";
import type { DigestSettings, IsoDate, Settings } from "../portfolio/portfolio.ts";
import type { Digest } from "./digest.ts";
import { type DigestTime, dueDigest, nextDigest } from "./digest-time.ts";
import { dayOf } from "./local-time.ts";
import { readDigest } from "./read-digest.ts";
import { createDigestRefresher, type RefreshDigestsDependencies } from "./refresh-digests.ts";
import { type RunDigestDependencies, runDigest } from "./run-digest.ts";

export type DigestsDependencies = RunDigestDependencies & RefreshDigestsDependencies;

/** A digest that is due within two ticks gets an alarm: one of them may be missed. */
const ALARM_HORIZON_MS = 120_000;

/** A digest for one person, and when the next is posted by itself. */
export interface ShownDigest {
  readonly digest: Digest;
  /** Absent where the settings have no digest. */
  readonly posting?: Pick<DigestSettings, "channel" | "days"> & { readonly next: DigestTime };
}

/** The morning post, for every surface that shows it. */
export interface Digests {
  /**
   * The digest as it is now, for somebody who may see reports.
   *
   * @throws NotAllowedError, PortfolioError, StoreUnavailableError
   */
  show(requester: Requester): Promise<ShownDigest>;
  /**
   * Brings the digest out if its time has come, see {@link runDigest}, and sees to it that the next comes to the minute.
   * Called every minute, by every process.
   */
  tick(): Promise<void>;
  /** Something has happened to a dispatch: posted digests that speak of it are rewritten soon. Never throws. */
  refresh(): void;
  /** Nothing is brought out by itself any more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createDigests(deps: DigestsDependencies): Digests {
  const { loadSettings, people, clock, log } = deps;
  let out: IsoDate | undefined;
  let takeBack = () => {};
  let stopped = false;
  let rung = Promise.resolve();
  const refresher = createDigestRefresher(deps);

  /** Anew with each tick: the settings may have changed since. */
  function setAlarm(settings: Settings, now: Date): void {
    takeBack();
    if (settings.digest === undefined || stopped) return;
    const { dueAt } = nextDigest(settings.digest, settings, now);
    if (dueAt.getTime() - now.getTime() > ALARM_HORIZON_MS) return;
    takeBack = clock.setAlarm(dueAt, () => {
      rung = tick().catch((err: unknown) => log.error({ err }, "the digest failed"));
    });
  }

  async function tick(): Promise<void> {
    const settings = await loadSettings();
    // One moment for both: the digest of now is due, or its alarm is set.
    const now = clock.now();
    setAlarm(settings, now);
    const due = settings.digest && dueDigest(settings.digest, settings, now);
    // Known to be out: nobody has to ask the database every minute.
    if (due === undefined || due.day === out) return;
    out = await runDigest(due, await readRoster(settings, people), deps);
  }

  return {
    tick,
    refresh: refresher.refresh,

    async stop() {
      stopped = true;
      takeBack();
      await rung;
      await refresher.stop();
    },

    async show(requester) {
      const { settings, roster } = await assertAccess(deps, requester, "view");
      const now = clock.now();
      const digest = await readDigest(dayOf(now, settings.timeZone), roster, true, deps);
      if (settings.digest === undefined) return { digest };
      const { channel, days } = settings.digest;
      return {
        digest,
        posting: { channel, days, next: nextDigest(settings.digest, settings, now) },
      };
    },
  };
}
