import type { Background } from "../background.ts";
import { createDigestPoster } from "../commands/digest-poster.ts";
import { createHomeTab } from "../commands/home-tab.ts";
import { createDigests } from "../digest/digests.ts";
import { readHome } from "../digest/home.ts";
import { sendFromHome } from "../digest/send-from-home.ts";
import { createDispatcher } from "../dispatch/dispatcher.ts";
import { createScheduler } from "../schedule/scheduler.ts";
import { createDigestLog } from "../store/digest-log.ts";
import { createHomeViewers } from "../store/home-viewers.ts";
import type { Adapters, Surroundings } from "./adapters.ts";

export type UseCases = ReturnType<typeof createUseCases>;

/** What the bot can do, and who hears of it when something has happened. */
export function createUseCases(
  { parts, schedules, occurrences, table, changes }: Adapters,
  { slack, patiently, clock, log, stopping }: Surroundings,
  { track }: Background,
) {
  const { client } = slack.app;
  const dispatcher = createDispatcher(parts);
  const { send, draft, listMissed } = dispatcher;
  const scheduler = createScheduler({ ...parts, schedules, occurrences, send });
  const digests = createDigests({
    ...parts,
    schedules,
    occurrences,
    digestLog: createDigestLog({ table, clock }),
    poster: createDigestPoster({ client, patiently }),
    send,
  });
  const homeDeps = { ...parts, schedules, occurrences };
  const home = createHomeTab({
    ...{ client, patiently, clock, log, stopping, track },
    viewers: createHomeViewers({ table, clock }),
    readHome: (by, chosen) => readHome(by, chosen, homeDeps),
    listMissed,
    sendReport: (report, by, onceKey) => sendFromHome(report, by, onceKey, { ...parts, draft }),
  });
  changes.on("dispatch", home.refresh);
  changes.on("dispatch", digests.refresh);
  changes.on("schedule", home.refresh);
  return { dispatcher, scheduler, digests, home };
}
