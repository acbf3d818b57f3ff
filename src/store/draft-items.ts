import type { Artifact } from "../dispatch/artifact.ts";
import { hashMail } from "../dispatch/artifact-hash.ts";
import type { Delivery } from "../dispatch/delivery.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import { hashFrozenPart } from "../dispatch/frozen-part.ts";
import { sealChains } from "../dispatch/trail.ts";
import { beginTrail } from "./append-event.ts";
import { toArtifactItems } from "./artifact-items.ts";
import { approvalQueue } from "./change-state.ts";
import { toDeliveryItem } from "./delivery-item.ts";
import { deliverySubject } from "./delivery-trails.ts";
import { expiryOf } from "./expiry.ts";
import { toHeadItem } from "./head-item.ts";
import { partsPartition } from "./keys.ts";
import type { Sealer } from "./sealer.ts";
import { TTL_ATTRIBUTE } from "./table.ts";

/**
 * A draft as items, each with its time to expire. The first event of the head's trail holds all of them together: the
 * draft itself, the mail, and how every delivery was planned.
 */
export function draftItems(
  dispatch: Dispatch,
  artifact: Artifact,
  deliveries: readonly Delivery[],
  sealer: Sealer,
  now: Date,
) {
  const expiry = expiryOf(dispatch);
  const planned = deliveries.map((delivery) => toDeliveryItem(delivery, dispatch));
  const chains = planned.map(({ trail, ...key }) => ({ subject: deliverySubject(key), trail }));
  const drafted = {
    event: "drafted",
    at: now.toISOString(),
    by: dispatch.requestedBy.userId,
    draft: hashFrozenPart(dispatch),
    artifact: dispatch.artifactHash,
    mail: hashMail(artifact.mail),
    deliveries: sealChains(chains),
  };
  const until = (at: number) => ({ [TTL_ATTRIBUTE]: at });
  return {
    artifact: toArtifactItems(dispatch.id, artifact, sealer).map((item) => ({
      ...item,
      ...until(item.task_id === "envelope" ? expiry.addresses : expiry.mail),
    })),
    deliveries: planned.map((item) => ({ ...item, ...until(expiry.record) })),
    head: {
      ...toHeadItem(dispatch),
      ...approvalQueue(dispatch),
      ...until(expiry.record),
      ...beginTrail(partsPartition(dispatch.id), drafted),
    },
  };
}
