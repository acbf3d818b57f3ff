import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Announcer } from "../../src/dispatch/announcer-port.ts";
import { refOf } from "../../src/dispatch/delivery.ts";
import type { Mailer, Throttle } from "../../src/dispatch/mail-ports.ts";
import { planDeliveries } from "../../src/dispatch/plan-deliveries.ts";
import type { Unsubscriptions } from "../../src/dispatch/ports.ts";
import { createRefresher } from "../../src/dispatch/refresher.ts";
import { createSender } from "../../src/dispatch/sender.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { MailRefusedError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnshown } from "../../src/store/unshown.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { plainArtifact, plainDraft } from "../support/plain-draft.ts";
import { silentAnnouncer } from "../support/silent-announcer.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Several processes on one table: what only a race shows, made to happen every time. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const clock = createTestClock("2026-10-31T12:00:00.000Z");
const hashAddress = (email: string) => `hash-of-${email.split("@")[0]}`;

/** Stands for Slack and SES: writes down what it was asked. */
function createEdge() {
  const summaries: string[] = [];
  const sent: string[] = [];
  const announcer: { -readonly [Method in keyof Announcer]: Announcer[Method] } = {
    ...silentAnnouncer,
    postSummary: async (channel, { state }) => {
      summaries.push(state);
      return { channel, ts: "2" };
    },
  };
  const mailer: Mailer = {
    send: async ({ to }) => {
      sent.push(to.map(({ email }) => email).join());
      return `m-${sent.length}`;
    },
  };
  return { announcer, mailer, summaries, sent };
}

/** Opens once so many have arrived. */
function createBarrier(count: number) {
  let arrived = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    arrive: () => {
      arrived += 1;
      if (arrived >= count) open();
      return opened;
    },
  };
}

async function approvedDispatch(store: DispatchStore, people: number): Promise<string> {
  const recipients = Array.from({ length: people }, (_, n) => ({
    name: `Role ${n}`,
    email: `r${n}@example.com`,
  }));
  const artifact = plainArtifact(recipients);
  const id = ulid();
  const dispatch = plainDraft(artifact, { id, generatedAt: clock.now().toISOString() });
  const deliveries = planDeliveries(id, artifact, hashAddress);
  await store.saveDraft(dispatch, artifact, deliveries);
  await store.changeState({ dispatchId: id, to: "approved" });
  return id;
}

/** One process: its own store on the shared table, its own sender. */
function createProcess(
  edge: ReturnType<typeof createEdge> & { readonly unsubscriptions?: Unsubscriptions },
  store = table.store(clock),
  throttle?: Throttle,
) {
  const log = createLog("silent");
  const client = createTableClient(table.client, table.name);
  const unshown = createUnshown({ table: client, clock });
  const refresher = createRefresher({ ...edge, store, unshown, clock, log });
  const sender = createSender({
    unsubscriptions: createUnsubscriptions({ table: client, clock }),
    suppressions: createSuppressions({ table: client, clock }),
    ...edge,
    store,
    ...(throttle && { throttle }),
    refresher,
    hashAddress,
    clock,
    random: () => 0.5,
    log,
  });
  return { store, sender, refresher };
}

describe("several processes on one table", () => {
  it("send each mail once and post one summary", async () => {
    const edge = createEdge();
    const processes = Array.from({ length: 5 }, () => createProcess(edge));
    const id = await approvedDispatch(table.store(clock), 20);
    await Promise.all(processes.map(({ sender }) => sender.send(id)));
    expect(edge.sent.toSorted()).toEqual([...new Set(edge.sent)].toSorted());
    expect(edge.sent).toHaveLength(20);
    expect(edge.summaries).toEqual(["sent"]);
  });

  it("post one summary where all find everything settled", async () => {
    const edge = createEdge();
    const { store } = createProcess(edge);
    const id = await approvedDispatch(store, 2);
    await store.changeState({ dispatchId: id, to: "sending" });
    for (const delivery of await store.getDeliveries(id)) {
      const claim = await store.claimDelivery(delivery, 60);
      if (claim) await store.settleDelivery(claim, { state: "accepted", messageId: "m" });
    }
    // Nobody gets past the preview before everybody has arrived there, or has left it to another.
    const everybody = createBarrier(5);
    edge.announcer.updatePreview = everybody.arrive;
    await store.setPreview(id, { channel: "C1", ts: "1" });
    const processes = Array.from({ length: 5 }, () => createProcess(edge));
    await Promise.all(
      processes.map(({ sender }) => sender.send(id).finally(() => void everybody.arrive())),
    );
    expect(edge.sent).toEqual([]);
    expect(edge.summaries).toEqual(["sent"]);

    // Nor much later, when the claim on the announcement is forgotten.
    clock.advance(3_600_000);
    await createProcess(edge).sender.send(id);
    expect(edge.summaries).toEqual(["sent"]);
  });
});

