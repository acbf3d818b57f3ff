import type { Requester } from "../dispatch/dispatch.ts";
import { assertAccess } from "../dispatch/rights.ts";
import { readRoster } from "../dispatch/roster.ts";
import type { DigestSettings, IsoDate } from "../portfolio/portfolio.ts";
import type { Digest } from "./digest.ts";
import { type DigestTime, dueDigest, nextDigest } from "./digest-time.ts";
import { dayOf } from "./local-time.ts";
import { readDigest } from "./read-digest.ts";
import { type RunDigestDependencies, runDigest } from "./run-digest.ts";

export type DigestsDependencies = RunDigestDependencies;

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
  /** Brings the digest out if its time has come; called every minute, by every process. See {@link runDigest}. */
  tick(): Promise<void>;
}

export function createDigests(deps: DigestsDependencies): Digests {
  const { loadSettings, people, clock } = deps;
  let out: IsoDate | undefined;
  return {
    async tick() {
      const now = clock.now();
      const settings = await loadSettings();
      const due = settings.digest && dueDigest(settings.digest, settings, now);
      // Known to be out: nobody has to ask the database every minute.
      if (due === undefined || due.day === out) return;
      out = await runDigest(due, await readRoster(settings, people), deps);
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
