import { AppError, PreviewNotPostedError } from "../errors.ts";
import type { Log } from "../log.ts";
import { alreadyDecided } from "./already-decided.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Artifact } from "./artifact.ts";
import type { Dispatch, PictureRef } from "./dispatch.ts";
import { firstChart } from "./first-chart.ts";
import { showCurrentOrLog } from "./show-current.ts";
import type { DispatchStore } from "./store-port.ts";
import { COULD_NOT_BE_SHOWN } from "./unseen.ts";

/** A draft that is on record and that nobody has seen. */
export interface UnseenDraft {
  readonly dispatch: Dispatch;
  readonly artifact: Artifact;
}

export interface ShowDraftDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly log: Log;
}

/**
 * Puts the preview of a draft in front of people.
 *
 * @throws PreviewNotPostedError after voiding the dispatch, since nobody could have approved it; AlreadyDecidedError if it was
 *   withdrawn meanwhile, which its preview says.
 */
export async function showDraft(
  { dispatch, artifact }: UnseenDraft,
  channel: string,
  deps: ShowDraftDependencies,
): Promise<Dispatch> {
  const picture = await publishChart(dispatch, artifact, deps);
  return await showPreview({ ...dispatch, ...(picture && { picture }) }, channel, deps);
}

/** A preview without its chart is still a preview: the values stand in its place. */
async function publishChart(
  dispatch: Dispatch,
  { mail }: Artifact,
  { announcer, log }: ShowDraftDependencies,
): Promise<PictureRef | undefined> {
  const chart = firstChart(mail);
  if (chart === undefined) return undefined;
  return await announcer.publishChart(dispatch, chart).catch((err: unknown) => {
    log.warn({ err, dispatch: dispatch.id }, "the chart could not be shown in Slack");
    return undefined;
  });
}

async function showPreview(
  dispatch: Dispatch,
  channel: string,
  deps: ShowDraftDependencies,
): Promise<Dispatch> {
  const { store, announcer } = deps;
  const preview = await announcer.postPreview(channel, dispatch, []).catch(async (cause) => {
    await withdraw(dispatch, cause, deps);
    throw new PreviewNotPostedError(
      `The report is worked out, but its preview could not be shown.${whatStands(dispatch)}`,
      { hint: announcer.explain(cause), cause },
    );
  });
  try {
    await store.setPreview(dispatch.id, preview, dispatch.picture);
  } catch (cause) {
    await withdraw({ ...dispatch, preview }, cause, deps);
    throw new PreviewNotPostedError(
      `The preview is shown, but could not be put on record, so it was withdrawn.${whatStands(dispatch)}`,
      { hint: cause instanceof AppError ? (cause.hint ?? "") : "Ask for the report again.", cause },
    );
  }
  return await assertStands({ ...dispatch, preview }, deps);
}

/** It may have taken so long that another draft came in its place: then its preview says so. */
async function assertStands(shown: Dispatch, deps: ShowDraftDependencies): Promise<Dispatch> {
  // Nobody has to know: an approval looks again.
  const current = await deps.store.get(shown.id).catch(() => undefined);
  if (current === undefined || current.state === "awaiting_approval") return shown;
  await showCurrentOrLog(current, deps);
  throw alreadyDecided(current);
}

function whatStands({ replaces }: Dispatch): string {
  return replaces === undefined ? "" : " What it was to replace stands as it was.";
}

/** Nobody can follow a dispatch whose preview is not on record: nobody shall approve it. */
async function withdraw(
  { id, preview }: Dispatch,
  cause: unknown,
  { store, announcer, log }: ShowDraftDependencies,
): Promise<void> {
  log.error({ err: cause, dispatch: id }, "withdrawing a dispatch without a preview");
  try {
    const voidedBecause = COULD_NOT_BE_SHOWN;
    const voided = await store.changeState({ dispatchId: id, to: "voided", voidedBecause });
    if (preview !== undefined) await announcer.updatePreview(preview, voided.dispatch, []);
  } catch (err) {
    log.error({ err, dispatch: id }, "could not withdraw");
  }
}
