import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { Home } from "../digest/home.ts";
import type { HomeViewer, HomeViewers } from "../digest/ports.ts";
import type { Requester } from "../dispatch/dispatch.ts";
import type { Draft } from "../dispatch/draft.ts";
import type { MissedMessage } from "../dispatch/missed.ts";
import { describeError, NotAllowedError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Patiently } from "./call-slack.ts";
import { buildClosedHome, buildHome } from "./views/home.ts";
import { withMissed } from "./views/missed.ts";

export interface HomeTabOptions {
  readonly client: WebClient;
  readonly patiently: Patiently;
  readonly viewers: HomeViewers;
  readonly readHome: (by: Requester, chosen: string | undefined) => Promise<Home>;
  /** What they could not be told in any other way. */
  readonly listMissed: (by: Requester) => Promise<readonly MissedMessage[]>;
  /** See `sendFromHome`. */
  readonly sendReport: HomeTab["send"];
  readonly clock: Clock;
  readonly stopping: AbortSignal;
  /** Stopping the bot waits for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
  readonly log: Log;
}

/** The Home tabs that people have in front of them. */
export interface HomeTab {
  /**
   * Somebody opened theirs.
   *
   * @param hash Slack's name for what they see now; absent if they see nothing yet.
   */
  open(by: Requester, hash: string | undefined): Promise<void>;
  /** Somebody chose the report to send. */
  choose(by: Requester, report: string): Promise<void>;
  /** Somebody wants a report sent. */
  send(report: string, by: Requester, onceKey: string): Promise<Draft | undefined>;
  /** Something has happened: whoever opened theirs lately sees it. Takes no time and never throws. */
  refresh(): void;
}

/** Of two processes that publish for the same person one is told to look again; more often is a fault. */
const MOST_TRIES = 4;

/** Slack takes 100 `views.publish` a minute; the first few of a round do not wait. */
const AT_ONCE = 10;
const PACE_MS = 700;

export function createHomeTab(options: HomeTabOptions): HomeTab {
  const { viewers, clock, stopping, track, log } = options;
  let stale = false;
  let refreshing = false;

  /** One round at a time; what happens meanwhile makes another. */
  async function refreshAll(): Promise<void> {
    while (stale && !stopping.aborted) {
      stale = false;
      for (const [index, viewer] of (await viewers.recent()).entries()) {
        if (stopping.aborted) return;
        if (index >= AT_ONCE) await clock.wait(PACE_MS, stopping);
        await publish(viewer, options).catch((err: unknown) =>
          log.warn({ err }, "a Home tab was not refreshed"),
        );
      }
    }
  }

  return {
    async open({ userId, teamId }, hash) {
      const { chosen } = (await viewers.find(userId)) ?? {};
      const viewer = { userId, teamId, ...(hash && { hash }), ...(chosen && { chosen }) };
      await viewers.opened(viewer);
      await publish(viewer, options);
    },

    async choose({ userId, teamId }, chosen) {
      const seen = await viewers.find(userId);
      const viewer = { ...(seen ?? { userId, teamId }), chosen };
      await viewers.opened(viewer);
      await publish(viewer, options);
    },

    send: options.sendReport,

    refresh() {
      stale = true;
      if (refreshing || stopping.aborted) return;
      refreshing = true;
      const round = refreshAll()
        .catch((err: unknown) => log.warn({ err }, "Home tabs were not refreshed"))
        .finally(() => {
          refreshing = false;
        });
      void track(round);
    },
  };
}

/**
 * Shows somebody how things stand. Slack refuses it if they were shown something else since: then things are looked at
 * again, so that what is older never takes the place of what is newer.
 */
async function publish(viewer: HomeViewer, options: HomeTabOptions): Promise<void> {
  const { client, patiently, viewers } = options;
  const { userId: user_id } = viewer;
  let { hash } = viewer;
  for (let tries = 1; ; tries += 1) {
    const { chosen = viewer.chosen } = (await viewers.find(user_id)) ?? {};
    const view = await buildView(viewer, chosen, options);
    try {
      const shown = await patiently(() =>
        client.views.publish({ user_id, view, ...(hash !== undefined && { hash }) }),
      );
      await viewers.note(user_id, { ...(shown.view?.hash && { hash: shown.view.hash }) });
      return;
    } catch (error) {
      if (!isConflict(error) || tries >= MOST_TRIES) throw error;
      const latest = (await viewers.find(user_id))?.hash;
      // Whoever showed the other one has not written it down, and may never: then ours is shown whatever it was.
      hash = latest === hash ? undefined : latest;
    }
  }
}

async function buildView(viewer: HomeViewer, chosen: string | undefined, options: HomeTabOptions) {
  const home = await options.readHome(viewer, chosen).then(buildHome, (error: unknown) => {
    if (!(error instanceof NotAllowedError)) options.log.error({ err: error }, "no Home to show");
    return buildClosedHome(describeError(error));
  });
  // Whoever is not a member has missed nothing; and without the record the rest is still worth showing.
  return withMissed(home, await options.listMissed(viewer).catch(() => []));
}

function isConflict(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && error.data.error === "hash_conflict";
}
