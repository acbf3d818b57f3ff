import { type DeliveryState, refOf } from "./delivery.ts";
import { type Dispatch, type ReopeningKind, roundOf } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

/** From where each kind of decision takes a mail, and to where. */
const STEPS: Readonly<
  Record<ReopeningKind, { readonly from: DeliveryState; readonly to: "pending" | "accepted" }>
> = {
  retry: { from: "failed", to: "pending" },
  again: { from: "uncertain", to: "pending" },
  mark: { from: "uncertain", to: "accepted" },
};

/**
 * Carries out what somebody decided last on mails of a dispatch that had ended. The decision stands in the head before
 * any mail is touched: whoever goes on with the dispatch carries out what is left of it, also after a crash. What the
 * mail service has told of a mail meanwhile counts more: such a mail is left alone.
 *
 * @returns Whether this call has changed a mail.
 */
export async function applyReopening(dispatch: Dispatch, store: DispatchStore): Promise<boolean> {
  const reopening = dispatch.reopenings?.at(-1);
  if (reopening === undefined) return false;
  const number = roundOf(dispatch);
  const { from, to } = STEPS[reopening.kind];
  const chosen = new Set(reopening.deliveries);
  const left = (await store.getDeliveries(dispatch.id)).filter(
    (it) => chosen.has(refOf(it)) && it.state === from && (it.reopened ?? 0) < number,
  );
  const changed = await Promise.all(
    left.map((delivery) => store.reopenDelivery(delivery, to, { number, by: reopening.by })),
  );
  return changed.includes(true);
}
