import type { Dispatch } from "./dispatch.ts";

/**
 * Messages that are behind their record, as all processes know them. What is to be rewritten waits in the memory of one
 * process; if that is killed, another finds it here.
 *
 *     record ── mark ── (gather) ── read mark ── rewrite from the record ── clear that mark
 *                  ✗ killed here: the sweep of any process goes on
 */
export interface Unshown {
  /** It is behind from now on. */
  mark(message: string): Promise<void>;
  /** Its mark, if it is behind. */
  find(message: string): Promise<string | undefined>;
  /** It shows what it was marked for; does nothing if it was marked again since. */
  clear(message: string, mark: string): Promise<void>;
  /** Messages that were marked before a moment and are behind still. */
  markedBefore(at: Date): Promise<readonly string[]>;
}

/** What a dispatch's messages are called here. */
export function messageOf({ id }: Pick<Dispatch, "id">, which: "preview" | "summary"): string {
  return `${id}/${which}`;
}

export function dispatchOf(message: string): string {
  return message.slice(0, message.indexOf("/"));
}