describe("a process that stands still between its claim and the call", () => {
  /** Gives leave to everybody; the first who has it stands still for five minutes, in which something happens. */
  function standingStill(meanwhile: () => Promise<void>): Throttle {
    let isFirst = true;
    return {
      acquire: async () => ({
        async takeTurn() {
          if (!isFirst) return true;
          isFirst = false;
          clock.advance(300_000);
          await meanwhile();
          return true;
        },
      }),
      giveBack: async () => {},
      standing: async () => undefined,
      halt: async (because, reason) => ({ because, reason }),
      endHalts: async () => {},
      rate: async () => 1,
    };
  }

  const begin = async () => {
    const edge = createEdge();
    const other = createProcess(edge);
    return { edge, other, id: await approvedDispatch(other.store, 1) };
  };
  const mailOf = async (store: DispatchStore, id: string) => (await store.getDeliveries(id))[0];

  it("leaves the mail to the next sweep where nobody has looked at it", async () => {
    const { edge, other, id } = await begin();
    await createProcess(
      edge,
      undefined,
      standingStill(async () => {}),
    ).sender.send(id);
    expect(edge.sent).toEqual([]);
    expect(await mailOf(other.store, id)).toMatchObject({ state: "pending", parkedCalls: 1 });
    await other.sender.recover();
    expect(edge.sent).toHaveLength(1);
    expect((await other.store.get(id))?.state).toBe("sent");
  });

  it("says that it did not go out where the claim was given up", async () => {
    const { edge, other, id } = await begin();
    const throttle = standingStill(() => other.sender.recover());
    await createProcess(edge, undefined, throttle).sender.send(id);
    expect(edge.sent).toEqual([]);
    expect(await mailOf(other.store, id)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("not handed over"),
    });
    expect((await other.store.get(id))?.state).toBe("failed");
  });

  it("sends nothing after somebody has had it sent again", async () => {
    const { edge, other, id } = await begin();
    const { store } = other;
    const again = { kind: "again", by: "U1", at: clock.now().toISOString() } as const;
    const throttle = standingStill(async () => {
      await other.sender.recover();
      const uncertain = await mailOf(store, id);
      if (uncertain?.state !== "uncertain") throw new Error("not given up");
      const reopenings = [{ ...again, deliveries: [refOf(uncertain)] }];
      await store.changeState({ dispatchId: id, to: "sending", reopenings, round: 0 });
      await other.sender.send(id);
    });
    await createProcess(edge, undefined, throttle).sender.send(id);
    expect(edge.sent).toHaveLength(1);
    expect(await mailOf(store, id)).toMatchObject({ state: "accepted", messageId: "m-1" });
    expect((await store.get(id))?.state).toBe("sent");
  });
});

