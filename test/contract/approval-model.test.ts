import fc from "fast-check";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AlarmClock } from "../../src/clock.ts";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import { verifyTrail } from "../../src/dispatch/verify-trail.ts";
import { AppError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import type { ApprovalSettings, Settings } from "../../src/portfolio/portfolio.ts";
import type { ReportDefinition } from "../../src/reports/definition.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createMailEvents } from "../../src/store/mail-events.ts";
import { createMissedMessages } from "../../src/store/missed.ts";
import { createRoleRecord } from "../../src/store/role-record.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnshown } from "../../src/store/unshown.ts";
import { silentAnnouncer } from "../support/silent-announcer.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** From here something still has to happen by itself. */
const WAITING = ["awaiting_approval", "approved", "sending"];

/** Whatever people do, in whatever order, in two processes on one table. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const TEAM = "T1";
const REQUESTER = "UADMIN";
const MINUTE = 60_000;

const definition: ReportDefinition = {
  id: "cto",
  title: "CTO report",
  description: "For the test",
  compose: ({ portfolio, reportingDate, period }) => ({
    type: "cto",
    title: "CTO report",
    portfolio: portfolio.settings.name,
    headline: portfolio.settings.name,
    period,
    reportingDate,
    format: { locale: "en-US", currency: "USD" },
    metrics: [],
    sections: [],
    actions: [],
    missing: [],
    sources: [],
  }),
};

function createWorld(approval: ApprovalSettings) {
  const clock = createTestClock("2026-10-31T12:00:00.000Z");
  let rung = 0;
  const counting: AlarmClock = {
    now: clock.now,
    wait: clock.wait,
    setAlarm: (at, ring) =>
      clock.setAlarm(at, () => {
        rung += 1;
        ring();
      }),
  };
  const sent: Date[] = [];
  let name = "Before";
  const settings = (): Settings => ({
    name,
    currency: "USD",
    locale: "en-US",
    timeZone: "UTC",
    roles: { admin: [REQUESTER], approver: ["UONE", "UTWO"], requester: ["UASKS"], viewer: [] },
    channels: { reports: "C1" },
    people: { owner: { id: "owner", name: "Owner", email: "owner@example.com" } },
    approval,
    audiences: { cto: { to: ["owner"] } },
  });
  const createProcess = () =>
    createDispatcher({
      registry: [definition],
      loadSettings: async () => settings(),
      loadPortfolio: async () => ({ portfolio: { settings: settings(), entities: [] } }),
      renderMail: async ({ headline }) => ({
        subject: headline,
        html: headline,
        text: headline,
        images: [],
        attachments: [],
      }),
      measureMail: async () => 1,
      store: table.store(clock),
      announcer: silentAnnouncer,
      unshown: createUnshown({ table: createTableClient(table.client, table.name), clock }),
      reminder: { remind: async () => undefined },
      mailer: {
        send: async () => {
          sent.push(clock.now());
          return `m-${sent.length}`;
        },
      },
      suppressions: createSuppressions({
        table: createTableClient(table.client, table.name),
        clock,
      }),
      missed: createMissedMessages({ table: createTableClient(table.client, table.name), clock }),
      roleRecord: createRoleRecord({ table: createTableClient(table.client, table.name) }),
      mailEvents: createMailEvents({ table: createTableClient(table.client, table.name), clock }),
      unsubscriptions: {
        endedAt: async (subscriptions) => subscriptions.map(() => undefined),
        end: async () => undefined,
        resume: async () => undefined,
      },
      hashAddress: (email) => `hash-of-${email.split("@")[0]}`,
      addresses: { from: "from@example.com" },
      homeTeam: TEAM,
      readRecord: async () => undefined,
      people: {
        standingOf: async () => ({ value: "member" }),
        membersOf: async () => ({ value: [] }),
      },
      clock: counting,
      ids: { next: (at) => ulid(at.getTime()) },
      random: () => 0.5,
      log: createLog("silent"),
    });
  return {
    clock,
    sent,
    processes: [createProcess(), createProcess()] as const,
    store: table.store(clock),
    /** Gives how many alarms have rung by that. */
    advance: (milliseconds: number) => {
      rung = 0;
      clock.advance(milliseconds);
      return rung;
    },
    changeData: () => {
      name = `${name}!`;
    },
  };
}

type World = ReturnType<typeof createWorld>;

