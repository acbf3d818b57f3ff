import { ulid } from "ulid";
import type { AlarmClock, Clock } from "../../src/clock.ts";
import type { Announcer } from "../../src/dispatch/announcer-port.ts";
import type { AccountStanding, Mailer } from "../../src/dispatch/mail-ports.ts";
import { planDeliveries } from "../../src/dispatch/plan-deliveries.ts";
import { createSender, type Sender } from "../../src/dispatch/sender.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { createLog } from "../../src/log.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createThrottle } from "../../src/store/throttle.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { mostWithin, type Taken } from "./most-within.ts";
import { plainArtifact, plainDraft } from "./plain-draft.ts";
import { silentAnnouncer } from "./silent-announcer.ts";
import { standingOf } from "./standing.ts";
import type { TestTable } from "./store.ts";

const hashAddress = (email: string) => `hash-of-${email.split("@")[0]}`;
const DAY_MS = 86_400_000;

/** One call that the counting mail service took. */
export interface CountedCall extends Taken {
  readonly to: string;
}

/** A mail service with limits, which counts instead of refusing; what it says of itself may lag behind. */
export interface CountingService {
  readonly calls: readonly CountedCall[];
  readonly mailer: Mailer;
  readonly limits: { perSecond: number; perDay?: number };
  /** How late a mail appears in `SentLast24Hours`, in milliseconds. */
  lagMs: number;
  /** How often it was asked how the account stands. */
  questions: number;
  /** The most recipients in any span of this length, wherever it begins. */
  most(spanMs: number): number;
  /** Recipients a second from the first call to the last. */
  mean(): number;
  standing(): AccountStanding;
}

export function createCountingService(
  clock: Clock,
  limits: CountingService["limits"],
): CountingService {
  const calls: CountedCall[] = [];
  const now = () => clock.now().getTime();
  const service: CountingService = {
    calls,
    limits,
    lagMs: 0,
    questions: 0,
    mailer: {
      send: async ({ to }) => {
        const addresses = to.map(({ email }) => email).join();
        calls.push({ at: now(), recipients: to.length, to: addresses });
        return `m-${calls.length}`;
      },
    },
    most: (spanMs) => mostWithin(spanMs, calls),
    mean: () => {
      const times = calls.map(({ at }) => at);
      return (sum(calls) * 1000) / (Math.max(...times) - Math.min(...times));
    },
    standing: () => {
      service.questions += 1;
      const until = now() - service.lagMs;
      const sentToday = sum(calls.filter(({ at }) => at <= until && at > now() - DAY_MS));
      return standingOf(clock.now(), { ...limits, sentToday });
    },
  };
  return service;
}

function sum(calls: readonly CountedCall[]): number {
  return calls.reduce((total, { recipients }) => total + recipients, 0);
}

export interface SendingProcessOptions {
  readonly table: TestTable;
  readonly clock: AlarmClock;
  readonly service: CountingService;
  readonly share: number;
  /** How long the next claim takes, in milliseconds; no time without it. */
  readonly claimMs?: () => number;
  /** Whom it tells what happens; nobody without it. */
  readonly announcer?: Announcer;
  /** What it has to do with the table; a store of its own without it. */
  readonly store?: DispatchStore;
}

/** One process: its own store, throttle and sender on the shared table. */
export function createSendingProcess(options: SendingProcessOptions): Sender {
  const { table, clock, service, share, claimMs, announcer = silentAnnouncer } = options;
  const store = options.store ?? table.store(clock);
  const account = { read: async () => service.standing() };
  const client = createTableClient(table.client, table.name);
  const throttle = createThrottle({
    table: client,
    clock,
    account,
    region: "us-east-1",
    share,
  });
  return createSender({
    announcer,
    mailer: service.mailer,
    throttle,
    unsubscriptions: createUnsubscriptions({ table: client, clock }),
    suppressions: createSuppressions({ table: client, clock }),
    store: claimMs === undefined ? store : withSlowClaims(store, clock, claimMs),
    hashAddress,
    clock,
    random: () => 0.5,
    log: createLog("silent"),
  });
}

/** A store that says late that a claim was written. */
function withSlowClaims(store: DispatchStore, clock: Clock, claimMs: () => number): DispatchStore {
  return {
    ...store,
    claimDelivery: async (...args) => {
      const claim = await store.claimDelivery(...args);
      await clock.wait(claimMs());
      return claim;
    },
  };
}

/** Drafts and approves a dispatch to so many people. */
export async function approveDispatch(
  store: DispatchStore,
  clock: Clock,
  people: number,
  mode: "private" | "shared" = "private",
): Promise<string> {
  const id = ulid();
  const recipients = Array.from({ length: people }, (_, n) => ({
    name: `Role ${n}`,
    email: `${id}-${n}@example.com`,
  }));
  const artifact = plainArtifact(recipients, mode);
  const dispatch = plainDraft(artifact, { id, generatedAt: clock.now().toISOString() });
  await store.saveDraft(dispatch, artifact, planDeliveries(id, artifact, hashAddress));
  await store.changeState({ dispatchId: id, to: "approved" });
  return id;
}
