import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Announcer } from "../../src/dispatch/announcer-port.ts";
import type { Dispatch, Parking } from "../../src/dispatch/dispatch.ts";
import { noteParking } from "../../src/dispatch/parking.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { createLog } from "../../src/log.ts";
import {
  approveDispatch,
  createCountingService,
  createSendingProcess,
} from "../support/sending.ts";
import { silentAnnouncer } from "../support/silent-announcer.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createVirtualClock, type VirtualClock, watchCalls } from "../support/virtual-clock.ts";

/** Two processes that send one dispatch, and what is to be seen of it when both are through. */
let table: TestTable;
let clock: VirtualClock;
let id: string;

const PEOPLE = 12;

beforeEach(async () => {
  table = await startTestTable();
  clock = createVirtualClock("2026-10-31T12:00:00.000Z", watchCalls(table.client));
  const store = table.store(clock);
  id = await approveDispatch(store, clock, PEOPLE);
  await store.setPreview(id, { channel: "C1", ts: "1" });
});
afterEach(() => table.stop());

/** What one process tells Slack: a call may take as long as the test wants, and counts when it arrives. */
function createSlack() {
  const previews: Dispatch[] = [];
  const told: string[] = [];
  const calls: { readonly dispatch: Dispatch; readonly arrive: () => void }[] = [];
  return {
    /** As the preview stood, one after another. */
    previews,
    /** What people were told in person. */
    told,
    /** Calls that have not arrived, but for those that the test has let go. */
    calls,
    announcerOf: (isSlow: (dispatch: Dispatch) => boolean = () => false): Announcer => ({
      ...silentAnnouncer,
      updatePreview: async (_, dispatch) => {
        if (isSlow(dispatch)) await new Promise<void>((arrive) => calls.push({ dispatch, arrive }));
        previews.push(dispatch);
      },
      tell: async (person) => void told.push(person),
    }),
  };
}

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets everything go on until something is there. */
async function until<T>(find: () => T | undefined): Promise<T> {
  for (let turns = 0; turns < 100_000; turns += 1) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  throw new Error("It did not happen.");
}

const now = () => table.store(clock).get(id);

describe("two processes at the end of one dispatch", () => {
  /**
   * One has leave for all that is left of the day, and calls the mail service; the other has just found the same mails
   * pending, and gets no leave.
   */
  function start(isSlow: (dispatch: Dispatch) => boolean = () => false) {
    const slack = createSlack();
    const service = createCountingService(clock, { perSecond: 50, perDay: PEOPLE });
    const [call, called] = [createGate(), createGate()];
    const { send } = service.mailer;
    let calls = 0;
    service.mailer.send = async (mail) => {
      calls += 1;
      if (calls === PEOPLE) called.open();
      await call.opened;
      return await send(mail);
    };
    const store = table.store(clock);
    const afterIt: DispatchStore = {
      ...store,
      getArtifact: async (dispatch) => {
        await called.opened;
        return await store.getArtifact(dispatch);
      },
    };
    const options = { table, clock, service, share: 1, announcer: slack.announcerOf(isSlow) };
    const without = createSendingProcess({ ...options, store: afterIt }).send(id);
    const withLeave = createSendingProcess(options).send(id);
    return { slack, withLeave, without, answer: call.open };
  }

  it("leave nothing behind of a wait that one of them has begun", async () => {
    const { slack, withLeave, without, answer } = start();
    await without;
    expect(slack.previews.at(-1)?.parked?.because).toBe("quota");
    answer();
    await withLeave;
    const ended = await now();
    expect(ended?.state).toBe("sent");
    expect(ended?.parked).toBeUndefined();
    expect(slack.previews.at(-1)).toMatchObject({ state: "sent" });
  });

  it("show the end, though Slack is late with the wait", async () => {
    const { slack, withLeave, without, answer } = start(({ parked }) => parked !== undefined);
    const waiting = await until(() => slack.calls[0]);
    answer();
    await withLeave;
    expect(slack.previews.at(-1)).toMatchObject({ state: "sent" });
    waiting.arrive();
    await without;
    expect(slack.previews.at(-1)).toMatchObject({ state: "sent" });
    expect(slack.previews.filter(({ parked }) => parked !== undefined)).toHaveLength(1);
  });

  it("show the end, though Slack is late with the beginning", async () => {
    const slack = createSlack();
    const service = createCountingService(clock, { perSecond: 50 });
    const options = { table, clock, service, share: 1 };
    const isBeginning = ({ state }: Dispatch) => state === "sending";
    const late = createSendingProcess({ ...options, announcer: slack.announcerOf(isBeginning) });
    const other = createSendingProcess({ ...options, announcer: slack.announcerOf() });
    const sending = late.send(id);
    const beginning = await until(() => slack.calls[0]);
    while ((await now())?.state !== "sent") await other.send(id);
    expect(slack.previews.at(-1)).toMatchObject({ state: "sent" });
    beginning.arrive();
    await sending;
    expect(slack.previews.length).toBeGreaterThan(1);
    expect(slack.previews.at(-1)).toMatchObject({ state: "sent" });
  });
});

describe("a wait that is noticed after the end", () => {
  it.each<Parking["because"]>(["quota", "paused", "sender"])(
    "is neither kept, shown nor told: %s",
    async (because) => {
      const store = table.store(clock);
      const { dispatch: seen } = await store.changeState({ dispatchId: id, to: "sending" });
      await store.changeState({ dispatchId: id, to: "sent" });
      const slack = createSlack();
      const deps = { store, announcer: slack.announcerOf(), log: createLog("silent") };
      await noteParking(seen, { because, reason: "Not now." }, deps);
      expect((await now())?.parked).toBeUndefined();
      expect(slack.previews).toEqual([]);
      expect(slack.told).toEqual([]);
    },
  );
});
