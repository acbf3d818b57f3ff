import type { Artifact } from "./artifact.ts";
import type { Delivery } from "./delivery.ts";
import { mapInChunks } from "./map-in-chunks.ts";
import { findRecipients } from "./plan-deliveries.ts";
import { findLeftOut, type LeftOut, type SkipDependencies } from "./skipped.ts";

/** A mail that does not go out, and those of its people on whose account. */
export interface KeptBack {
  readonly delivery: Delivery;
  readonly leftOut: readonly LeftOut[];
}

/** Mails that are looked at at the same time: of a report to thousands not all at once. */
const AT_ONCE = 20;

/**
 * Takes out the mails to people who bounced, complained or unsubscribed since they were planned. A mail that several
 * share goes to all of them or to none.
 *
 * @throws ArtifactCorruptError if it is not known any more for whom a mail was approved.
 */
export async function keepBack(
  deliveries: readonly Delivery[],
  reportType: string,
  artifact: Pick<Artifact, "envelope">,
  deps: SkipDependencies,
): Promise<{ readonly kept: readonly Delivery[]; readonly keptBack: readonly KeptBack[] }> {
  const check = async (delivery: Delivery): Promise<KeptBack> => {
    const people = findRecipients(delivery, artifact, deps.hashAddress);
    const leftOut = await findLeftOut(people, reportType, deps);
    // Nobody unsubscribes the mailbox that keeps the copies.
    const counts = leftOut.filter(
      (it) => delivery.kind !== "audit" || it.reason !== "unsubscribed",
    );
    return { delivery, leftOut: counts };
  };
  const checked = await mapInChunks(deliveries, AT_ONCE, check);
  return {
    kept: checked.filter(({ leftOut }) => leftOut.length === 0).map(({ delivery }) => delivery),
    keptBack: checked.filter(({ leftOut }) => leftOut.length > 0),
  };
}