describe("people who have left since the preview", () => {
  /** A process that counts for whom it asks the record. */
  function createAsking() {
    const client = createTableClient(table.client, table.name);
    const unsubscriptions = createUnsubscriptions({ table: client, clock });
    const asked = { people: 0, now: 0, most: 0 };
    const endedAt: Unsubscriptions["endedAt"] = async (them) => {
      asked.people += them.length;
      asked.now += 1;
      asked.most = Math.max(asked.most, asked.now);
      return await unsubscriptions.endedAt(them).finally(() => {
        asked.now -= 1;
      });
    };
    const edge = { ...createEdge(), unsubscriptions: { ...unsubscriptions, endedAt } };
    const leave = (person: string, reportType = "cto") =>
      unsubscriptions.end({ reportType, recipientHash: `hash-of-${person}` });
    return { ...createProcess(edge), edge, asked, leave };
  }

  it("are looked for once, a batch at a time, and only where somebody can have left", async () => {
    const { store, sender, edge, asked, leave } = createAsking();
    await sender.send(await approvedDispatch(store, 3));
    expect(edge.sent).toHaveLength(3);
    expect(asked.people).toBe(0);

    const id = await approvedDispatch(store, 130);
    clock.advance(61_000);
    await leave("r107");
    await leave("r108", "cfo");
    await sender.send(id);
    expect(asked).toEqual({ people: 130, now: 0, most: 20 });
    expect(edge.sent).toHaveLength(3 + 129);
    const failed = (await store.getDeliveries(id)).filter(({ state }) => state === "failed");
    expect(failed).toMatchObject([{ name: "Role 107", reason: "unsubscribed since the preview." }]);
  });

  it("are looked for by whoever goes on after a crash", async () => {
    const { store, sender, edge, leave } = createAsking();
    const id = await approvedDispatch(store, 10);
    await store.changeState({ dispatchId: id, to: "sending" });
    clock.advance(61_000);
    await leave("r9");
    await sender.recover();
    expect(edge.sent).toHaveLength(9);
    expect(edge.sent).not.toContain("r9@example.com");
    expect((await store.get(id))?.state).toBe("partly_sent");
  });

  it("keep nothing from going out for good: what cannot be looked up is sent by the next sweep", async () => {
    const { store, sender, edge } = createAsking();
    const { endedAt } = edge.unsubscriptions;
    edge.unsubscriptions.endedAt = () => Promise.reject(new Error("the table does not answer"));
    const id = await approvedDispatch(store, 2);
    clock.advance(61_000);
    const failing = createProcess(edge);
    await expect(failing.sender.send(id)).rejects.toThrow("interrupted");
    expect(edge.sent).toEqual([]);
    edge.unsubscriptions.endedAt = endedAt;
    await sender.recover();
    expect((await store.get(id))?.state).toBe("sent");
  });
});

