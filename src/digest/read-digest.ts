import { ableToApprove } from "../dispatch/approval-rights.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import type { MailEvents } from "../dispatch/feedback-ports.ts";
import type { LoadPortfolio } from "../dispatch/ports.ts";
import type { Roster } from "../dispatch/roster.ts";
import { isOpenWork, isSettled } from "../dispatch/state.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import type { IsoDate, Settings } from "../portfolio/portfolio.ts";
import { addDays } from "../reports/formulas/days.ts";
import { composeDigest } from "./compose-digest.ts";
import type { Digest } from "./digest.ts";
import { lookBackFrom } from "./digest-time.ts";
import { startOfDay } from "./local-time.ts";
import type { DigestLog } from "./ports.ts";
import { type ReadSchedulesDependencies, readScheduledRuns } from "./read-schedules.ts";
import type { DigestEntry } from "./sections/names.ts";
import { endOf } from "./sections/sent.ts";

export interface ReadDigestDependencies extends ReadSchedulesDependencies {
  readonly store: Pick<DispatchStore, "draftedSince" | "findOpen" | "get" | "getDeliveries">;
  readonly mailEvents: Pick<MailEvents, "troubled">;
  readonly loadPortfolio: LoadPortfolio;
  readonly digestLog: Pick<DigestLog, "lastPosted">;
}

/** What was drafted longer ago has ended before: an approval takes 30 days at most. */
const LOOK_BACK_DAYS = 31;

/**
 * Reads everything that the digest of a day is made of, and works it out.
 *
 * @param upToNow Whether it looks at the day itself too, as far as that has come.
 * @throws StoreUnavailableError. A portfolio that cannot be read is no failure: the digest says so.
 */
export async function readDigest(
  day: IsoDate,
  roster: Roster,
  upToNow: boolean,
  deps: ReadDigestDependencies,
): Promise<Digest> {
  const { settings } = roster;
  const last = settings.digest && (await deps.digestLog.lastPosted(day));
  const since = lookBackFrom(day, settings.digest ?? { days: "daily" }, last?.day);
  const { loadPortfolio, registry } = deps;
  const now = deps.clock.now();
  // What should have been this morning is news, too; but not what the last one has told.
  const begin = startOfDay(since, settings.timeZone);
  const told = upToNow ? undefined : last?.lookedAt;
  const span = { from: told !== undefined && told > begin ? told : begin, to: now };
  const [loaded, entries, runs] = await Promise.all([
    loadPortfolio().then(
      ({ portfolio, outdatedBy: portfolioError }) => ({ portfolio, portfolioError }),
      (portfolioError: unknown) => ({ portfolioError }),
    ),
    readEntries(since, settings, deps),
    readScheduledRuns(settings, span, lastMoment(day, settings), deps),
  ]);
  return composeDigest({
    ...{ day, since, settings, upToNow, registry, entries, now, ...runs },
    ableToApprove: ({ reportType, requestedBy: by, choices }) =>
      ableToApprove({ roster, by }, reportType, choices.approvers),
    ...loaded,
  });
}

function lastMoment(day: IsoDate, { timeZone }: Settings): Date {
  return new Date(startOfDay(addDays(day, 1), timeZone).getTime() - 1);
}

/** What waits or is under way however old it is, everything drafted since, and what there was trouble with since. */
async function readEntries(
  since: IsoDate,
  { timeZone }: Settings,
  { store, mailEvents, clock }: Pick<ReadDigestDependencies, "store" | "mailEvents" | "clock">,
): Promise<readonly DigestEntry[]> {
  const from = startOfDay(since, timeZone);
  const earliest = startOfDay(addDays(since, -LOOK_BACK_DAYS), timeZone);
  const [drafted, open, troubled] = await Promise.all([
    store.draftedSince(earliest),
    store.findOpen(),
    mailEvents.troubled(from, clock.now()),
  ]);
  const known = new Set(drafted.map(({ id }) => id));
  const others = [...new Set([...open, ...troubled])].filter((id) => !known.has(id));
  const older = await Promise.all(others.map((id) => store.get(id)));
  const dispatches = [...drafted, ...older.filter((it) => it !== undefined)];
  return await Promise.all(
    dispatches.map(async (dispatch) => ({
      dispatch,
      deliveries:
        isToldOf(dispatch, from) || troubled.includes(dispatch.id)
          ? await store.getDeliveries(dispatch.id)
          : [],
    })),
  );
}

/** Whether its mails matter: sent in the span, under way, or with an end that may not be known yet. */
function isToldOf(dispatch: Dispatch, from: Date): boolean {
  const { state } = dispatch;
  if (isOpenWork(state) || state === "partly_sent") return true;
  return isSettled(state) && endOf(dispatch) >= from.toISOString();
}
