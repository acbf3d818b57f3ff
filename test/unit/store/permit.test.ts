import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPermits } from "../../../src/store/permit.ts";
import { runs } from "../../support/runs.ts";

/** A clock whose waits end late by what is given, each in its turn, and then on time. */
function createSlowClock(late: readonly number[]) {
  const left = [...late];
  const clock = {
    time: 0,
    now: () => new Date(clock.time),
    async wait(milliseconds: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      clock.time += milliseconds + (left.shift() ?? 0);
    },
  };
  return clock;
}

const going = new AbortController().signal;

/** When the call was made, if it was, and how often a turn was booked again for it. */
async function play({
  at = 1_000,
  late = [],
  now = 0,
  again = (time) => time + 250,
  stopping = going,
}: {
  readonly at?: number;
  readonly late?: readonly number[];
  readonly now?: number;
  readonly again?: (now: number, booking: number) => number | undefined | Error;
  readonly stopping?: AbortSignal;
}) {
  const clock = createSlowClock(late);
  clock.time = now;
  let bookings = 0;
  const bookAgain = async () => {
    bookings += 1;
    const answer = again(clock.time, bookings);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const isOurs = await createPermits({ clock, bookAgain }).issue(at, 1).takeTurn(stopping);
  return { bookings, ...(isOurs && { calledAt: clock.time }) };
}

describe("a turn", () => {
  it("is waited for", async () => {
    expect(await play({ at: 1_000 })).toEqual({ calledAt: 1_000, bookings: 0 });
    expect(await play({ at: 1_000.2 })).toEqual({ calledAt: 1_001, bookings: 0 });
  });

  it("may be some milliseconds old", async () => {
    expect(await play({ now: 1_040 })).toEqual({ calledAt: 1_040, bookings: 0 });
    expect(await play({ late: [40] })).toEqual({ calledAt: 1_040, bookings: 0 });
  });

  it("that was missed is taken again", async () => {
    expect(await play({ now: 1_041 })).toEqual({ calledAt: 1_291, bookings: 1 });
    expect(await play({ late: [41] })).toEqual({ calledAt: 1_291, bookings: 1 });
  });

  it("is taken again as often as it is missed", async () => {
    expect(await play({ late: [500, 300, 200] })).toEqual({ calledAt: 2_750, bookings: 3 });
  });

  it("is asked for once more where others were faster", async () => {
    const again = (time: number, booking: number) => (booking < 4 ? undefined : time + 250);
    expect(await play({ now: 2_000, again })).toEqual({ calledAt: 2_250, bookings: 4 });
  });
});

describe("the lead", () => {
  /** Leave, and claims that take so long. */
  async function claimFor(...took: readonly number[]) {
    const clock = createSlowClock([]);
    const permits = createPermits({ clock, bookAgain: async () => clock.time });
    for (const milliseconds of took) {
      const permit = permits.issue(clock.time + 10_000, 1);
      clock.time += milliseconds;
      await permit.takeTurn(going);
    }
    return permits.leadMs();
  }

  it("is a guess before the first claim", async () => {
    expect(await claimFor()).toBe(50);
  });

  it("is what the slowest of the last twenty claims took", async () => {
    expect(await claimFor(5)).toBe(5);
    expect(await claimFor(5, 300, 7)).toBe(300);
    expect(await claimFor(300, ...Array.from({ length: 19 }, () => 7))).toBe(300);
    expect(await claimFor(300, ...Array.from({ length: 20 }, () => 7))).toBe(7);
  });

  it("is two seconds at most", async () => {
    expect(await claimFor(9_000)).toBe(2_000);
  });

  it("is left for another turn, too", async () => {
    const clock = createSlowClock([]);
    const asked: number[][] = [];
    const permits = createPermits({
      clock,
      bookAgain: async (recipients, from) => {
        asked.push([recipients, from - clock.time]);
        return from;
      },
    });
    const permit = permits.issue(0, 3);
    clock.time = 400;
    await permit.takeTurn(going);
    expect(asked).toEqual([[3, 400]]);
  });
});

describe("a turn that cannot be had", () => {
  it("is not waited for where it is more than half a minute ahead", async () => {
    const again = (time: number) => time + 30_000;
    expect(await play({ now: 2_000, again })).toEqual({ calledAt: 32_000, bookings: 1 });
    const tooFar = (time: number) => time + 30_001;
    expect(await play({ now: 2_000, again: tooFar })).toEqual({ bookings: 1 });
  });

  it("is no leave where the table does not answer", async () => {
    const again = () => new Error("the table does not answer");
    expect(await play({ now: 2_000, again })).toEqual({ bookings: 1 });
  });

  it("is not waited for by whoever stops", async () => {
    const stopped = AbortSignal.abort();
    expect(await play({ at: 1_000, stopping: stopped })).toEqual({ bookings: 0 });
    // Nor booked; but a turn that is there is taken.
    expect(await play({ now: 2_000, stopping: stopped })).toEqual({ bookings: 0 });
    expect(await play({ now: 1_000, stopping: stopped })).toEqual({ calledAt: 1_000, bookings: 0 });
  });

  it("is not waited for any longer where the stop comes while it is ahead", async () => {
    const stop = new AbortController();
    const again = (time: number) => {
      stop.abort();
      return time + 20_000;
    };
    expect(await play({ now: 2_000, again, stopping: stop.signal })).toEqual({ bookings: 1 });
  });

  it("is given up after half a minute in which it was missed", async () => {
    const late = Array.from({ length: 100 }, () => 1_000);
    const { calledAt, bookings } = await play({ at: 0, now: 500, late });
    // The last turn that is waited for begins within the half minute.
    expect(bookings).toBe(25);
    expect(calledAt).toBeUndefined();
  });

  it("ends, whatever happens, and no call is made but in its turn", async () => {
    const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 });
    const answers = fc.array(fc.option(fc.integer({ min: 1, max: 60_000 })), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(times, answers, fc.nat(20_000), async (late, ahead, now) => {
        let turn = now;
        const again = (at: number, booking: number) => {
          const answer = ahead[booking % ahead.length];
          if (answer === null || answer === undefined) {
            // Others are faster for a while, not forever.
            return booking > 50 ? new Error("nobody would wait for that") : undefined;
          }
          turn = at + answer;
          return turn;
        };
        const { calledAt } = await play({ at: now, now, late, again });
        if (calledAt === undefined) return;
        // Half a minute of patience, and what a call may be late.
        expect(calledAt).toBeLessThanOrEqual(now + 30_000 + 40);
        expect(calledAt).toBeGreaterThanOrEqual(turn);
        expect(calledAt).toBeLessThanOrEqual(turn + 40);
      }),
      runs(200, 2_000),
    );
  });
});
