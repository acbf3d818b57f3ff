import type { Log } from "../log.ts";
import type { Announcer, Loss } from "./announcer-port.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch, MessageRef } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

export interface PreviewPlaceDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  /** Puts a dispatch that waits before those who may approve it, where they would not see its preview. */
  readonly askApprovers: (dispatch: Dispatch) => Promise<void>;
  readonly log: Log;
}

/** A preview is posted again this often at most: once in its channel, once in person; then it is gone. */
const MOST_MOVES = 2;

/** Longer than any preview can be approved. */
const MOVED_SECONDS = 60 * 24 * 3600;

/**
 * An announcer whose previews do not get lost with their place. Where a channel takes no message, the preview goes to
 * whoever asked, in person; where the message alone was deleted, it is posted there once more. Its new place is put on
 * record, and everything that changes later is shown there.
 *
 *     channel ── message deleted ──► same channel, once ──┐
 *        └────── channel gone ─────► asker, in person ◄───┘ gone again
 */
export function keepPreviewsInPlace(deps: PreviewPlaceDependencies): Announcer {
  const { announcer } = deps;
  return {
    ...announcer,

    async postPreview(channel, dispatch, deliveries) {
      const post = (place: string) => announcer.postPreview(place, dispatch, deliveries);
      const posted = await post(channel).catch(async (err: unknown) => {
        const asker = dispatch.requestedBy.userId;
        if (announcer.lossIn(err) !== "place" || channel === asker) throw err;
        const inPerson = await post(asker);
        await explainMove(inPerson, err, deps);
        return inPerson;
      });
      await showToApprovers(posted, dispatch, deps);
      return posted;
    },

    async updatePreview(preview, dispatch, deliveries) {
      let place = preview;
      for (let moves = 0; ; moves += 1) {
        try {
          return await announcer.updatePreview(place, dispatch, deliveries);
        } catch (err) {
          const loss = announcer.lossIn(err);
          if (loss === undefined || moves >= MOST_MOVES) throw err;
          const now = (await deps.store.get(dispatch.id))?.preview;
          // Posted again by somebody else meanwhile: that is the one to rewrite.
          if (now !== undefined && now.ts !== place.ts) place = now;
          else return await postAgain({ place, loss, err }, dispatch, deliveries, deps);
        }
      }
    },
  };
}

/** What is gone, and how that came to light. */
interface Lost {
  readonly place: MessageRef;
  readonly loss: Loss;
  readonly err: unknown;
}

/** One process does it, once for each kind of loss: whoever deletes it again does not want it there. */
async function postAgain(
  { place, loss, err }: Lost,
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  deps: PreviewPlaceDependencies,
): Promise<void> {
  const { announcer, store, log } = deps;
  const { id, requestedBy } = dispatch;
  const isFirst = (kind: Loss) => store.claimOnce(`moved#${id}#${kind}`, MOVED_SECONDS);
  const again = loss === "message" && (await isFirst("message"));
  const inPerson = !again && !announcer.isDirect(place) && (await isFirst("place"));
  if (!again && !inPerson) throw err;
  log.warn({ err, dispatch: id }, "a preview is gone; posting it again");
  const target = again ? place.channel : requestedBy.userId;
  try {
    const posted = await announcer.postPreview(target, dispatch, deliveries);
    await store.setPreview(id, posted);
    if (again) return;
    await explainMove(posted, err, deps);
    await showToApprovers(posted, dispatch, deps);
  } catch (failure) {
    if (!again || announcer.lossIn(failure) !== "place") throw failure;
    await postAgain({ place, loss: "place", err: failure }, dispatch, deliveries, deps);
  }
}

/** Below the preview: why it stands where nobody expected it. */
async function explainMove(
  posted: MessageRef,
  err: unknown,
  { announcer, log }: PreviewPlaceDependencies,
): Promise<void> {
  const text = `This preview is here because it cannot be shown in its channel. ${announcer.explain(err)}`;
  await announcer.reply(posted, text).catch((failure: unknown) => {
    log.warn({ err: failure }, "why a preview was moved could not be told");
  });
}

/** What only one person sees, others cannot approve. */
async function showToApprovers(
  posted: MessageRef,
  dispatch: Dispatch,
  { announcer, store, askApprovers, log }: PreviewPlaceDependencies,
): Promise<void> {
  if (dispatch.state !== "awaiting_approval" || !announcer.isDirect(posted)) return;
  try {
    // Whoever is asked first may decide before the last one is: on a preview that is on record.
    await store.setPreview(dispatch.id, posted, dispatch.picture);
    await askApprovers({ ...dispatch, preview: posted });
  } catch (err) {
    log.error({ err, dispatch: dispatch.id }, "approvers could not be asked");
  }
}
