import fc from "fast-check";
import { expect } from "vitest";
import { refOf } from "../../../src/dispatch/delivery.ts";
import { type ReopeningKind, roundOf } from "../../../src/dispatch/dispatch.ts";
import { AlreadyDecidedError, NothingToSendError } from "../../../src/errors.ts";
import type { DispatchWorld } from "../dispatch-world.ts";
import type { MailAnswer } from "../mortal-process.ts";
import { examine, type Model } from "./examine.ts";

/** What people, processes, the mail service and time can do to a dispatch. */

/** Longer than a lease. */
const LEASE_MS = 121_000;

export type Command = fc.AsyncCommand<Model, DispatchWorld>;

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

export const decide = (what: "approve" | "reject", slot: number) =>
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

export const work = (what: "send" | "recover", slot: number) =>
  step(`${what} in ${slot}`, async (model, world) => {
    // Nobody sends before the approval: the listener sends after it, the sweep looks for it.
    if (what === "send" && model.decided !== "approve") return;
    const sender = world.slots[slot]?.sender;
    // It goes on while other things happen.
    void (what === "send" ? sender?.send(world.id) : sender?.recover());
  });

export const takeUp = (kind: ReopeningKind, slot: number) =>
  step(`${kind} in ${slot}`, async (model, world) => {
    const process = world.slots[slot];
    const before = await world.store.get(world.id);
    const mails = await world.store.getDeliveries(world.id);
    const states = new Map(mails.map((it) => [refOf(it), it]));
    const deciding = process?.takeUp(kind, "U01ADMIN").catch((error: unknown) => {
      const isRefusal = error instanceof AlreadyDecidedError || error instanceof NothingToSendError;
      if (!isRefusal) throw error;
    });
    await world.quiet();
    const after = await world.store.get(world.id);
    const last = after?.reopenings?.at(-1);
    if (roundOf(after ?? {}) === roundOf(before ?? {})) return;
    // It was over, and it is on record who decided, and for which mails: those alone that it may be about.
    expect(before?.state).toMatch(/^(partly_sent|failed)$/);
    expect(last).toMatchObject({ kind, by: "U01ADMIN" });
    for (const ref of last?.deliveries ?? []) {
      const { recipientHash = "", state } = states.get(ref) ?? {};
      expect(state).toBe(kind === "retry" ? "failed" : "uncertain");
      const times = model.again.get(recipientHash) ?? 0;
      if (kind === "again") model.again.set(recipientHash, times + 1);
    }
    if (process?.isDead()) return;
    await deciding;
    void process?.sender.goOn(world.id);
  });

export const answer = (how: MailAnswer, nth: number, taken: boolean) =>
  step(
    `answer ${how}${how === "lost" && taken ? " and take" : ""} to ${nth}`,
    async (model, world) => {
      const waiting = world.processes.flatMap((it) => it.held.map((call) => ({ call, it })));
      const chosen = waiting[nth % Math.max(1, waiting.length)];
      if (chosen === undefined) return;
      const { call, it } = chosen;
      it.held.splice(it.held.indexOf(call), 1);
      call.answer(how, taken);
      await world.quiet();
      if (how !== "accept" || it.isDead()) return;
      // However late an answer comes, it counts; unless somebody has had the mail sent again meanwhile.
      if (model.again.has(call.delivery)) return;
      const deliveries = await world.store.getDeliveries(world.id);
      expect(deliveries.find(({ recipientHash }) => recipientHash === call.delivery)?.state).toBe(
        "accepted",
      );
    },
  );

export const crash = (slot: number) =>
  step(`crash ${slot}`, async (_, world) => {
    world.slots[slot]?.die();
    world.revive(slot);
  });

export const crashAt = (slot: number, calls: number, carriedOut: boolean) =>
  step(
    `crash ${slot} at its call ${calls}${carriedOut ? ", carried out" : ""}`,
    async (_, world) => {
      world.revive(slot);
      world.slots[slot]?.dieAt(calls, carriedOut);
    },
  );

/** The holder of a claim may still live: its call only takes long. */
export const expire = (slot: number) =>
  step(`leases run out, and ${slot} looks`, async (model, world) => {
    model.expired = true;
    world.clock.advance(LEASE_MS);
    void world.slots[slot]?.sender.recover();
  });

/** What mostly happens, so that most orders get beyond it. */
export const begin = step("approve and send", async (model, world) => {
  model.decided ??= "approve";
  await world.store.changeState({ dispatchId: world.id, to: "approved" });
  if (model.decided === "approve") void world.slots[0]?.sender.send(world.id);
});

const slot = fc.nat(1);
/** Every step, for any order of them. */
export const commands = [
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
  fc
    .tuple(fc.constantFrom<ReopeningKind>("retry", "again", "mark"), slot)
    .map((it) => takeUp(...it)),
  fc.constant(begin),
];
