import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Delivery, type DeliveryState, DISPATCH_STATES } from "../../src/dispatch/dispatch.ts";
import { isSettled, TRANSITIONS } from "../../src/dispatch/state.ts";
import { AlreadyDecidedError } from "../../src/errors.ts";
import type { Settings } from "../../src/portfolio/portfolio.ts";
import { createPortfolioSource } from "../../src/portfolio/source.ts";
import { REPORT_TYPES } from "../../src/reports/registry.ts";
import { createDispatchWorld, type DispatchWorld } from "../support/dispatch-world.ts";
import type { HeldCall, MailAnswer } from "../support/mortal-process.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/**
 * Any order of what people, processes, the mail service and time can do to a dispatch, on a real table. After each
 * step the record has to agree with what the mail service knows; at the end nothing may be stuck.
 */
let table: TestTable;
let settings: Settings;
beforeAll(async () => {
  table = await startTestTable();
  const files = { reportTypes: REPORT_TYPES, clock: createTestClock() };
  settings = await createPortfolioSource("portfolio", files).loadSettings();
});
afterAll(() => table.stop());

const PEOPLE = 3;
const LEASE_MS = 121_000;
const ANNOUNCEMENT_MS = 301_000;

/** What should be: who has decided what, and how deliveries stood when last looked at. */
interface Model {
  decided?: "approve" | "reject";
  seen: ReadonlyMap<string, Delivery>;
  /** Whether time has passed, so that a claim may have been given up while its call was under way. */
  expired: boolean;
}

type Command = fc.AsyncCommand<Model, DispatchWorld>;

/** A step that is always possible, examined when everything has gone quiet. */
const step = (
  name: string,
  run: (model: Model, world: DispatchWorld) => Promise<void>,
): Command => ({
  check: () => true,
  run: async (model, world) => {
    await run(model, world);
    await world.quiet();
    await examine(model, world);
  },
  toString: () => name,
});

const decide = (what: "approve" | "reject", slot: number) =>
  step(`${what} in ${slot}`, async (model, world) => {
    const process = world.slots[slot];
    let result: "decided" | "too late" | undefined;
    const deciding = process?.decide(what, "U01ADMIN").then(
      () => {
        result = "decided";
      },
      (error: unknown) => {
        if (!(error instanceof AlreadyDecidedError)) throw error;
        result = "too late";
      },
    );
    await world.quiet();
    if (process?.isDead()) {
      // Whoever pressed learns nothing; the record says whether it counted.
      const state = (await world.store.get(world.id))?.state;
      if (model.decided === undefined && state !== "awaiting_approval") model.decided = what;
      return;
    }
    await deciding;
    expect(result).toBe(model.decided === undefined ? "decided" : "too late");
    model.decided ??= what;
  });

const work = (what: "send" | "recover", slot: number) =>
  step(`${what} in ${slot}`, async (model, world) => {
    // Nobody sends before the approval: the listener sends after it, the sweep looks for it.
    if (what === "send" && model.decided !== "approve") return;
    const sender = world.slots[slot]?.sender;
    // It goes on while other things happen.
    void (what === "send" ? sender?.send(world.id) : sender?.recover());
  });

const answer = (how: MailAnswer, nth: number, taken: boolean) =>
  step(`answer ${how}${how === "lost" && taken ? " and take" : ""} to ${nth}`, async (_, world) => {
    const waiting = world.processes.flatMap((it) => it.held.map((call) => ({ call, it })));
    const chosen = waiting[nth % Math.max(1, waiting.length)];
    if (chosen === undefined) return;
    const { call, it } = chosen;
    it.held.splice(it.held.indexOf(call), 1);
    call.answer(how, taken);
    await world.quiet();
    if (how !== "accept" || it.isDead()) return;
    // However late an answer comes, it counts.
    const deliveries = await world.store.getDeliveries(world.id);
    expect(deliveries.find(({ recipientHash }) => recipientHash === call.delivery)?.state).toBe(
      "accepted",
    );
  });

const crash = (slot: number) =>
  step(`crash ${slot}`, async (_, world) => {
    world.slots[slot]?.die();
    world.revive(slot);
  });

const crashAt = (slot: number, calls: number, carriedOut: boolean) =>
  step(
    `crash ${slot} at its call ${calls}${carriedOut ? ", carried out" : ""}`,
    async (_, world) => {
      world.revive(slot);
      world.slots[slot]?.dieAt(calls, carriedOut);
    },
  );

/** The holder of a claim may still live: its call only takes long. */
const expire = (slot: number) =>
  step(`leases run out, and ${slot} looks`, async (model, world) => {
    model.expired = true;
    world.clock.advance(LEASE_MS);
    void world.slots[slot]?.sender.recover();
  });

/** What mostly happens, so that most orders get beyond it. */
const begin = step("approve and send", async (model, world) => {
  model.decided ??= "approve";
  await world.store.changeState({ dispatchId: world.id, to: "approved" });
  if (model.decided === "approve") void world.slots[0]?.sender.send(world.id);
});

const slot = fc.nat(1);
const commands = [
  fc
    .tuple(fc.constantFrom("approve" as const, "approve" as const, "reject" as const), slot)
    .map((it) => decide(...it)),
  fc.tuple(fc.constantFrom("send" as const, "recover" as const), slot).map((it) => work(...it)),
  fc
    .tuple(
      fc.constantFrom<MailAnswer>("accept", "throttle", "reject", "lost"),
      fc.nat(3),
      fc.boolean(),
    )
    .map((it) => answer(...it)),
  slot.map(crash),
  fc.tuple(slot, fc.integer({ min: 1, max: 12 }), fc.boolean()).map((it) => crashAt(...it)),
  slot.map(expire),
  fc.constant(begin),
];

