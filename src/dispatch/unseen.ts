import type { Dispatch } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

/** Slack did not take the preview of a draft, or its place could not be put on record. */
export const COULD_NOT_BE_SHOWN = "The preview could not be shown.";

/** The process that was to show it has died. */
const NEVER_SHOWN = "Its preview was never shown.";

const UNSEEN: readonly (string | undefined)[] = [COULD_NOT_BE_SHOWN, NEVER_SHOWN];

/** Whether people had the preview of a draft before them, and may have decided on it. */
export function wasSeen({ preview, voidedBecause }: Dispatch): boolean {
  return preview !== undefined && !UNSEEN.includes(voidedBecause);
}

/**
 * Ends a draft whose process seems to have died before its preview stood. If that stands by now, nothing is changed.
 *
 * @returns Whether this call has ended it.
 */
export async function endUnshown(dispatchId: string, store: DispatchStore): Promise<boolean> {
  const end = { to: "voided", voidedBecause: NEVER_SHOWN, unshown: true } as const;
  return (await store.changeState({ dispatchId, ...end })).changed;
}
