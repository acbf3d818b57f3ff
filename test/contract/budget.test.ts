import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AccountStanding, Throttle } from "../../src/dispatch/mail-ports.ts";
import { budgetKey } from "../../src/store/keys.ts";
import { createTableClient, type TableClient } from "../../src/store/table-client.ts";
import { createThrottle } from "../../src/store/throttle.ts";
import { standingOf } from "../support/standing.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

/** The budget that all processes share, clause by clause, on a real engine. */
let table: TestTable;
let client: TableClient;
let clock: TestClock;
beforeEach(async () => {
  table = await startTestTable();
  client = createTableClient(table.client, table.name);
  clock = createTestClock(START);
});
afterEach(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const T0 = Date.parse(START);
const REGION = "us-east-1";
const going = new AbortController().signal;
type Limits = Partial<Pick<AccountStanding, "perDay" | "sentToday" | "perSecond">>;

/** What the mail service says of the account; nothing where there are no limits. */
function createAccount(limits: Limits | undefined) {
  const account = {
    limits,
    namesRate: true,
    questions: 0,
    read: async (): Promise<AccountStanding | undefined> => {
      account.questions += 1;
      if (account.limits === undefined) return undefined;
      const rate = account.namesRate ? { perSecond: 10 } : {};
      return standingOf(clock.now(), { ...rate, sentToday: 0, ...account.limits });
    },
  };
  return account;
}

/** One process, with what it knows of the rate. */
const start = (account: ReturnType<typeof createAccount>, share = 1) =>
  createThrottle({ table: client, clock, account, region: REGION, share });

/** When the call may begin, in milliseconds since the start; or why it may not. */
async function turnOf(throttle: Throttle, recipients = 1) {
  const answer = await throttle.acquire(recipients, going);
  if (answer === undefined) throw new Error("nobody stopped it");
  if ("because" in answer) return answer;
  await answer.takeTurn(going);
  return clock.now().getTime() - T0;
}

async function turnsOf(throttles: readonly Throttle[], count: number, recipients = 1) {
  const turns: unknown[] = [];
  for (let n = 0; n < count; n += 1) {
    const throttle = throttles[n % throttles.length];
    if (throttle) turns.push(await turnOf(throttle, recipients));
  }
  return turns;
}

const budgetItem = async () => (await client.get(budgetKey(REGION))) ?? {};

describe("turns", () => {
  it("are as far apart as the rate says", async () => {
    expect(await turnsOf([start(createAccount({}))], 4)).toEqual([0, 101, 201, 301]);
  });

  it("are those of all processes together", async () => {
    const account = createAccount({});
    expect(await turnsOf([start(account), start(account)], 4)).toEqual([0, 101, 201, 301]);
  });

  it("come later behind a mail to several, and at the share of the rate that may be used", async () => {
    expect(await turnsOf([start(createAccount({}))], 3, 5)).toEqual([0, 501, 1_002]);
    await table.drop();
    await table.stop();
    table = await startTestTable();
    client = createTableClient(table.client, table.name);
    const began = clock.now().getTime() - T0;
    expect(await turnsOf([start(createAccount({}), 0.5)], 2)).toEqual([began, began + 201]);
  });

  it("are not saved up by whoever waits", async () => {
    const throttle = start(createAccount({}));
    await turnOf(throttle);
    clock.advance(10_000);
    expect(await turnsOf([throttle], 2)).toEqual([10_000, 10_101]);
  });

  it("that lie more than an hour ahead come from a clock that was wrong", async () => {
    const throttle = start(createAccount({}));
    await turnOf(throttle);
    const ahead = async (milliseconds: number) => {
      const at = clock.now().getTime();
      await client.update(budgetKey(REGION), {
        set: { next_at: at + milliseconds },
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
      return Number(await turnOf(throttle)) + T0 - at;
    };
    expect(await ahead(3_600_001)).toBe(0);
    expect(await ahead(3_600_000)).toBe(3_600_000);
  });

  it("that were missed are taken again, and take nothing from the day's quota", async () => {
    const throttle = start(createAccount({ perDay: 3 }));
    const late = await throttle.acquire(1, going);
    clock.advance(500);
    const other = await throttle.acquire(1, going);
    if (!late || !other || "because" in late || "because" in other) throw new Error("no leave");
    await late.takeTurn(going);
    // Behind the other one, and not before there was time to book it.
    expect(clock.now().getTime() - T0).toBe(1_000);
    expect((await budgetItem())["granted"]).toBe(2);
    expect(await turnOf(throttle)).toEqual(expect.any(Number));
    expect(await turnOf(throttle)).toMatchObject({ because: "quota" });
  });
});

describe("what the mail service says", () => {
  it("is asked for by one process, and again after five minutes", async () => {
    const account = createAccount({});
    await turnsOf([start(account), start(account)], 4);
    expect(account.questions).toBe(1);
    clock.advance(299_000);
    await turnOf(start(account));
    expect(account.questions).toBe(1);
    clock.advance(1_000);
    account.limits = { perSecond: 2 };
    expect(await start(account).rate()).toBe(2);
    expect(account.questions).toBe(2);
  });

  it("is asked for again after a minute where the quota is used up", async () => {
    const account = createAccount({ perDay: 1 });
    const throttle = start(account);
    await turnOf(throttle);
    clock.advance(59_000);
    expect(await turnOf(throttle)).toMatchObject({ because: "quota" });
    expect(account.questions).toBe(1);
    clock.advance(1_000);
    await turnOf(throttle);
    expect(account.questions).toBe(2);
  });

  it("holds on where it says nothing any more, and nobody asks again for a while", async () => {
    const account = createAccount({ perSecond: 5, perDay: 100 });
    const throttle = start(account);
    expect(await throttle.rate()).toBe(5);
    account.limits = undefined;
    clock.advance(300_000);
    expect(await throttle.rate()).toBe(5);
    clock.advance(299_000);
    expect(await throttle.rate()).toBe(5);
    expect(account.questions).toBe(2);
  });

  it("is one recipient a second where it names no rate any more", async () => {
    const account = createAccount({ perDay: 100 });
    const throttle = start(account);
    expect(await throttle.rate()).toBe(10);
    account.namesRate = false;
    clock.advance(300_000);
    expect(await throttle.rate()).toBe(1);
    const [first = 0, second] = (await turnsOf([throttle, start(account)], 2)).map(Number);
    expect(second).toBe(first + 1_002);
  });

  it("is one recipient a second where it never said anything", async () => {
    const throttle = start(createAccount(undefined));
    expect(await turnsOf([throttle], 3)).toEqual([0, 1_002, 2_004]);
    expect(await throttle.rate()).toBe(1);
  });

  it("is waited for where another process is asking, and asked for again if that has died", async () => {
    await client.put({ ...budgetKey(REGION), reading_at: T0 - 5_000 });
    const account = createAccount({});
    await turnOf(start(account));
    expect(account.questions).toBe(0);
    clock.advance(10_000);
    await turnOf(start(account));
    expect(account.questions).toBe(1);
  });

  it("does not take the place of what it said later", async () => {
    const account = createAccount({ perSecond: 5 });
    const { read } = account;
    account.read = async () => {
      const standing = await read();
      const later = { per_second: 3, read_at: T0 + 1 };
      await client.update(budgetKey(REGION), {
        set: later,
        condition: { clauses: ["attribute_exists(task_id)"] },
      });
      return standing;
    };
    expect(await start(account).rate()).toBe(3);
  });
});

describe("the day's quota", () => {
  it("is used up to what is left of the share, and not further", async () => {
    const throttle = start(createAccount({ perDay: 10, sentToday: 5 }), 0.8);
    expect(await turnsOf([throttle], 3)).toEqual([0, 126, 251]);
    expect(await turnOf(throttle)).toMatchObject({
      because: "quota",
      reason: expect.stringContaining("quota is used up"),
    });
    expect((await budgetItem())["granted"]).toBe(3);
  });

  it("has no room for a mail to more than are left, and has for one to fewer", async () => {
    const throttle = start(createAccount({ perDay: 3 }));
    expect(await turnOf(throttle, 4)).toMatchObject({ because: "quota" });
    expect(await turnOf(throttle, 3)).toBe(0);
  });

  it("comes back where leave was not used; where there is none, none is made", async () => {
    const throttle = start(createAccount({ perDay: 1 }));
    await turnOf(throttle);
    expect(await throttle.standing()).toMatchObject({ because: "quota" });
    await throttle.giveBack(1);
    expect(await throttle.standing()).toBeUndefined();
    expect((await budgetItem())["granted"]).toBe(1);
    expect(await turnOf(throttle)).toEqual(expect.any(Number));

    const account = createAccount({});
    clock.advance(300_000);
    const free = start(account);
    await turnOf(free);
    expect(await budgetItem()).not.toHaveProperty("ceiling");
    await free.giveBack(5);
    expect(await budgetItem()).not.toHaveProperty("ceiling");
    expect(await turnOf(free)).toEqual(expect.any(Number));
  });

  it("says from when on there will be room, where that is known", async () => {
    const account = createAccount({ perDay: 2 });
    const throttle = start(account);
    await turnsOf([throttle], 2);
    // What was granted stands in the history once the mail service is asked again.
    account.limits = { perDay: 2, sentToday: 2 };
    clock.advance(300_000);
    expect(await turnOf(throttle)).toMatchObject({
      because: "quota",
      until: expect.stringMatching(/^2026-11-01T12:/),
    });
  });
});

describe("a halt", () => {
  it("holds for all processes, for five minutes, with its reason", async () => {
    const account = createAccount({});
    const [one, other] = [start(account), start(account)];
    await turnOf(one);
    const parked = { because: "paused", reason: "The account is paused." } as const;
    expect(await one.halt(parked.because, parked.reason)).toEqual(parked);
    expect(await turnOf(other)).toEqual(parked);
    expect(await other.standing()).toEqual(parked);
    expect((await budgetItem())["granted"]).toBe(1);
    clock.advance(300_000);
    expect(await other.standing()).toBeUndefined();
    expect(await turnOf(other)).toEqual(expect.any(Number));
  });

  it("grows each time, up to an hour, and not by the number of those who are refused together", async () => {
    const throttle = start(createAccount({}));
    const lengths: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const began = clock.now().getTime();
      await throttle.halt("paused", "Paused.");
      await throttle.halt("paused", "Paused.");
      const until = Number((await budgetItem())["halted_until"]);
      lengths.push((until - began) / 60_000);
      clock.advance(until - began);
    }
    expect(lengths).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it("is forgotten by a mail that is taken after its end, not by one from before", async () => {
    const throttle = start(createAccount({}));
    await throttle.halt("sender", "Not verified.");
    await throttle.endHalts();
    expect(await throttle.standing()).toMatchObject({ because: "sender" });
    clock.advance(300_000);
    await throttle.endHalts();
    const names = ["halted_until", "halted_ms", "halted_because", "halted_reason"];
    for (const name of names) expect(await budgetItem()).not.toHaveProperty(name);
    await throttle.halt("sender", "Not verified.");
    expect((await budgetItem())["halted_ms"]).toBe(300_000);
    await throttle.endHalts();
    expect(await budgetItem()).toHaveProperty("halted_until");
  });

  it("for want of quota says when there will be some, and does not grow", async () => {
    const throttle = start(createAccount({}));
    for (let n = 0; n < 2; n += 1) {
      expect(await throttle.halt("quota", "Refused.")).toEqual({
        because: "quota",
        reason: "Refused.",
      });
      expect((await budgetItem())["halted_ms"]).toBe(300_000);
      clock.advance(300_000);
    }
  });
});
