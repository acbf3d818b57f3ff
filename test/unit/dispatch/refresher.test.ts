import { describe, expect, it } from "vitest";
import type { Announcer } from "../../../src/dispatch/announcer-port.ts";
import type { Dispatch, DispatchState } from "../../../src/dispatch/dispatch.ts";
import { createRefresher } from "../../../src/dispatch/refresher.ts";
import type { DispatchStore } from "../../../src/dispatch/store-port.ts";
import { createLog } from "../../../src/log.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

const CHANNEL = "C1";

/** Messages in Slack, and the record they are rewritten from; nothing else of either is asked for. */
function createWorld(processes = 1) {
  const clock = createVirtualClock("2026-10-31T12:00:00.000Z", () => false);
  const states = new Map<string, DispatchState>();
  const claimed = new Set<string>();
  const rewrites: { readonly id: string; readonly state: DispatchState; readonly at: number }[] =
    [];
  const dispatchOf = (id: string) =>
    ({ id, state: states.get(id) ?? "sending", preview: { channel: CHANNEL, ts: id } }) as Dispatch;
  const store = {
    get: async (id: string) => dispatchOf(id),
    getDeliveries: async () => [],
    claimOnce: async (key: string) => !claimed.has(key) && claimed.add(key).has(key),
  } as Partial<DispatchStore> as DispatchStore;
  const announcer = {
    updatePreview: async (_: unknown, { id, state }: Dispatch) => {
      rewrites.push({ id, state, at: clock.now().getTime() });
    },
  } as Partial<Announcer> as Announcer;
  const unshown = {
    mark: async () => undefined,
    find: async () => undefined,
    clear: async () => undefined,
    markedBefore: async () => [],
  };
  const deps = { store, unshown, announcer, clock, log: createLog("silent") };
  const refreshers = Array.from({ length: processes }, () => createRefresher(deps));
  return { clock, states, rewrites, dispatchOf, refreshers };
}

/** Lets everybody wait for what they wait for, this long. */
async function pass(clock: ReturnType<typeof createWorld>["clock"], milliseconds: number) {
  await clock.wait(milliseconds);
}

describe("createRefresher", () => {
  it("rewrites once for whatever happens within two seconds, and always what was last", async () => {
    const { clock, states, rewrites, dispatchOf, refreshers } = createWorld();
    const [refresher] = refreshers;
    for (let n = 0; n < 100; n += 1) {
      refresher?.touch(dispatchOf("a"));
      await pass(clock, 100);
    }
    states.set("a", "sent");
    refresher?.touch(dispatchOf("a"));
    await pass(clock, 5_000);
    expect(rewrites.length).toBeLessThanOrEqual(7);
    expect(rewrites.length).toBeGreaterThanOrEqual(4);
    expect(rewrites.at(-1)).toMatchObject({ id: "a", state: "sent" });
  });

  it.each([1, 3])(
    "stays within what Slack takes in one channel, with several dispatches and %d processes",
    async (processes) => {
      const { clock, rewrites, dispatchOf, refreshers } = createWorld(processes);
      const ids = ["a", "b", "c", "d", "e"];
      for (let n = 0; n < 600; n += 1) {
        for (const refresher of refreshers) {
          for (const id of ids) refresher.touch(dispatchOf(id));
        }
        await pass(clock, 200);
      }
      await pass(clock, 60_000);
      const within = rewrites.map(
        ({ at: from }) => rewrites.filter(({ at }) => at >= from && at < from + 60_000).length,
      );
      expect(Math.max(...within)).toBeLessThanOrEqual(40);
      for (const id of ids) {
        // Nobody is passed over.
        expect(rewrites.filter((it) => it.id === id).length).toBeGreaterThan(8);
      }
    },
  );

  it("forgets a dispatch that is settled, and waits for what is under way", async () => {
    const { clock, rewrites, dispatchOf, refreshers } = createWorld();
    const [refresher] = refreshers;
    refresher?.written(dispatchOf("a"));
    refresher?.touch(dispatchOf("a"));
    await refresher?.settle("a");
    await pass(clock, 10_000);
    expect(rewrites).toEqual([]);
  });

  it("rewrites what still waits when it stops, at once", async () => {
    const { clock, rewrites, dispatchOf, refreshers } = createWorld();
    const [refresher] = refreshers;
    refresher?.written(dispatchOf("a"));
    refresher?.touch(dispatchOf("a"));
    refresher?.touch(dispatchOf("b"));
    const before = clock.now().getTime();
    await refresher?.stop();
    expect(rewrites.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(rewrites.every(({ at }) => at === before)).toBe(true);
  });
});