const user = fc.constantFrom("UADMIN", "UONE", "UTWO", "UASKS", "UNOBODY");
const process = fc.constantFrom(0, 1);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("approve" as const), user, process }) },
  fc.record({ do: fc.constant("reject" as const), user, process }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("recall" as const), user, process }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sweep" as const), process }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("send" as const), process }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      minutes: fc.constantFrom(1, 4, 5, 29, 30),
    }),
  },
  fc.record({ do: fc.constant("change" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What is left to do: the state, if something still has to happen by itself, and what the sweep would find. */
async function openWork({ store }: World, id: string): Promise<readonly string[]> {
  const { state = "awaiting_approval" } = (await store.get(id)) ?? {};
  const waiting = WAITING.filter((it) => it === state);
  return [...waiting, ...(await store.findUnfinished())];
}

/** Lets time pass, and whatever leaves by itself at its moment be on its way. */
async function pass(world: World, id: string, minutes: number): Promise<void> {
  if (world.advance(minutes * MINUTE) === 0) return;
  await Promise.all(world.processes.map((it) => it.send(id).catch(refused)));
}

async function take(world: World, id: string, step: Step): Promise<void> {
  if (step.do === "wait") return await pass(world, id, step.minutes);
  if (step.do === "change") return world.changeData();
  const dispatcher = world.processes[step.process === 0 ? 0 : 1];
  if (step.do === "sweep") return await dispatcher.recover();
  // Slack's listener does the same after an approval; here it may come at any time, also for nothing.
  if (step.do === "send") return await dispatcher.send(id);
  const by = { userId: step.user, teamId: TEAM };
  if (step.do === "approve") await dispatcher.approve(id, by);
  else if (step.do === "recall") await dispatcher.recall(id, by);
  else await dispatcher.reject(id, by, "no");
}

/** What a proof would find wrong. */
async function faultsOf(id: string, clock: World["clock"]) {
  const records = createDispatchRecords({
    table: createTableClient(table.client, table.name),
    sealer: createSealer(Buffer.alloc(32, 9)),
    clock,
  });
  const record = await records.read(id);
  return record && [...verifyTrail(record.head, record.deliveries), ...record.faults];
}

/** A refusal is an answer; anything else is a fault. */
const refused = (error: unknown) => {
  if (!(error instanceof AppError)) throw error;
};

async function assertSentByRight(world: World, id: string, rules: Required<ApprovalSettings>) {
  const dispatch = await world.store.get(id);
  if (dispatch === undefined) throw new Error("it is gone");
  const { approvals = [], approval, heldUntil, approvalExpiresAt = "", state } = dispatch;
  const people = approvals.map(({ by }) => by);
  expect(new Set(people).size).toBe(people.length);
  for (const one of approvals) {
    expect(["UADMIN", "UONE", "UTWO"]).toContain(one.by);
    if (!rules.requesterMayApprove) expect(one.by).not.toBe(REQUESTER);
    expect(one.hash).toBe(dispatch.artifactHash);
    expect(one.at < approvalExpiresAt).toBe(true);
  }
  expect(approval !== undefined).toBe(people.length === rules.approvals);
  expect(world.sent.length).toBeLessThanOrEqual(1);
  for (const at of world.sent) {
    expect(people).toHaveLength(rules.approvals);
    expect(["sending", "sent"]).toContain(state);
    if (heldUntil !== undefined) expect(at.toISOString() >= heldUntil).toBe(true);
  }
  if (rules.hold > 0 && approval !== undefined) expect(heldUntil).toBeDefined();
}

describe("whatever people do", () => {
  it("nothing is sent without the approvals it takes, and nothing waits for ever", async () => {
    const rules = fc.record({
      approvers: fc.constant(["approver"]),
      approvals: fc.constantFrom(1, 2),
      requesterMayApprove: fc.boolean(),
      expiresAfter: fc.constant(30 * MINUTE),
      remindAfter: fc.constantFrom(0, 15 * MINUTE),
      escalateAfter: fc.constantFrom(0, 20 * MINUTE),
      escalateTo: fc.constant(["admin"]),
      hold: fc.constantFrom(0, 5 * MINUTE),
      schedulesMaySend: fc.constant(false),
    });
    // Each round is done at the same time, by whichever processes.
    const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(rules, rounds, async (approval, all) => {
        const world = createWorld(approval);
        const drafted = await world.processes[0].draft({
          report: "cto",
          requester: { userId: REQUESTER, teamId: TEAM },
          channel: "C1",
        });
        const id = drafted?.dispatch.id ?? "";
        for (const round of all) {
          await Promise.all(round.map((step) => take(world, id, step).catch(refused)));
          await assertSentByRight(world, id, approval);
        }
        // Left alone, it comes to an end by the sweep.
        for (let sweeps = 0; sweeps < 2; sweeps += 1) {
          await pass(world, id, 30);
          await world.processes[0].recover();
        }
        // An alarm that rang meanwhile sends by itself; nobody waits for it but whoever looks at the record.
        await expect.poll(() => openWork(world, id)).toEqual([]);
        await assertSentByRight(world, id, approval);
        expect(await faultsOf(id, world.clock)).toEqual([]);
        expect(await world.store.findDueApprovals()).toEqual([]);
        ends.add((await world.store.get(id))?.state ?? "");
      }),
      { numRuns: 60 },
    );
    // The runs are only worth something if they get around.
    expect(ends.size).toBeGreaterThanOrEqual(4);
  }, 300_000);
});
