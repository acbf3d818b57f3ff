import type { types } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { errorCodeOf, type Patiently } from "./call-slack.ts";

/** A view as somebody saw it when they acted. */
export interface SeenView {
  readonly id: string;
  readonly hash: string;
  /** Of two actions in one view the later has the larger number. */
  readonly actedAt: number;
}

/** Draws forms anew while people fill them in. */
export interface OpenForms {
  /**
   * Draws a view anew after an action in it: one time after the other, and never after a later action's. A view that
   * another process has changed meanwhile, or that was closed, is left as it is.
   *
   * @returns Whether it was drawn.
   */
  redraw(seen: SeenView, view: types.ModalView): Promise<boolean>;
}

interface Known {
  /** Of the view as it stands, as far as this process knows. */
  hash: string;
  latest: number;
  turn: Promise<unknown>;
}

/** Views remembered at a time; one that is forgotten is known again at its next action. */
const MOST_KNOWN = 500;

/**
 * Two quick choices reach the bot with the same hash of the view, and after the first of them is drawn Slack refuses
 * the second. So each takes the hash that the one before it has left behind:
 *
 *     choice 1 ── update(hash 0) ── hash 1 ─┐
 *     choice 2 ── waits ────────────────────┴─ update(hash 1)
 *
 * A view also changes without this process: in the answer to a form that was sent, or through another process. Somebody
 * who acts in it after that has seen a hash that is not known here, and it counts then:
 *
 *     hash 1 ── changed elsewhere ── hash 2
 *     choice 3, seen with hash 2 ── update(hash 1) refused ── update(hash 2)
 */
export function createOpenForms(client: WebClient, patiently: Patiently): OpenForms {
  const known = new Map<string, Known>();
  return {
    async redraw({ id, hash, actedAt }, view) {
      const it = known.get(id) ?? { hash, latest: actedAt, turn: Promise.resolve() };
      if (actedAt < it.latest) return false;
      it.latest = actedAt;
      remember(known, id, it);
      const drawn = it.turn.then(async () => {
        if (actedAt < it.latest) return false;
        return await draw(it);
      });
      it.turn = drawn.catch(() => undefined);
      return await drawn;

      async function draw(form: Known): Promise<boolean> {
        try {
          form.hash = await update(form.hash).catch((error: unknown) => {
            if (errorCodeOf(error) !== "hash_conflict" || hash === form.hash) throw error;
            return update(hash);
          });
          return true;
        } catch (error) {
          // What another process has drawn is left, and so is what is closed. The next action brings the hash of now.
          if (!["hash_conflict", "not_found"].includes(errorCodeOf(error) ?? "")) throw error;
          known.delete(id);
          return false;
        }
      }

      /** Draws over the view that has this hash, and returns the hash it has then. */
      async function update(before: string): Promise<string> {
        const call = { view_id: id, hash: before, view };
        const answer = await patiently(() => client.views.update(call));
        return answer.view?.hash ?? before;
      }
    },
  };
}

function remember(known: Map<string, Known>, id: string, form: Known): void {
  known.delete(id);
  known.set(id, form);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}
