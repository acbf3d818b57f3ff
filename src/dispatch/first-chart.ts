import type { InlineImage, RenderedMail } from "./artifact.ts";
import { loadMail } from "./load-mail.ts";
import type { DispatchStore } from "./store-port.ts";

/** The chart that stands for a report where there is room for one. */
export function firstChart({ images }: RenderedMail): InlineImage | undefined {
  return images.find(({ role }) => role === "chart");
}

/**
 * The chart of a dispatch as it was approved, or waits to be.
 *
 * @returns Undefined if there is no such dispatch, no chart in it, or its mail is not kept any more.
 * @throws ArtifactCorruptError
 */
export async function loadFirstChart(
  dispatchId: string,
  store: DispatchStore,
): Promise<Uint8Array | undefined> {
  const mail = await loadMail(dispatchId, store);
  return mail && firstChart(mail)?.content;
}
