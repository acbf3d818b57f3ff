import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { ulid } from "ulid";
import { mayStillDecide } from "../../src/dispatch/approval-rights.ts";
import { findWaiting } from "../../src/dispatch/decide.ts";
import type { Dispatch, ReopeningKind } from "../../src/dispatch/dispatch.ts";
import type { People } from "../../src/dispatch/people.ts";
import { planDeliveries } from "../../src/dispatch/plan-deliveries.ts";
import { recordApproval } from "../../src/dispatch/record-approval.ts";
import { type Reopened, retryFailed, settleUncertain } from "../../src/dispatch/reopen.ts";
import { createSender, type Sender } from "../../src/dispatch/sender.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { createLog } from "../../src/log.ts";
import type { Settings } from "../../src/portfolio/portfolio.ts";
import { REPORTS } from "../../src/reports/registry.ts";
import { headKey } from "../../src/store/keys.ts";
import { createMortalProcess, type MortalProcess, type TakenMails } from "./mortal-process.ts";
import { nobodyLeft } from "./nobody-left.ts";
import { plainArtifact, plainDraft } from "./plain-draft.ts";
import { silentAnnouncer } from "./silent-announcer.ts";
import type { TestTable } from "./store.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

const TEAM = "T1";

/** A process with the use cases in it. */
export interface DispatchProcess extends MortalProcess {
  readonly sender: Sender;
  decide(what: "approve" | "reject", by: string): Promise<Dispatch>;
  /** What the buttons at the end of a dispatch do, and the sending that follows. */
  takeUp(kind: ReopeningKind, by: string): Promise<Reopened>;
}

/** One dispatch on a real table, and processes that come and go. */
export interface DispatchWorld {
  readonly id: string;
  readonly clock: TestClock;
  /** Sees the table as it is; belongs to no process. */
  readonly store: DispatchStore;
  readonly taken: TakenMails;
  /** Two that live; a dead one is replaced by `revive`. */
  readonly slots: DispatchProcess[];
  /** All there ever were. */
  readonly processes: readonly DispatchProcess[];
  /** Starts a process in the place of one that has died. */
  revive(slot: number): void;
  quiet(): Promise<void>;
  /** Events of the trail, oldest first. */
  trail(): Promise<readonly string[]>;
}

/** @param settings Whoever may approve by them decides. */
export async function createDispatchWorld(
  table: TestTable,
  settings: Settings,
  people: number,
): Promise<DispatchWorld> {
  const clock = createTestClock("2026-10-31T12:00:00.000Z");
  const store = table.store(clock);
  const taken: TakenMails = new Map();
  const id = await saveDraft(store, clock, people);
  const processes: DispatchProcess[] = [];
  const start = () => {
    const it = createProcess(createMortalProcess(table.store(clock), taken), clock, settings, id);
    processes.push(it);
    return it;
  };
  const slots = [start(), start()];
  return {
    id,
    clock,
    store,
    taken,
    slots,
    processes,
    revive(slot) {
      if (slots[slot]?.isDead() !== false) slots[slot] = start();
    },
    async quiet() {
      // What one does may give another something to do.
      for (const it of [...processes, ...processes]) await it.quiet();
    },
    async trail() {
      const { Item = {} } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: marshall(headKey(id)),
          ConsistentRead: true,
        }),
      );
      const events = unmarshall(Item)["trail"];
      return Array.isArray(events) ? events.map(({ event }) => String(event)) : [];
    },
  };
}

function createProcess(
  mortal: MortalProcess,
  clock: TestClock,
  settings: Settings,
  id: string,
): DispatchProcess {
  const deps = {
    registry: REPORTS,
    store: mortal.store,
    mailer: mortal.mailer,
    announcer: silentAnnouncer,
    hashAddress,
    clock,
    random: () => 0.5,
    log: createLog("silent"),
    homeTeam: TEAM,
    loadSettings: async () => settings,
    people: MEMBERS_ALL,
    ...nobodyLeft,
  };
  const decisionBy = (by: string, hash: string) => ({ by, at: clock.now().toISOString(), hash });
  const decisions = {
    // What the button does once the report is found to be as it was shown.
    approve: async (by: string) => {
      const waiting = await findWaiting(id, mortal.store);
      return await recordApproval(waiting, decisionBy(by, waiting.artifactHash), {
        ...deps,
        mayStillApprove: (userId) => mayStillDecide(userId, waiting.reportType, deps),
      });
    },
    reject: async (by: string) => {
      const waiting = await findWaiting(id, mortal.store);
      const rejection = { ...decisionBy(by, waiting.artifactHash), reason: "not now" };
      const to = "rejected" as const;
      const result = await mortal.store.changeState({ dispatchId: id, to, rejection });
      return result.dispatch;
    },
  };
  return {
    ...mortal,
    sender: createSender(deps),
    decide: (what, by) => decisions[what](by),
    takeUp: async (kind, userId) => {
      const by = { userId, teamId: TEAM };
      return kind === "retry"
        ? await retryFailed(id, by, {}, deps)
        : await settleUncertain(id, kind, by, {}, deps);
    },
  };
}

const hashAddress = (email: string) => `hash-of-${email.split("@")[0]}`;

const MEMBERS_ALL: People = {
  standingOf: async () => ({ value: "member" }),
  membersOf: async () => ({ value: [] }),
};

async function saveDraft(store: DispatchStore, clock: TestClock, people: number) {
  const recipients = Array.from({ length: people }, (_, n) => ({
    name: `Role ${n}`,
    email: `r${n}@example.com`,
  }));
  const artifact = plainArtifact(recipients);
  const id = ulid(clock.now().getTime());
  const requestedBy = { userId: "U02MEMBER", teamId: TEAM };
  const dispatch = plainDraft(artifact, {
    id,
    requestedBy,
    generatedAt: clock.now().toISOString(),
  });
  const deliveries = planDeliveries(id, artifact, hashAddress);
  await store.saveDraft(dispatch, artifact, deliveries);
  return id;
}
