import { ulid } from "ulid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDigests, type DigestsDependencies } from "../../src/digest/digests.ts";
import { runDigest } from "../../src/digest/run-digest.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { createLog } from "../../src/log.ts";
import type { Settings } from "../../src/portfolio/portfolio.ts";
import { createDigestLog } from "../../src/store/digest-log.ts";
import { createMailEvents } from "../../src/store/mail-events.ts";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createSchedules } from "../../src/store/schedules.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

/** The day's digest and its mail, of which there is one however many processes make it. */
let table: TestTable;
let clock: TestClock;
let sent: string[];
beforeEach(async () => {
  table = await startTestTable();
  clock = createTestClock("2026-11-30T08:00:00.000Z");
  sent = [];
});
afterEach(() => table.stop());

const settings: Settings = {
  name: "Test",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  roles: { admin: [], approver: [], requester: [], viewer: [] },
  channels: { reports: "C1" },
  people: { owner: { id: "owner", name: "Owner", email: "owner@example.com" } },
  audiences: {},
  digest: { channel: "C1", at: 480, days: "daily", email: ["owner"] },
};
const due = { day: "2026-11-30", dueAt: new Date("2026-11-30T08:00:00.000Z"), late: false };

/** What one process on the shared table works with. */
function createParts(): DigestsDependencies {
  const client = createTableClient(table.client, table.name);
  return {
    registry: [],
    loadSettings: async () => settings,
    loadPortfolio: async () => ({ portfolio: { settings, entities: [] } }),
    renderMail: async ({ headline }) => ({
      ...{ subject: headline, html: headline, text: headline, images: [], attachments: [] },
    }),
    measureMail: async () => 1,
    hashAddress: (email) => `hash-of-${email.split("@")[0]}`,
    unsubscriptions: {
      endedAt: async (all) => all.map(() => undefined),
      end: async () => undefined,
      resume: async () => undefined,
    },
    suppressions: createSuppressions({ table: client, clock }),
    addresses: { from: "from@example.com" },
    homeTeam: "T1",
    people: {
      standingOf: async () => ({ value: "member" }),
      membersOf: async () => ({ value: [] }),
    },
    store: table.store(clock),
    mailEvents: createMailEvents({ table: client, clock }),
    schedules: createSchedules({ table: client, clock }),
    occurrences: createOccurrences({ table: client, clock }),
    digestLog: createDigestLog({ table: client, clock }),
    poster: {
      post: async (channel) => ({ channel, ts: "1" }),
      update: async () => true,
      explain: () => "",
    },
    send: async (id) => void sent.push(id),
    ids: { next: (at) => ulid(at.getTime()) },
    clock,
    log: createLog("silent"),
  };
}

/** One process, which brings the digest out whenever it is called. */
function createProcess(changes: (store: DispatchStore) => Partial<DispatchStore> = () => ({})) {
  const parts = createParts();
  const deps = { ...parts, store: { ...parts.store, ...changes(parts.store) } };
  return () => runDigest(due, { settings, members: {} }, deps);
}

/** One process as it is: it looks whenever it is time, and remembers what is out. What happens at its posts is given. */
function createTicking(...posts: readonly (() => Promise<unknown>)[]) {
  const parts = createParts();
  const left = [...posts];
  const post = async (channel: string) => {
    await left.shift()?.();
    return { channel, ts: "1" };
  };
  return createDigests({ ...parts, poster: { ...parts.poster, post } });
}

const LEASE_MS = 300_000;

async function statesOfMails() {
  const heads = (await table.scan()).filter((it) => it["dashboard_id"] === "reports#2026-11");
  return heads.map(({ state }) => state).toSorted();
}

it("is one, though a process was suspended before it saved it and another has taken over", async () => {
  const takenOver = createProcess();
  const suspended = createProcess((store) => ({
    saveDraft: async (...draft) => {
      clock.advance(LEASE_MS);
      await takenOver();
      await store.saveDraft(...draft);
    },
  }));
  // Whether it is out is for the other one to say.
  expect(await suspended()).toBeUndefined();
  expect(sent).toHaveLength(1);
  expect(await statesOfMails()).toEqual(["approved", "voided"]);
  expect(await takenOver()).toBe(due.day);
  expect(sent).toHaveLength(1);
});

it("is that of the process which saved it, if it is suspended after that", async () => {
  const takenOver = createProcess();
  const suspended = createProcess((store) => ({
    changeState: async (change) => {
      clock.advance(LEASE_MS);
      await takenOver();
      return await store.changeState(change);
    },
  }));
  await suspended();
  // Both may send it: what is claimed and mailed is one dispatch's.
  expect(new Set(sent).size).toBe(1);
  expect(await statesOfMails()).toEqual(["approved"]);
});

it("is made anew where a process has died while it saved it", async () => {
  table.client.middlewareStack.add(
    (next) => async (args) => {
      if (isHead(args.input)) throw new Error("died");
      return await next(args);
    },
    { step: "initialize", name: "die" },
  );
  expect(await createProcess()()).toBeUndefined();
  table.client.middlewareStack.remove("die");
  expect(sent).toEqual([]);
  expect(await createProcess()()).toBe(due.day);
  expect(sent).toHaveLength(1);
  expect(await statesOfMails()).toEqual(["approved"]);
});

describe("a process that was overtaken looks again", () => {
  const fail = async () => {
    throw new Error("Slack is away");
  };
  const suspended = () => clock.advance(LEASE_MS);

  it("after another one that has failed", async () => {
    const other = createTicking(fail);
    const overtaken = createTicking(async () => {
      suspended();
      await other.tick();
    });
    await overtaken.tick();
    expect(sent).toEqual([]);
    await overtaken.tick();
    expect(sent).toHaveLength(1);
    expect(await statesOfMails()).toEqual(["approved"]);
  });

  it("after a later look of its own that has failed", async () => {
    const overtaken = createTicking(async () => {
      suspended();
      await overtaken.tick();
    }, fail);
    await overtaken.tick();
    expect(sent).toEqual([]);
    await overtaken.tick();
    expect(sent).toHaveLength(1);
  });
});

function isHead(input: object): boolean {
  if (!("Item" in input)) return false;
  const { dashboard_id: of } = input.Item as Record<string, { readonly S?: string }>;
  return of?.S?.startsWith("reports#") ?? false;
}
