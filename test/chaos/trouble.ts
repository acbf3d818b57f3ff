import { setTimeout as delay } from "node:timers/promises";
import type { FrontCall, Mischief } from "./front.ts";
import { chooseFault, type KillPlan, leavesDoubt, PASS, planKill } from "./mischief.ts";
import type { Random } from "./random.ts";
import type { RunOptions } from "./result.ts";
import { RECIPIENTS } from "./surroundings.ts";
import type { World } from "./world.ts";

/** Changes that a send without faults makes: three for each mail (claim, mail, outcome), and some before and after. */
const CHANGES = 3 * (RECIPIENTS + 1) + 20;

/** Whether a call changes something. A kill at a read leaves behind what one at the change before or after it does. */
function isChange({ action }: FrontCall): boolean {
  return /^(?:Put|Update|Delete|BatchWrite)|^SendRawEmail$|^chat\./.test(action);
}

/**
 * Whether a call belongs to the send: it goes to SES or Slack, names the dispatch, or takes turns from the budget that
 * all sends share. A bot also does other things in the meantime, and its sweeps come more often here than elsewhere.
 */
function isOfSend({ service, body }: FrontCall, dispatchId: string): boolean {
  return service !== "database" || body.includes(dispatchId) || body.includes(BUDGET);
}

/** In the key of the budget: see `budgetKey` in src/store/keys.ts. */
const BUDGET = '"throttle#';

/** What goes wrong in one run, and what came of it. */
export interface Trouble extends Mischief {
  /** Tags of deliveries whose call was cut off. */
  readonly doubtful: ReadonlySet<string>;
  readonly killedAt: string | undefined;
  readonly faults: number;
  /** Calls for a mail whose answer a living process did not wait for. */
  readonly givenUp: number;
  /** Resolves when the process is dead; kills it now if its moment never came. */
  killed(now?: boolean): Promise<boolean>;
}

export function createTrouble(
  world: World,
  dispatchId: string,
  { kill, faults }: Pick<RunOptions, "kill" | "faults">,
  random: Random,
): Trouble {
  const plan: KillPlan | undefined = kill ? planKill(random, CHANGES) : undefined;
  const victim = random.below(world.processes.length);
  const doubtful = new Set<string>();
  let changes = 0;
  let met = 0;
  let givenUp = 0;
  let killedAt: string | undefined;
  let death: Promise<void> | undefined;
  /** From the blow until everything that the dead process had sent has arrived. */
  let isDying = false;
  const strike = () => {
    isDying ||= death === undefined;
    death ??= world.kill(victim);
    return death;
  };
  return {
    doubtful,
    get killedAt() {
      return killedAt;
    },
    get faults() {
      return met;
    },
    get givenUp() {
      return givenUp;
    },
    treat(call) {
      const counts = isChange(call) && isOfSend(call, dispatchId);
      if (counts) changes += 1;
      if (counts && changes === plan?.atChange) {
        killedAt = `${call.service} ${call.action}, ${plan.step}`;
        const { step, pauseMs } = plan;
        return {
          kind: "kill",
          step,
          kill: async () => {
            if (step === "answered") await delay(pauseMs);
            await strike();
          },
        };
      }
      const treatment = faults ? chooseFault(call, random) : PASS;
      if (treatment !== PASS) met += 1;
      if (leavesDoubt(treatment)) doubtful.add(deliveryOf(call));
      return treatment;
    },
    broken(call) {
      met += 1;
      if (call.service === "mail") doubtful.add(deliveryOf(call));
    },
    abandoned(call) {
      // What hung up now is the dead process: the claims that it leaves behind say what it was at.
      if (call.service !== "mail" || isDying) return;
      doubtful.add(deliveryOf(call));
      givenUp += 1;
    },
    async killed(now = false) {
      if (now) {
        killedAt ??= "after the end";
        await strike();
      }
      await death;
      if (death !== undefined) await world.settle(victim);
      isDying = false;
      return death !== undefined;
    },
  };
}

/** The mail's tag, from the form it is sent in. */
function deliveryOf({ body }: FrontCall): string {
  const text = body.toString("latin1");
  const at = /Tags\.member\.(\d)\.Name=delivery(?:&|$)/.exec(text)?.[1];
  return new RegExp(`Tags\\.member\\.${at}\\.Value=(\\w+)`).exec(text)?.[1] ?? "";
}
