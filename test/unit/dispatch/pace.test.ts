import { describe, expect, it } from "vitest";
import { createPace, type PaceDependencies } from "../../../src/dispatch/pace.ts";
import { createLog } from "../../../src/log.ts";
import { createTestClock } from "../../support/test-clock.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

/** A second in which no stretch of time begins or ends. */
const START = "2026-10-31T12:00:00.000Z";
const CHANNEL = "C1";

type ClaimOnce = PaceDependencies["store"]["claimOnce"];

/** Several processes that share a table, and a list of what they rewrote and when, in milliseconds from the start. */
function createWorld({ start = START, processes = 1, claimOnce = claims() as ClaimOnce } = {}) {
  const clock = createVirtualClock(start, () => false);
  const rewrites: (readonly [string, number])[] = [];
  const asked: string[] = [];
  const logged: string[] = [];
  const store: PaceDependencies["store"] = {
    claimOnce: async (key, seconds) => {
      asked.push(key);
      return claimOnce(key, seconds);
    },
  };
  const log = createLog("debug", (line) => logged.push(line));
  const paces = Array.from({ length: processes }, () => createPace({ store, clock, log }));
  const work = (name: string) => async () => {
    rewrites.push([name, clock.now().getTime() - Date.parse(start)]);
  };
  const [pace = createPace({ store, clock, log })] = paces;
  const add = (name: string, owner = name, by = pace) => by.add(CHANNEL, name, owner, work(name));
  return { clock, rewrites, asked, logged, paces, pace, add };
}

function claims(): ClaimOnce {
  const claimed = new Set<string>();
  return async (key) => !claimed.has(key) && claimed.add(key).has(key);
}

/** Something that takes until it is told to end. */
function createLongWork() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended, end };
}

const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the pace of one process", () => {
  it("waits for nothing where nothing was rewritten, then two seconds each time", async () => {
    const clock = createTestClock(START);
    const pace = createPace({ store: { claimOnce: claims() }, clock, log: createLog("silent") });
    const done: string[] = [];
    for (const name of ["a", "b"]) pace.add(CHANNEL, name, name, async () => void done.push(name));
    await turnOfTheLoop();
    expect(done).toEqual(["a", "b"]);
    expect(clock.waits).toEqual([2_000]);
    // Two seconds after the last one are over to the millisecond.
    clock.advance(2_000);
    pace.add(CHANNEL, "c", "c", async () => void done.push("c"));
    await turnOfTheLoop();
    expect(done).toEqual(["a", "b", "c"]);
    expect(clock.waits).toEqual([2_000]);
  });

  it("leaves two seconds between any two, whenever the first one was", async () => {
    const { clock, rewrites, add } = createWorld({ start: "2026-10-31T12:00:01.900Z" });
    for (const name of ["a", "b", "c"]) add(name);
    await clock.wait(10_000);
    expect(rewrites).toEqual([
      ["a", 0],
      ["b", 2_000],
      ["c", 4_000],
    ]);
  });

  it("counts what somebody else has rewritten in this channel, and in no other", async () => {
    const { clock, rewrites, pace, add } = createWorld();
    pace.written(CHANNEL);
    pace.written("C2");
    clock.advance(500);
    add("a");
    await clock.wait(10_000);
    expect(rewrites).toEqual([["a", 2_000]]);
  });

  it("does each thing once, however often it is asked for while it waits", async () => {
    const { clock, rewrites, pace, add } = createWorld();
    pace.written(CHANNEL);
    for (const name of ["a", "b", "a", "b"]) add(name);
    expect(pace.isWaiting(CHANNEL, "a")).toBe(true);
    expect(pace.isWaiting(CHANNEL, "z")).toBe(false);
    expect(pace.isWaiting("C2", "a")).toBe(false);
    await clock.wait(10_000);
    expect(rewrites.map(([name]) => name)).toEqual(["a", "b"]);
    expect(pace.isWaiting(CHANNEL, "a")).toBe(false);
  });

  it("asks the table for nothing once all is done", async () => {
    const { clock, asked, add } = createWorld();
    add("a");
    await clock.wait(60_000);
    expect(asked).toHaveLength(1);
  });

  it("goes on after what could not be rewritten, and tells the log", async () => {
    const { clock, rewrites, logged, pace, add } = createWorld();
    pace.add(CHANNEL, "a", "dispatch-a", async () => {
      throw new Error("channel_not_found");
    });
    add("b");
    await clock.wait(10_000);
    expect(rewrites).toEqual([["b", 2_000]]);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        msg: "a message could not be rewritten",
        about: "dispatch-a",
        err: expect.objectContaining({ message: "channel_not_found" }),
      }),
    ]);
  });
});

describe("the pace of several processes", () => {
  it("lets one of them rewrite in each two seconds", async () => {
    const { clock, rewrites, paces, add } = createWorld({ processes: 2 });
    const [one, other] = paces;
    add("a", "a", one);
    await clock.wait(500);
    add("b", "b", other);
    await clock.wait(10_000);
    expect(rewrites[0]).toEqual(["a", 0]);
    expect(rewrites[1]?.[0]).toBe("b");
    expect(rewrites[1]?.[1]).toBeGreaterThanOrEqual(2_000);
  });

  it("is that of each alone while the table does not answer", async () => {
    const { clock, rewrites, add } = createWorld({
      claimOnce: async () => {
        throw new Error("The table does not answer.");
      },
    });
    for (const name of ["a", "b", "c"]) add(name);
    await clock.wait(10_000);
    expect(rewrites).toEqual([
      ["a", 0],
      ["b", 2_000],
      ["c", 4_000],
    ]);
  });
});

describe("what is settled", () => {
  it("waits no more; what is about others goes on waiting", async () => {
    const { clock, rewrites, pace, add } = createWorld();
    pace.written(CHANNEL);
    add("a1", "a");
    add("b1", "b");
    add("a2", "a");
    await pace.settle("a");
    await clock.wait(10_000);
    expect(rewrites.map(([name]) => name)).toEqual(["b1"]);
  });

  it("is waited for while it is under way, and nothing else is", async () => {
    const { clock, pace } = createWorld();
    const { work, end } = createLongWork();
    pace.add(CHANNEL, "a", "a", work);
    await clock.wait(1);
    let settled = false;
    const settling = pace.settle("a").then(() => {
      settled = true;
    });
    await pace.settle("b");
    await turnOfTheLoop();
    expect(settled).toBe(false);
    end();
    await settling;
    expect(settled).toBe(true);
  });
});

describe("a pace that stops", () => {
  it("ends what is under way before it does the rest, one after the other, at once", async () => {
    const { clock, rewrites, pace, add } = createWorld();
    const { work, end } = createLongWork();
    pace.add(CHANNEL, "a", "a", work);
    await clock.wait(1);
    add("b");
    add("c");
    const stopping = pace.stop();
    await turnOfTheLoop();
    expect(rewrites).toEqual([]);
    end();
    await stopping;
    expect(rewrites).toEqual([
      ["b", 1],
      ["c", 1],
    ]);
  });
});
