import { DispatchNotFoundError } from "../errors.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
import { shortId } from "./short-id.ts";
import type { DispatchStore } from "./store-port.ts";

export type LookupDependencies = RightsDependencies & { readonly store: DispatchStore };

/** How far back a dispatch is found by a part of its id. */
const SEARCHED = 300;

/** How far back those are looked for that something can be done about. */
const RECENT = 50;

/** The end of an id that is too short to mean one dispatch. */
const LEAST_TYPED = 4;

/** More than this in one answer helps nobody to choose. */
const MOST_NAMED = 5;

const ULID_LENGTH = 26;

/**
 * Finds a dispatch by what somebody typed: its id, a beginning of it, or its short form.
 *
 * @throws NotAllowedError; DispatchNotFoundError if none is meant, or more than one could be, or nothing was typed.
 */
export async function findTyped(
  typed: string,
  by: Requester,
  deps: LookupDependencies,
): Promise<Dispatch> {
  await assertAccess(deps, by, "view");
  const name = typed.replace(/[`"'#]/gu, "").toUpperCase();
  if (name === "") {
    throw new DispatchNotFoundError("Nobody said which report is meant.", {
      hint: "Type its short id behind the command; /exec-report history lists them.",
    });
  }
  const exact = name.length === ULID_LENGTH ? await deps.store.get(name) : undefined;
  if (exact !== undefined) return exact;
  const all = name.length < LEAST_TYPED ? [] : await deps.store.latest(SEARCHED);
  const found = all.filter(({ id }) => id.startsWith(name) || id.endsWith(name));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const shown = [...typed].slice(0, ULID_LENGTH).join("");
  if (only === undefined) {
    throw new DispatchNotFoundError(`No report goes by "${shown}".`, {
      hint: "/exec-report history lists them, each with its short id.",
    });
  }
  throw new DispatchNotFoundError(`"${shown}" could be any of these: ${nameAll(found)}.`, {
    hint: "Type more of the id.",
  });
}

/**
 * The one dispatch that somebody means who has named none.
 *
 * @param which What is looked for, e.g. `on hold`.
 * @throws NotAllowedError; DispatchNotFoundError if there is none, or more than one.
 */
export async function findOnly(
  which: string,
  isMeant: (dispatch: Dispatch) => boolean | Promise<boolean>,
  by: Requester,
  deps: LookupDependencies,
): Promise<Dispatch> {
  await assertAccess(deps, by, "view");
  const recent = await deps.store.latest(RECENT);
  const meant = await Promise.all(recent.map(isMeant));
  const found = recent.filter((_, at) => meant[at]);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only === undefined) throw new DispatchNotFoundError(`There is no report ${which}.`);
  throw new DispatchNotFoundError(`There are several reports ${which}: ${nameAll(found)}.`, {
    hint: "Type the short id of the one you mean behind the command.",
  });
}

function nameAll(found: readonly Dispatch[]): string {
  const names = found
    .slice(0, MOST_NAMED)
    .map(({ id, summary: { title, period } }) => `${shortId(id)} (${title}, ${period})`);
  const more = found.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
