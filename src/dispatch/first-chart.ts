import type { Artifact, InlineImage } from "./artifact.ts";
import type { DispatchStore } from "./store-port.ts";

/** The chart that stands for a report where there is room for one. */
export function firstChart({ mail }: Artifact): InlineImage | undefined {
  return mail.images.find(({ role }) => role === "chart");
}

/**
 * The chart of a dispatch as it was approved, or waits to be.
 *
 * @returns Undefined if there is no such dispatch, or no chart in it.
 * @throws ArtifactCorruptError
 */
export async function loadFirstChart(
  dispatchId: string,
  store: DispatchStore,
): Promise<Uint8Array | undefined> {
  const dispatch = await store.get(dispatchId);
  return dispatch && firstChart(await store.getArtifact(dispatch))?.content;
}
