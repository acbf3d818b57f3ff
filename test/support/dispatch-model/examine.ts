import { expect } from "vitest";
import type { Delivery, DeliveryState } from "../../../src/dispatch/delivery.ts";
import { DISPATCH_STATES } from "../../../src/dispatch/dispatch.ts";
import { isSettled, TRANSITIONS } from "../../../src/dispatch/state.ts";
import type { DispatchWorld } from "../dispatch-world.ts";
import type { HeldCall } from "../mortal-process.ts";

/** What should be: who has decided what, and how deliveries stood when last looked at. */
export interface Model {
  decided?: "approve" | "reject";
  seen: ReadonlyMap<string, Delivery>;
  /** How often somebody had a mail sent again of which nobody could know whether it was taken. */
  again: Map<string, number>;
  /** Whether time has passed, so that a claim may have been given up while its call was under way. */
  expired: boolean;
}

/** Longer than the claim on an announcement. */
const ANNOUNCEMENT_MS = 301_000;

/** To what a delivery may have changed since it was last looked at, however many steps lie between. */
const LATER: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  pending: ["pending", "claimed", "accepted", "failed", "uncertain"],
  claimed: ["pending", "claimed", "accepted", "failed", "uncertain"],
  // Somebody had it sent again, or said that it counts as sent.
  uncertain: ["pending", "claimed", "uncertain", "accepted", "failed"],
  accepted: ["accepted"],
  failed: ["pending", "claimed", "failed", "accepted", "uncertain"],
  // Only events of the mail service lead there; see mail-events.test.ts.
  delivered: ["delivered"],
  bounced: ["bounced"],
  complained: ["complained"],
};

/** The record agrees with what the mail service knows, and has gone only where it may. */
export async function examine(model: Model, world: DispatchWorld): Promise<void> {
  const deliveries = await world.store.getDeliveries(world.id);
  const open = world.processes.filter((it) => !it.isDead()).flatMap(({ held }) => held);
  for (const delivery of deliveries) examineDelivery(delivery, model, world, open);
  model.seen = new Map(deliveries.map((it) => [it.recipientHash, it]));
  await examineHead(model, world, deliveries);
}

function examineDelivery(
  delivery: Delivery,
  { seen, expired, again }: Model,
  { taken }: DispatchWorld,
  open: readonly HeldCall[],
): void {
  const { state, fence, recipientHash, messageId, markedBy } = delivery;
  const ids = taken.get(recipientHash) ?? [];
  const before = seen.get(recipientHash);
  const most = 1 + (again.get(recipientHash) ?? 0);
  expect(ids.length, "mails for one recipient").toBeLessThanOrEqual(most);
  // Nothing is taken up again without a decision on record.
  if (before?.state === "failed" && state !== "failed") expect(delivery.reopened).toBeDefined();
  expect(LATER[before?.state ?? "pending"]).toContain(state);
  expect(fence).toBeGreaterThanOrEqual(before?.fence ?? 0);
  if (state === "accepted" && markedBy === undefined) expect(ids).toContain(messageId);
  if ((state === "failed" || state === "pending") && most === 1) expect(ids).toEqual([]);
  // A living process that calls holds the claim, or has been given up.
  if (open.some((call) => call.delivery === recipientHash)) {
    // Somebody may have decided meanwhile what becomes of it.
    if (delivery.reopened !== undefined) return;
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
export async function examineEnd(model: Model, world: DispatchWorld): Promise<void> {
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