describe("after a crash", () => {
  it("what was claimed and not settled becomes uncertain when its lease has run out, the rest is sent", async () => {
    const edge = createEdge();
    const { store, sender } = createProcess(edge);
    const id = await approvedDispatch(store, 3);
    await store.changeState({ dispatchId: id, to: "sending" });
    const [first] = await store.getDeliveries(id);
    if (first) await store.claimDelivery(first, 60);

    await sender.recover();
    expect(edge.sent).toHaveLength(2);
    expect((await store.get(id))?.state).toBe("sending");

    clock.advance(61_000);
    await sender.recover();
    expect(edge.sent).toHaveLength(2);
    expect((await store.get(id))?.state).toBe("partly_sent");
    const states = (await store.getDeliveries(id)).map(({ state }) => state);
    expect(states.toSorted()).toEqual(["accepted", "accepted", "uncertain"]);
  });

  it("between the last mail and the announcement, another process announces, once", async () => {
    const edge = createEdge();
    const { store, sender } = createProcess(edge);
    const id = await approvedDispatch(store, 1);
    await store.changeState({ dispatchId: id, to: "sending" });
    const [only] = await store.getDeliveries(id);
    const claim = only && (await store.claimDelivery(only, 60));
    if (claim) await store.settleDelivery(claim, { state: "accepted", messageId: "m" });
    await store.changeState({ dispatchId: id, to: "sent" });

    await sender.recover();
    await sender.recover();
    expect(edge.sent).toEqual([]);
    expect(edge.summaries).toEqual(["sent"]);
    expect(await store.findUnfinished()).not.toContain(id);
  });

  it("an outcome that comes long after another process has drawn the line still counts", async () => {
    const edge = createEdge();
    const { store, sender: other } = createProcess(edge);
    const id = await approvedDispatch(store, 2);
    const { send } = edge.mailer;
    const called = createBarrier(1);
    const answer = createBarrier(2);
    const mailer: Mailer = {
      send: async (mail) => {
        const messageId = await send(mail);
        if (mail.to.some(({ email }) => email.startsWith("r1"))) {
          void called.arrive();
          await answer.arrive();
        }
        return messageId;
      },
    };
    const sending = createProcess({ ...edge, mailer }, store).sender.send(id);
    await called.opened;
    clock.advance(3_600_000);
    await other.recover();
    expect((await store.get(id))?.state).toBe("partly_sent");
    void answer.arrive();
    await sending;
    expect((await store.getDeliveries(id)).map(({ state }) => state)).toEqual([
      "accepted",
      "accepted",
    ]);
    expect((await store.get(id))?.state).toBe("sent");
    expect(edge.sent).toHaveLength(2);
  });

  it("an outcome that comes long after the end is shown also where it leaves the end as it was", async () => {
    const edge = createEdge();
    const { store } = createProcess(edge);
    const id = await approvedDispatch(store, 3);
    await store.setPreview(id, { channel: "C1", ts: "1" });
    const shown: string[] = [];
    edge.announcer.updatePreview = async (_, { state }, deliveries) =>
      void shown.push([state, ...deliveries.map((it) => it.state).toSorted()].join());
    const called = createBarrier(1);
    const answer = createBarrier(2);
    const mailer: Mailer = {
      async send(mail) {
        const [to] = mail.to;
        if (to?.email.startsWith("r0")) throw new MailRefusedError("permanent", "No such mailbox.");
        if (to?.email.startsWith("r1")) {
          void called.arrive();
          await answer.arrive();
        }
        return await edge.mailer.send(mail);
      },
    };
    const { sender: other } = createProcess({ ...edge, mailer });
    const late = createProcess({ ...edge, mailer });
    const sending = late.sender.send(id);
    await called.opened;
    clock.advance(3_600_000);
    await other.recover();
    expect(shown.at(-1)).toBe("partly_sent,accepted,failed,uncertain");
    void answer.arrive();
    await sending;
    await late.refresher.stop();
    expect((await store.get(id))?.state).toBe("partly_sent");
    expect(shown.at(-1)).toBe("partly_sent,accepted,accepted,failed");
    expect(edge.summaries).toEqual(["partly_sent"]);
  });

  it("a summary is not given up because the table does not answer, and nothing is told twice", async () => {
    const edge = createEdge();
    const { store } = createProcess(edge);
    const id = await approvedDispatch(store, 1);
    await store.setPreview(id, { channel: "C1", ts: "1" });
    const previews: string[] = [];
    edge.announcer.updatePreview = async (_, { state }) => void previews.push(state);
    let hasEnded = false;
    let refusals = 0;
    const busy: DispatchStore = {
      ...store,
      changeState: async (change) => {
        const result = await store.changeState(change);
        hasEnded ||= result.dispatch.state === "sent";
        return result;
      },
      // The first question after the end: whether there is a summary already.
      get: async (asked) => {
        if (!hasEnded || refusals > 0) return await store.get(asked);
        refusals += 1;
        throw new Error("the database did not answer");
      },
    };
    const { sender } = createProcess(edge, busy);
    await expect(sender.send(id)).rejects.toThrow("interrupted");
    expect(edge.summaries).toEqual([]);
    clock.advance(301_000);
    await sender.recover();
    await sender.recover();
    expect(edge.summaries).toEqual(["sent"]);
    expect(previews).toEqual(["sending", "sent"]);
    expect(edge.sent).toHaveLength(1);
  });

  it("one dispatch that cannot go on does not hold up the others", async () => {
    const edge = createEdge();
    const { store } = createProcess(edge);
    const broken = await approvedDispatch(store, 1);
    const healthy = await approvedDispatch(store, 1);
    const faulty: DispatchStore = {
      ...store,
      getDeliveries: (id) =>
        id === broken ? Promise.reject(new Error("cannot be read")) : store.getDeliveries(id),
    };
    await createProcess(edge, faulty).sender.recover();
    expect((await store.get(healthy))?.state).toBe("sent");
    expect((await store.get(broken))?.state).not.toBe("sent");
  });

  it("a mail that is not the approved one is never sent, and the record says why", async () => {
    const edge = createEdge();
    const { store } = createProcess(edge);
    const id = await approvedDispatch(store, 2);
    const otherKey = table.store(clock, Buffer.alloc(32, 1));
    await createProcess(edge, otherKey).sender.send(id);
    expect(edge.sent).toEqual([]);
    expect((await store.get(id))?.state).toBe("failed");
    const reasons = (await store.getDeliveries(id)).map(({ reason }) => reason);
    expect(reasons).toEqual(Array(2).fill(expect.stringMatching(/DATA_KEY/)));
  });
});
