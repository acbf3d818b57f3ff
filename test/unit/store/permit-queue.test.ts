import { setMaxListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { Parking } from "../../../src/dispatch/dispatch.ts";
import { createPermits } from "../../../src/store/permit.ts";
import { createPermitQueue, type Turn } from "../../../src/store/permit-queue.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

const START = "2026-10-31T16:00:00.000Z";
const T0 = Date.parse(START);
const PARKED: Parking = { because: "quota", reason: "Used up." };
const going = new AbortController().signal;
setMaxListeners(0, going);

/** What a booking comes to where it is not a turn behind everybody else's. */
type Answer = (recipients: number, booking: number) => Turn | Parking | Error | undefined;

/** A queue before a booking office that keeps a list. */
function createWorld({ most = 10, interval = 100, answer = (() => undefined) as Answer } = {}) {
  const clock = createVirtualClock(START, () => false);
  const booked: number[] = [];
  let next = T0;
  const book = async (recipients: number): Promise<Turn | Parking> => {
    booked.push(recipients);
    await clock.wait(0);
    const special = answer(recipients, booked.length);
    if (special instanceof Error) throw special;
    if (special !== undefined) return special;
    const startsAt = Math.max(next, clock.now().getTime());
    next = startsAt + recipients * interval;
    return { startsAt, interval };
  };
  const bookAgain = async () => clock.now().getTime();
  const permits = createPermits({ clock, bookAgain });
  const acquire = createPermitQueue({ clock, book, batchSize: () => most, permits });
  const sinceStart = () => clock.now().getTime() - T0;
  return {
    booked,
    /** When somebody got leave, in milliseconds from the start. */
    leaveOf: async (recipients = 1) => {
      await acquire(recipients, going);
      return sinceStart();
    },
    /** When somebody's turn came, in milliseconds from the start; or why it did not. */
    turnOf: async (recipients = 1, stopping: AbortSignal = going) => {
      const answer = await acquire(recipients, stopping);
      if (answer !== undefined && "because" in answer) return answer;
      await answer?.takeTurn(stopping);
      return sinceStart();
    },
  };
}

describe("whoever waits for a turn", () => {
  it("is let go at its time: each as far behind the one before as that has recipients", async () => {
    const { turnOf, booked } = createWorld();
    expect(await Promise.all([turnOf(1), turnOf(3), turnOf(2), turnOf(1)])).toEqual([
      0, 100, 400, 600,
    ]);
    // The first books alone: nobody was there yet.
    expect(booked).toEqual([1, 6]);
  });

  it("gets leave a moment before: what has to be written first does not shift the call", async () => {
    const { leaveOf } = createWorld();
    const leaves = await Promise.all([leaveOf(1), leaveOf(4), leaveOf(3), leaveOf(1)]);
    expect(leaves).toEqual([0, 50, 450, 750]);
  });

  it("is booked with others up to one second's worth", async () => {
    const { turnOf, booked } = createWorld({ most: 4 });
    await Promise.all([1, 2, 2, 1, 5, 4, 1].map((recipients) => turnOf(recipients)));
    expect(booked).toEqual([1, 4, 1, 5, 4, 1]);
  });

  it("waits no less than a whole millisecond for a part of one", async () => {
    const { turnOf } = createWorld({ interval: 0.4 });
    expect(await Promise.all([turnOf(), turnOf(), turnOf(), turnOf()])).toEqual([0, 1, 1, 2]);
  });

  it("goes at once where its time is over", async () => {
    const { turnOf } = createWorld({ answer: () => ({ startsAt: T0 - 5_000, interval: 1_000 }) });
    expect(await Promise.all([turnOf(), turnOf()])).toEqual([0, 0]);
  });

  it("may come after the others have gone", async () => {
    const { turnOf, booked } = createWorld();
    await turnOf();
    expect(await turnOf()).toBe(100);
    expect(booked).toEqual([1, 1]);
  });
});

describe("a booking that fails", () => {
  it("is an error for all of its batch, and for nobody else", async () => {
    const answer: Answer = (_, booking) => (booking === 2 ? new Error("no answer") : undefined);
    const { turnOf } = createWorld({ most: 2, answer });
    const turns = await Promise.allSettled([1, 2, 3, 4].map(() => turnOf()));
    expect(turns.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
    ]);
    expect(turns[1]).toMatchObject({ reason: new Error("no answer") });
  });

  it("for want of room is tried again one by one: for fewer there may be some", async () => {
    const answer: Answer = (recipients) => (recipients > 2 ? PARKED : undefined);
    const { turnOf, booked } = createWorld({ answer });
    const turns = await Promise.all([1, 2, 3, 1].map((recipients) => turnOf(recipients)));
    expect(turns).toEqual([0, 100, PARKED, 300]);
    // All of them, then the first of them alone, and then the others together again.
    expect(booked).toEqual([1, 6, 2, 4, 3, 1]);
  });

  it("for want of room parks whoever is alone", async () => {
    const { turnOf, booked } = createWorld({ answer: () => PARKED });
    expect(await turnOf()).toBe(PARKED);
    expect(booked).toEqual([1]);
  });
});

describe("whoever stops", () => {
  it("is let go, and takes nothing from the others", async () => {
    const { turnOf, booked } = createWorld();
    const stopped = AbortSignal.abort();
    const turns = await Promise.all([turnOf(1), turnOf(5, stopped), turnOf(1)]);
    expect(turns).toEqual([0, 0, 100]);
    expect(booked).toEqual([1, 1]);
  });

  it("does not wait for its turn any longer", async () => {
    const { turnOf } = createWorld();
    const controller = new AbortController();
    const first = turnOf(20);
    const second = turnOf(1, controller.signal);
    const third = turnOf(1);
    await first;
    controller.abort();
    expect(await second).toBeLessThan(2_000);
    expect(await third).toBe(2_100);
  });
});
