import type { Delivery } from "./delivery.ts";
import type { Dispatch } from "./dispatch.ts";
import { loadToSend } from "./load-to-send.ts";
import { findRecipients } from "./plan-deliveries.ts";
import { findLeftOut, type LeftOut, type SkipDependencies } from "./skipped.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * Takes out the mails to people who bounced, complained or unsubscribed since they were planned. A mail that several
 * share goes to all of them or to none.
 *
 * @throws ArtifactCorruptError, ArtifactExpiredError if it is not known any more what was approved, and for whom.
 */
export async function keepBack(
  deliveries: readonly Delivery[],
  dispatch: Dispatch,
  deps: SkipDependencies & { readonly store: DispatchStore },
): Promise<{ readonly kept: readonly Delivery[]; readonly leftOut: readonly LeftOut[] }> {
  const artifact = await loadToSend(dispatch, deps.store);
  const checked = await Promise.all(
    deliveries.map(async (delivery) => {
      const people = findRecipients(delivery, artifact, deps.hashAddress);
      const leftOut = await findLeftOut(people, dispatch.reportType, deps);
      // Nobody unsubscribes the mailbox that keeps the copies.
      const counts = leftOut.filter(
        (it) => delivery.kind !== "audit" || it.reason !== "unsubscribed",
      );
      return { delivery, leftOut: counts };
    }),
  );
  return {
    kept: checked.filter(({ leftOut }) => leftOut.length === 0).map(({ delivery }) => delivery),
    leftOut: checked.flatMap(({ leftOut }) => leftOut),
  };
}
