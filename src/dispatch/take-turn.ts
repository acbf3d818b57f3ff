import type { Clock } from "../clock.ts";
import { AlreadyDecidedError } from "../errors.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Replacement } from "./replace-old.ts";
import type { DispatchStore } from "./store-port.ts";

/** As long as anybody may still find the old preview's button. */
const TURN_SECONDS = 90 * 24 * 3600;

/** Whoever has put no preview in front of people after this long has died on the way. */
const UNSHOWN_MS = 10 * 60_000;

export interface TakeTurnDependencies {
  readonly store: DispatchStore;
  readonly clock: Clock;
}

/**
 * Makes a draft the one that follows a preview. Of two people who replace the same preview at the same time one wins;
 * the other's draft is withdrawn before anybody sees it. A turn that has led to no preview is free again.
 *
 * @param id The draft, which nobody has seen yet.
 * @throws AlreadyDecidedError
 */
export async function takeTurn(
  replacement: Replacement,
  id: string,
  deps: TakeTurnDependencies,
): Promise<void> {
  const { store } = deps;
  const take = (insteadOf?: string) =>
    store.hold(`fresh#${replacement.old.id}`, id, TURN_SECONDS, insteadOf);
  const holder = await take();
  if (holder === id) return;
  const rival = holder === undefined ? undefined : await store.get(holder);
  const isFree = rival !== undefined && (await hasFailed(rival, deps));
  if (isFree && (await take(rival.id)) === id) return;
  await store.changeState({ dispatchId: id, to: "voided", voidedBecause: "Not needed." });
  throw new AlreadyDecidedError(describe(replacement, rival));
}

/** Whether a draft has ended before its preview stood: nobody has seen it, and nobody will. */
async function hasFailed(rival: Dispatch, { store, clock }: TakeTurnDependencies) {
  const { id, state, preview, generatedAt } = rival;
  if (preview !== undefined) return false;
  if (state !== "awaiting_approval") return true;
  const age = clock.now().getTime() - new Date(generatedAt).getTime();
  if (age < UNSHOWN_MS) return false;
  const voidedBecause = "Its preview was never shown.";
  return (await store.changeState({ dispatchId: id, to: "voided", voidedBecause })).changed;
}

function describe({ old, because }: Replacement, rival: Dispatch | undefined): string {
  if (rival !== undefined && rival.preview === undefined) {
    return "A new preview of this report is on its way already. If none comes, try again.";
  }
  return old.state === "awaiting_approval"
    ? because
    : "A fresh preview of this report has been made already. Decide there, or ask for the report again.";
}
