import { setImmediate as nextTurn } from "node:timers/promises";
import type { Mailer } from "../../src/dispatch/mail-ports.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { MailRefusedError } from "../../src/errors.ts";

/** What the mail service answers. `lost`: nothing; nobody but the service knows whether it took the mail. */
export type MailAnswer = "accept" | "throttle" | "reject" | "lost";

/** A call to the mail service that waits for its answer. */
export interface HeldCall {
  readonly delivery: string;
  /** @param taken Whether the service takes a mail whose answer is lost. */
  answer(answer: MailAnswer, taken?: boolean): void;
}

/** Mails the service took: ids by the delivery's tag. */
export type TakenMails = Map<string, string[]>;

/** A process whose calls can be counted and answered one by one, and which can die at any of its steps. */
export interface MortalProcess {
  readonly store: DispatchStore;
  readonly mailer: Mailer;
  /** Calls to the mail service without an answer, oldest first. */
  readonly held: HeldCall[];
  /** Dies now: nothing it has begun comes to anything any more. */
  die(): void;
  /**
   * Dies at one of its next calls to the store.
   *
   * @param calls 1 for the next one.
   * @param carriedOut Whether that call is still carried out.
   */
  dieAt(calls: number, carriedOut: boolean): void;
  isDead(): boolean;
  /** Resolves when it does nothing but wait for answers of the mail service. */
  quiet(): Promise<void>;
}

export function createMortalProcess(store: DispatchStore, taken: TakenMails): MortalProcess {
  const held: HeldCall[] = [];
  const life = { dead: false, busy: 0, left: Number.POSITIVE_INFINITY, carriedOut: false };
  const never = new Promise<never>(() => undefined);

  const mortal =
    <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (life.dead) return await never;
      life.left -= 1;
      if (life.left === 0 && !life.carriedOut) life.dead = true;
      if (life.dead) return await never;
      const last = life.left === 0;
      life.busy += 1;
      const result = await Promise.allSettled([work(...args)]);
      life.busy -= 1;
      if (last) life.dead = true;
      if (life.dead) return await never;
      if (result[0].status === "rejected") throw result[0].reason;
      return result[0].value;
    };

  return {
    held,
    store: {
      ...store,
      claimOnce: mortal(store.claimOnce),
      get: mortal(store.get),
      getArtifact: mortal(store.getArtifact),
      getDeliveries: mortal(store.getDeliveries),
      changeState: mortal(store.changeState),
      setSummary: mortal(store.setSummary),
      markAnnounced: mortal(store.markAnnounced),
      findUnfinished: mortal(store.findUnfinished),
      claimDelivery: mortal(store.claimDelivery),
      settleDelivery: mortal(store.settleDelivery),
      expireClaim: mortal(store.expireClaim),
      reopenDelivery: mortal(store.reopenDelivery),
    },
    mailer: {
      send: ({ tags: { delivery } }) =>
        life.dead ? never : new Promise((resolve, reject) => hold(delivery, resolve, reject)),
    },
    die: () => {
      life.dead = true;
    },
    dieAt: (calls, carriedOut) => {
      life.left = calls;
      life.carriedOut = carriedOut;
    },
    isDead: () => life.dead,
    async quiet() {
      // Between two calls of the store there is no more than a turn of the event loop.
      for (let turns = 0; turns < 3; turns = life.busy === 0 ? turns + 1 : 0) await nextTurn();
    },
  };

  function hold(
    delivery: string,
    resolve: (messageId: string) => void,
    reject: (error: MailRefusedError) => void,
  ): void {
    const take = () => {
      const ids = [
        ...(taken.get(delivery) ?? []),
        `m-${delivery}-${taken.get(delivery)?.length ?? 0}`,
      ];
      taken.set(delivery, ids);
      return ids.at(-1) ?? "";
    };
    const answers: Readonly<Record<MailAnswer, (taken: boolean) => void>> = {
      accept: () => resolve(take()),
      throttle: () => reject(new MailRefusedError("throttled", "Maximum sending rate exceeded.")),
      reject: () => reject(new MailRefusedError("permanent", "Email address is not verified.")),
      lost: (isTaken) => {
        if (isTaken) take();
        reject(new MailRefusedError("unknown", "The connection was cut."));
      },
    };
    held.push({ delivery, answer: (answer, isTaken = false) => answers[answer](isTaken) });
  }
}
