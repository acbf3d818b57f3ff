import type { ViewOutput } from "@slack/bolt";

/** Behind the reference of a form that was opened where its dispatch is not shown. */
const ELSEWHERE = "/elsewhere";

/**
 * What a form carries along: what it is about, and whether something shows what comes of it.
 *
 * @param isElsewhere Whether it opens in a message that does not change by it.
 */
export function openedFor(reference: string, isElsewhere: boolean): string {
  return `${reference}${isElsewhere ? ELSEWHERE : ""}`;
}

/** What {@link openedFor} made. */
export function readOpened({ private_metadata: metadata }: Pick<ViewOutput, "private_metadata">): {
  readonly reference: string;
  readonly wasElsewhere: boolean;
} {
  const wasElsewhere = metadata.endsWith(ELSEWHERE);
  return {
    reference: wasElsewhere ? metadata.slice(0, -ELSEWHERE.length) : metadata,
    wasElsewhere,
  };
}
