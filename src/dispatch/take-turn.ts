import { AlreadyDecidedError } from "../errors.ts";
import type { Dispatch } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

/** As long as anybody may still find the old preview's button. */
const TURN_SECONDS = 90 * 24 * 3600;

/**
 * Makes a draft the one that follows a preview which is over. Of two people who ask for a fresh preview at the same
 * time one wins; the other's draft is withdrawn before anybody sees it.
 *
 * @throws AlreadyDecidedError
 */
export async function takeTurn(old: Dispatch, id: string, store: DispatchStore): Promise<void> {
  if (await store.claimOnce(`fresh#${old.id}`, TURN_SECONDS)) return;
  await store.changeState({ dispatchId: id, to: "voided", voidedBecause: "Not needed." });
  throw new AlreadyDecidedError(
    "A fresh preview of this report has been made already. Decide there, or ask for the report again.",
  );
}
