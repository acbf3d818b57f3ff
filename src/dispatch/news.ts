import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { forEachPerson } from "./announce.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Dispatch } from "./dispatch.ts";
import { shortId } from "./short-id.ts";
import type { DispatchStore } from "./store-port.ts";

/** Something that people should hear about a mail. */
export interface NewsItem {
  /** The event it comes from: nobody hears of the same event twice. */
  readonly eventId: string;
  /** Whom it is about. */
  readonly names: readonly string[];
  /** The sentence, for the names of everybody of whom the same is to be said. */
  inWords(names: string): string;
}

/** Tells people of events, one message for those that come together. */
export interface News {
  /** Resolves when people were told. */
  tell(dispatch: Dispatch, item: NewsItem): Promise<void>;
}

export interface NewsDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * How long further events are waited for. Whoever brings an event gets no answer before people were told of it, so that
 * it is brought again if the process dies meanwhile; Amazon SNS waits 15 s.
 */
const GATHER_MS = 2_000;

/** How long it is remembered that people were told of an event: longer than it can be told again. */
const TOLD_SECONDS = 24 * 3600;

/** More than this in one message is a list that nobody reads. */
const MOST_SENTENCES = 10;
const MOST_NAMES = 20;

interface Batch {
  readonly items: NewsItem[];
  readonly told: Promise<void>;
}

export function createNews(deps: NewsDependencies): News {
  const batches = new Map<string, Batch>();
  return {
    async tell(dispatch, item) {
      const open = batches.get(dispatch.id);
      if (open !== undefined) {
        open.items.push(item);
        return await open.told;
      }
      const items = [item];
      const told = deps.clock.wait(GATHER_MS).then(async () => {
        batches.delete(dispatch.id);
        await post(dispatch, items, deps);
      });
      batches.set(dispatch.id, { items, told });
      await told;
    },
  };
}

async function post(
  dispatch: Dispatch,
  items: readonly NewsItem[],
  deps: NewsDependencies,
): Promise<void> {
  const { claimed, failure } = await claim(items, deps);
  // What is claimed is not told by anybody else, however often it is brought again: it is told first.
  if (claimed.length > 0) await tell(dispatch, claimed, deps);
  if (failure !== undefined) throw failure.cause;
}

/** Up to the first claim that fails: without the database nobody knows of the others whether they were told. */
async function claim(
  items: readonly NewsItem[],
  { store }: NewsDependencies,
): Promise<{ readonly claimed: readonly NewsItem[]; readonly failure?: { cause: unknown } }> {
  const claimed: NewsItem[] = [];
  for (const item of items) {
    try {
      if (await store.claimOnce(`told#${item.eventId}`, TOLD_SECONDS)) claimed.push(item);
    } catch (cause) {
      return { claimed, failure: { cause } };
    }
  }
  return { claimed };
}

async function tell(
  dispatch: Dispatch,
  items: readonly NewsItem[],
  { announcer, log }: NewsDependencies,
): Promise<void> {
  const text = describe(items, dispatch.id);
  try {
    if (dispatch.preview === undefined) throw new Error("there is no preview");
    await announcer.reply(dispatch.preview, text);
  } catch (err) {
    log.warn({ err, dispatch: dispatch.id }, "the preview's thread could not be told");
    const { title, period } = dispatch.summary;
    await forEachPerson(dispatch, log, (person) =>
      announcer.tell(person, `${title}, ${period}. ${text}`),
    );
  }
}

/** One sentence for everybody of whom the same is to be said. */
function describe(items: readonly NewsItem[], dispatchId: string): string {
  const groups = new Map<string, { readonly item: NewsItem; readonly names: Set<string> }>();
  for (const item of items) {
    const group = groups.get(item.inWords("")) ?? { item, names: new Set() };
    for (const name of item.names) group.names.add(name);
    groups.set(item.inWords(""), group);
  }
  const all = [...groups.values()].map(({ item, names }) => item.inWords(list([...names])));
  const more = all.length - MOST_SENTENCES;
  const isCut = more > 0 || [...groups.values()].some(({ names }) => names.size > MOST_NAMES);
  return [
    ...all.slice(0, MOST_SENTENCES),
    ...(more > 0 ? [`And ${more} more.`] : []),
    ...(isCut ? [`Everything: /exec-report status ${shortId(dispatchId)}`] : []),
  ].join("\n");
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
