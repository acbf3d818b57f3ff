/** Short-lived permits that Slack hands to an app: trigger ids and response URLs. */

import type { Clock } from "../../../src/clock.ts";
import type { SlackIds } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { SlackRefusal } from "./refusal.ts";

/** Where a response URL leads. */
export interface Hook {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was clicked; nothing for a slash command. */
  readonly messageTs: string | undefined;
}

/** Issues and redeems permits. */
export interface Permits {
  /** A trigger id, good for one view within three seconds. */
  issueTrigger(user: string): string;
  /** The person who triggered it. @throws SlackRefusal when unknown, too old or used */
  redeemTrigger(id: unknown): string;
  /** The id of a response URL, good for five uses within thirty minutes. */
  issueHook(hook: Hook): string;
  /** @throws SlackRefusal when unknown, too old or used up */
  redeemHook(id: string): Hook;
  /** Part of an address that opens one line of Socket Mode, once. */
  issueTicket(): string;
  redeemTicket(id: string): boolean;
}

interface Permit<T> {
  readonly value: T;
  readonly issuedAt: number;
  uses: number;
}

/** No permits yet. */
export function createPermits(clock: Pick<Clock, "now">, ids: SlackIds): Permits {
  const triggers = new Map<string, Permit<string>>();
  const hooks = new Map<string, Permit<Hook>>();
  const tickets = new Set<string>();
  const now = () => clock.now().getTime();
  const issue = <T>(permits: Map<string, Permit<T>>, prefix: string, value: T) => {
    const id = ids.next(prefix);
    permits.set(id, { value, issuedAt: now(), uses: 0 });
    return id;
  };
  return {
    issueTrigger: (user) => issue(triggers, "13345224609.738474920.", user),
    redeemTrigger: (id) => {
      const permit = triggers.get(String(id));
      if (permit === undefined) throw new SlackRefusal("invalid_trigger_id");
      if (permit.uses > 0) throw new SlackRefusal("exchanged_trigger_id");
      if (now() - permit.issuedAt > LIMITS.triggerLifeMs) {
        throw new SlackRefusal("expired_trigger_id");
      }
      permit.uses += 1;
      return permit.value;
    },
    issueTicket: () => {
      const id = ids.next("ticket");
      tickets.add(id);
      return id;
    },
    redeemTicket: (id) => tickets.delete(id),
    issueHook: (hook) => issue(hooks, "hook", hook),
    redeemHook: (id) => {
      const permit = hooks.get(id);
      if (permit === undefined) throw new SlackRefusal("no_hook");
      const isOld = now() - permit.issuedAt > LIMITS.responseUrlLifeMs;
      if (isOld) throw new SlackRefusal("expired_url");
      if (permit.uses >= LIMITS.responseUrlUses) throw new SlackRefusal("used_url");
      permit.uses += 1;
      return permit.value;
    },
  };
}
