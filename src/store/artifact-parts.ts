import { corrupt } from "./artifact-items.ts";
import { isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { envelopeKey, partsPartition } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

/** The stored bytes of an artifact, as far as they are still kept. */
export interface ArtifactParts {
  /** Of the mail, in their order; none once it has expired. */
  readonly chunks: readonly Uint8Array[];
  /** The sealed addresses; undefined once they have expired. */
  readonly envelope: Uint8Array | undefined;
}

export async function readArtifactParts(
  table: TableClient,
  dispatchId: string,
  now: Date,
): Promise<ArtifactParts> {
  const [chunks, envelope] = await Promise.all([
    readMailChunks(table, dispatchId, now),
    table.get(envelopeKey(dispatchId)),
  ]);
  return {
    chunks,
    envelope: envelope && !isExpired(envelope, now) ? bodyOf(envelope) : undefined,
  };
}

/** The mail alone, which is kept for longer than addresses; nothing once it has expired. */
export async function readMailChunks(
  table: TableClient,
  dispatchId: string,
  now: Date,
): Promise<readonly Uint8Array[]> {
  const chunks = await table.query(partsPartition(dispatchId), { prefix: "artifact#" });
  return chunks.filter((item) => !isExpired(item, now)).map(bodyOf);
}

export function bodyOf(item: Attributes): Uint8Array {
  const body = item["body"];
  if (!(body instanceof Uint8Array)) throw corrupt();
  return body;
}