/** To what a delivery may have changed since it was last looked at, however many steps lie between. */
const LATER: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  pending: ["pending", "claimed", "accepted", "failed", "uncertain"],
  claimed: ["pending", "claimed", "accepted", "failed", "uncertain"],
  uncertain: ["uncertain", "accepted", "failed"],
  accepted: ["accepted"],
  failed: ["failed"],
  // Only events of the mail service lead there; see mail-events.test.ts.
  delivered: ["delivered"],
  bounced: ["bounced"],
  complained: ["complained"],
};

async function examine(model: Model, world: DispatchWorld): Promise<void> {
  const deliveries = await world.store.getDeliveries(world.id);
  const open = world.processes.filter((it) => !it.isDead()).flatMap(({ held }) => held);
  for (const delivery of deliveries) examineDelivery(delivery, model, world, open);
  model.seen = new Map(deliveries.map((it) => [it.recipientHash, it]));
  await examineHead(model, world, deliveries);
}

function examineDelivery(
  delivery: Delivery,
  { seen, expired }: Model,
  { taken }: DispatchWorld,
  open: readonly HeldCall[],
): void {
  const { state, fence, recipientHash, messageId } = delivery;
  const ids = taken.get(recipientHash) ?? [];
  const before = seen.get(recipientHash);
  expect(ids.length, "mails for one recipient").toBeLessThanOrEqual(1);
  expect(LATER[before?.state ?? "pending"]).toContain(state);
  expect(fence).toBeGreaterThanOrEqual(before?.fence ?? 0);
  if (state === "accepted") expect(ids).toEqual([messageId]);
  if (state === "failed" || state === "pending") expect(ids).toEqual([]);
  // A living process that calls holds the claim, or has been given up.
  if (open.some((call) => call.delivery === recipientHash)) {
    expect(expired ? ["claimed", "uncertain"] : ["claimed"]).toContain(state);
  }
}

async function examineHead(
  model: Model,
  world: DispatchWorld,
  deliveries: readonly Delivery[],
): Promise<void> {
  const state = (await world.store.get(world.id))?.state ?? "voided";
  // That people were told, reminded or had to wait changes no state.
  const known: readonly string[] = DISPATCH_STATES;
  const states = (await world.trail())
    .map((it) => (it === "drafted" ? "awaiting_approval" : it))
    .filter((it) => known.includes(it));
  const allowed: Readonly<Record<string, readonly string[]>> = TRANSITIONS;
  // No transition skips the record.
  expect(states[0]).toBe("awaiting_approval");
  expect(states.at(-1)).toBe(state);
  for (const [n, next] of states.slice(1).entries()) {
    expect(allowed[states[n] ?? ""]).toContain(next);
  }
  // Nothing leaves without an approval.
  if (!states.includes("approved")) {
    expect(world.taken.size).toBe(0);
    expect(deliveries.every((it) => it.state === "pending")).toBe(true);
  }
  if (model.decided === undefined) expect(state).toBe("awaiting_approval");
  if (model.decided === "reject") expect(state).toBe("rejected");
  if (isSettled(state)) {
    expect(deliveries.filter((it) => it.state === "pending" || it.state === "claimed")).toEqual([]);
  }
}

/** All processes that still live answer, leases run out, and a new process looks: then it has to be at an end. */
async function examineEnd(model: Model, world: DispatchWorld): Promise<void> {
  if (model.decided !== "approve") return;
  world.revive(0);
  model.expired = true;
  for (let round = 0; round < 10; round += 1) {
    void world.slots[0]?.sender.recover();
    await world.quiet();
    for (const { held } of world.processes) {
      for (const call of held.splice(0)) call.answer("accept");
    }
    await world.quiet();
    world.revive(0);
    world.clock.advance(ANNOUNCEMENT_MS);
    await examine(model, world);
  }
  const dispatch = await world.store.get(world.id);
  expect(dispatch?.state).toMatch(/^(sent|partly_sent|failed)$/);
  expect(dispatch?.announcedAt).toBeDefined();
  expect(await world.store.findUnfinished()).not.toContain(world.id);
}

async function play(steps: Iterable<Command>): Promise<void> {
  const model: Model = { seen: new Map(), expired: false };
  const world = await createDispatchWorld(table, settings, PEOPLE);
  await fc.asyncModelRun(() => ({ model, real: world }), steps);
  await examineEnd(model, world);
}

const KNOWN: readonly (readonly [string, readonly Command[]])[] = [
  ["an answer comes after its claim was given up", [begin, expire(1), answer("accept", 0, false)]],
  ["a process dies between a claim and its call", [crashAt(0, 4, true), begin, expire(1)]],
  ["the mail was taken, and the process dies", [begin, crash(0), answer("lost", 0, true)]],
  ["two decide at the same time", [decide("reject", 0), decide("approve", 1)]],
  ["the approval is the last thing a process does", [crashAt(0, 2, true), decide("approve", 0)]],
];

it.each(KNOWN)("%s", async (_, steps) => await play(steps), 60_000);

it("whatever happens in whatever order: nothing is sent twice, stuck or left out of the record", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), play),
    // On a slow machine fewer orders are tried.
    { numRuns: 40, interruptAfterTimeLimit: 25_000 },
  );
}, 120_000);
