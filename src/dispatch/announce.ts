import type { Log } from "../log.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Delivery } from "./delivery.ts";
import { DIGEST_TYPE, NO_PERSON } from "./digest-type.ts";
import { type Dispatch, type MessageRef, roundOf } from "./dispatch.ts";
import { isScheduleAsApprover } from "./schedule-as-approver.ts";
import type { DispatchStore } from "./store-port.ts";

export interface AnnounceDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly log: Log;
}

/** How long one process has for telling people, before another takes over. */
const ANNOUNCE_SECONDS = 300;

/**
 * Tells people how a dispatch ended: the preview, the summary, and in person whoever could not learn it there.
 * One process does it. If it dies on the way, another repeats it: a message may then appear twice, which a mail
 * never does.
 */
export async function announceOutcome(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  deps: AnnounceDependencies,
): Promise<void> {
  const { store } = deps;
  if (dispatch.announcedAt !== undefined) return;
  const round = roundOf(dispatch);
  const end = round === 0 ? dispatch.id : `${dispatch.id}#${round}`;
  if (!(await store.claimOnce(`announce#${end}`, ANNOUNCE_SECONDS))) return;
  // Before anybody is told anything: if the table does not answer, whoever comes next tells all of it, once.
  const summary = (await store.get(dispatch.id))?.summaryMessage;
  // The digest says itself, the next time, how its mail went.
  if (dispatch.reportType !== DIGEST_TYPE) {
    await showEnd(dispatch, deliveries, deps);
    await tellDetails(dispatch, deliveries, deps);
    if (dispatch.state !== "failed") await summarise(dispatch, deliveries, summary, deps);
  }
  await store.markAnnounced(dispatch.id, round);
}

/** In the preview; where that is gone, to the people concerned, unless the summary will say it all. */
async function showEnd(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  { announcer, store, log }: AnnounceDependencies,
): Promise<void> {
  try {
    if (dispatch.preview === undefined) throw new Error("there is no preview");
    await announcer.updatePreview(dispatch.preview, dispatch, deliveries);
    await showApprover(dispatch, deliveries, { announcer, store, log });
  } catch (err) {
    log.warn({ err, dispatch: dispatch.id }, "the preview could not be updated");
    if (dispatch.state === "sent") return;
    await forEachPerson(dispatch, log, async (person) => {
      await announcer.postPreview(person, dispatch, deliveries);
    });
  }
}

/** A preview that only the asker sees tells whoever approved nothing. The summary tells of what went well. */
async function showApprover(
  { id, ...dispatch }: Dispatch,
  deliveries: readonly Delivery[],
  { announcer, store, log }: AnnounceDependencies,
): Promise<void> {
  const { approval, requestedBy } = dispatch;
  if (dispatch.state === "sent" || approval === undefined || approval.by === requestedBy.userId) {
    return;
  }
  const preview = (await store.get(id))?.preview;
  if (preview === undefined || !announcer.isDirect(preview)) return;
  await announcer
    .postPreview(approval.by, { ...dispatch, id }, deliveries)
    .catch((err: unknown) => log.error({ err, person: approval.by }, "somebody could not be told"));
}

/** In the preview's thread, one message for all mails that were not simply sent. The preview says it too, shorter. */
async function tellDetails(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  { announcer, log }: AnnounceDependencies,
): Promise<void> {
  const isPlain = deliveries.every(({ state }) => state !== "failed" && state !== "uncertain");
  if (isPlain || dispatch.preview === undefined) return;
  await announcer.postDetails(dispatch.preview, dispatch, deliveries).catch((err: unknown) => {
    log.warn({ err, dispatch: dispatch.id }, "the preview's thread could not be told");
  });
}

/** @param posted There is one summary: that of an earlier end, which is rewritten. */
async function summarise(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  posted: MessageRef | undefined,
  { store, announcer, log }: AnnounceDependencies,
): Promise<void> {
  try {
    if (posted !== undefined) return await announcer.updateSummary(posted, dispatch, deliveries);
    const summary = await announcer.postSummary(dispatch.summaryChannel, dispatch, deliveries);
    await store.setSummary(dispatch.id, summary).catch((err: unknown) => {
      // It stands there; only what changes later is not shown in it.
      log.error({ err, dispatch: dispatch.id }, "where the summary stands is not on record");
    });
  } catch (err) {
    log.error({ err, dispatch: dispatch.id }, "the summary could not be posted");
    const { title, period } = dispatch.summary;
    const what = `The mails of "${title}, ${period}" are out, but their summary could not be posted in the reports channel.`;
    const advice =
      announcer.lossIn(err) === "place"
        ? 'Invite the bot with /invite @Exec Report there, or name another channel under "channels" in settings.yml: the next summary goes there.'
        : announcer.explain(err);
    await forEachPerson(dispatch, log, (person) => announcer.tell(person, `${what} ${advice}`));
  }
}

/** Whoever approved, and whoever asked. */
export async function forEachPerson(
  { requestedBy, approval }: Dispatch,
  log: Log,
  tell: (userId: string) => Promise<void>,
): Promise<void> {
  const isPerson = approval !== undefined && !isScheduleAsApprover(approval.by);
  const approver = isPerson ? [approval.by] : [];
  for (const person of new Set([...approver, requestedBy.userId])) {
    if (person === NO_PERSON) continue;
    try {
      await tell(person);
    } catch (err) {
      log.error({ err, person }, "somebody could not be told");
    }
  }
}
