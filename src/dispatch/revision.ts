import type { Dispatch } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * Drafts that take one another's place are revisions of one report, and at most one of them goes out. Which one is
 * current is one item, named after the first of them:
 *
 *     A ◄─ replaces ─ B ◄─ replaces ─ C      the origin of all three is A; C is current
 *
 * Whichever is approved must be current, unless the current one descends from it, and must have ended what it replaces.
 */
export type Revision = Pick<Dispatch, "id" | "origin">;

/** As long as anybody may still find an old preview's button. */
const CURRENT_SECONDS = 90 * 24 * 3600;

/** The first of the drafts that took one another's place. */
export function originOf({ id, origin }: Revision): string {
  return origin ?? id;
}

/**
 * Makes a revision the current one, if none is, or one that does not count any more.
 *
 * @param insteadOf Id of the one that does not count any more.
 * @returns Id of the one that is current then; undefined where that is not on record.
 */
export async function makeCurrent(
  revision: Revision,
  store: Pick<DispatchStore, "hold">,
  insteadOf?: string,
): Promise<string | undefined> {
  return await store.hold(`current#${originOf(revision)}`, revision.id, CURRENT_SECONDS, insteadOf);
}

/** What a revision replaces, what that replaces, and so on, the youngest first. Each is read when it is asked for. */
export async function* ancestorsOf(
  { replaces }: Pick<Dispatch, "replaces">,
  store: Pick<DispatchStore, "get">,
): AsyncGenerator<Dispatch, void> {
  for (let id = replaces; id !== undefined; ) {
    const ancestor = await store.get(id);
    if (ancestor === undefined) return;
    yield ancestor;
    id = ancestor.replaces;
  }
}

/** It waits no more, and nobody has decided on it. */
export function hasLapsed({ state }: Pick<Dispatch, "state">): boolean {
  return state === "voided" || state === "expired";
}
