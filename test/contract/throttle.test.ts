import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MailRefusedError } from "../../src/errors.ts";
import { runs } from "../support/runs.ts";
import {
  approveDispatch,
  type CountingService,
  createCountingService,
  createSendingProcess,
} from "../support/sending.ts";
import { createStallingClock } from "../support/stalling-clock.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createVirtualClock, type VirtualClock, watchCalls } from "../support/virtual-clock.ts";

/** Several processes that share one account through one table, and a mail service that counts. */
let table: TestTable;
let clock: VirtualClock;

beforeEach(async () => {
  table = await startTestTable();
  clock = createVirtualClock("2026-10-31T12:00:00.000Z", watchCalls(table.client));
});
afterEach(() => table.stop());

const approve = (people: number, mode?: "private" | "shared") =>
  approveDispatch(table.store(clock), clock, people, mode);

const start = (count: number, service: CountingService, share = 1) =>
  Array.from({ length: count }, () => createSendingProcess({ table, clock, service, share }));

const statesOf = async (ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => table.store(clock).get(id)))).map((it) => it?.state);

describe("the rate", () => {
  it.each([
    { share: 0.9, processes: 4, reports: 8, people: 20 },
    { share: 1, processes: 3, reports: 3, people: 30 },
  ])("is kept in every second, and used: %j", async ({ share, processes, reports, people }) => {
    const service = createCountingService(clock, { perSecond: 14 });
    const senders = start(processes, service, share);
    const ids = await Promise.all(Array.from({ length: reports }, () => approve(people)));
    await Promise.all(ids.map((id, n) => senders[n % processes]?.send(id)));
    expect(await statesOf(ids)).toEqual(ids.map(() => "sent"));
    expect(service.most(1_000)).toBeLessThanOrEqual(14);
    expect(service.mean() / (14 * share)).toBeGreaterThan(0.8);
  });

  it("is not wasted where several processes work at the same dispatch", async () => {
    const service = createCountingService(clock, { perSecond: 14 });
    const senders = start(3, service);
    const id = await approve(60);
    await Promise.all(senders.map((sender) => sender.send(id)));
    expect(service.calls).toHaveLength(60);
    expect(new Set(service.calls.map(({ to }) => to)).size).toBe(60);
    expect(service.most(1_000)).toBeLessThanOrEqual(14);
    expect(service.mean() / 14).toBeGreaterThan(0.8);
  });

  it("counts everybody a mail is shared by", async () => {
    const service = createCountingService(clock, { perSecond: 10 });
    const [sender] = start(1, service);
    const id = await approve(150, "shared");
    await sender?.send(id);
    const [first, second, third] = service.calls.map(({ at }) => at);
    expect(service.calls.map(({ recipients }) => recipients)).toEqual([50, 50, 50]);
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(5_000);
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(5_000);
  });

  it("is asked for by one process at a time, however many begin together", async () => {
    const service = createCountingService(clock, { perSecond: 50 });
    const senders = start(5, service);
    const ids = await Promise.all(senders.map(() => approve(2)));
    await Promise.all(ids.map((id, n) => senders[n]?.send(id)));
    expect(service.questions).toBe(1);
  });

  const SLOWNESS: readonly [what: string, claimMs: (claim: number) => number, used: number][] = [
    ["slow now and then", (n) => (n % 9 === 0 ? 900 : 5), 0.8],
    ["slow", (n) => 50 + ((n * 37) % 150), 0.9],
    ["slow all the time", () => 400, 0.9],
    ["very slow", (n) => 300 + ((n * 131) % 700), 0.8],
  ];
  it.each(SLOWNESS)(
    "is kept in every second, and used, where the table is %s",
    async (...given) => {
      const [, claimMs, used] = given;
      const service = createCountingService(clock, { perSecond: 14 });
      const slow = () => {
        let claims = 0;
        return () => {
          claims += 1;
          return claimMs(claims);
        };
      };
      const options = { table, clock, service, share: 0.9 };
      const senders = [1, 2, 3].map(() => createSendingProcess({ ...options, claimMs: slow() }));
      const ids = await Promise.all(senders.map(() => approve(40)));
      await Promise.all(ids.map((id, n) => senders[n]?.send(id)));
      expect(await statesOf(ids)).toEqual(ids.map(() => "sent"));
      expect(service.calls).toHaveLength(120);
      expect(service.most(1_000)).toBeLessThanOrEqual(14);
      expect(service.mean() / (14 * 0.9)).toBeGreaterThan(used);
    },
  );

  it.each([
    { what: "now and then", stall: { everyMs: 2_000, forMs: 700 } },
    { what: "half of the time", stall: { everyMs: 600, forMs: 300 } },
  ])("is kept in every second where the processes stand still $what", async ({ stall }) => {
    const service = createCountingService(clock, { perSecond: 14 });
    const senders = [0, 1, 2].map((n) =>
      createSendingProcess({
        table,
        clock: createStallingClock(clock, { ...stall, offsetMs: n * 230 }),
        service,
        share: 0.9,
      }),
    );
    const ids = await Promise.all(senders.map(() => approve(40)));
    await Promise.all(ids.map((id, n) => senders[n]?.send(id)));
    expect(await statesOf(ids)).toEqual(ids.map(() => "sent"));
    expect(service.most(1_000)).toBeLessThanOrEqual(14);
  });

  it("is kept where a turn that was missed is not to be had within half a minute", async () => {
    const { service, ids, late, other } = await beginLate(50);
    await Promise.all([late.send(ids.late), other.send(ids.other)]);
    expect(await statesOf(Object.values(ids))).toEqual(["sent", "sent"]);
    const [first, second] = service.calls;
    expect(service.calls.map(({ recipients }) => recipients)).toEqual([50, 1]);
    // At one recipient a second.
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(50_000);
    const [mail] = await table.store(clock).getDeliveries(ids.late);
    expect(mail?.retryCount).toBe(0);
  });

  it("leaves the claim to whoever has its turn: no lease runs while somebody waits", async () => {
    const service = createCountingService(clock, { perSecond: 1 });
    const [sender] = start(1, service);
    const id = await approve(5);
    await sender?.send(id);
    const items = (await table.scan()).filter((it) =>
      String(it["task_id"]).startsWith("delivery#"),
    );
    const claimed = items.map((it) => Date.parse(String(it["claimed_at"]))).toSorted();
    const leads = service.calls.map(({ at }, n) => at - (claimed[n] ?? 0));
    // Before the first claim nobody knows how long one takes.
    expect(leads).toEqual([0, 50, 0, 0, 0]);
  });
});

/** A process that misses its first turn, as its claim takes so long; and one with a mail to many, who has the next. */
async function beginLate(many: number) {
  const service = createCountingService(clock, { perSecond: 1 });
  let claims = 0;
  const claimMs = () => {
    claims += 1;
    return claims === 1 ? 500 : 0;
  };
  const late = createSendingProcess({ table, clock, service, share: 1, claimMs });
  const other = createSendingProcess({ table, clock, service, share: 1 });
  const ids = { late: await approve(1), other: await approve(many, "shared") };
  return { service, late, other, ids };
}

describe("the day's quota", () => {
  const { numRuns: count } = runs(40, 100);
  it(`is never exceeded by ${count} dispatches at once, and what is left goes out when it frees`, async () => {
    const perDay = 1.2 * count;
    const service = createCountingService(clock, { perSecond: 500, perDay });
    // What SES says lags behind what it has taken.
    service.lagMs = 90_000;
    const senders = start(5, service);
    const sweep = async () => {
      clock.advance(60_000);
      await Promise.all([senders[0]?.recover(), senders[1]?.recover()]);
    };
    const ids: string[] = [];
    // A few at a time: the client has 50 connections.
    while (ids.length < count)
      ids.push(...(await Promise.all([1, 2, 3, 4, 5].map(() => approve(2)))));
    await Promise.all(ids.map((id, n) => senders[n % 5]?.send(id)));
    // Sweeps in the meantime change nothing.
    await sweep();
    await sweep();
    expect(service.calls).toHaveLength(perDay);
    const waiting = (await table.scan()).filter((it) => it["parked"] !== undefined);
    expect(waiting.length).toBeGreaterThanOrEqual(0.4 * count);
    expect(waiting[0]?.["parked"]).toMatchObject({
      because: "quota",
      until: expect.stringMatching(/^2026-11-01T12:/),
    });

    clock.advance(24 * 3_600_000);
    for (let minute = 0; minute < 3; minute += 1) await sweep();
    expect(await statesOf(ids)).toEqual(ids.map(() => "sent"));
    expect(service.calls).toHaveLength(2 * count);
    expect(service.most(24 * 3_600_000)).toBeLessThanOrEqual(perDay);
    const retries = (await table.scan()).map((it) => it["retry_count"] ?? 0);
    expect(new Set(retries)).toEqual(new Set([0]));
  });

  it("comes back where leave was not used", async () => {
    const service = createCountingService(clock, { perSecond: 500, perDay: 21 });
    const id = await approve(20);
    // Most of what one process may send the others have sent by then.
    await Promise.all(start(4, service).map((sender) => sender.send(id)));
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(60_000);
      await start(1, service)[0]?.recover();
    }
    expect(service.calls).toHaveLength(20);
    expect(await statesOf([id])).toEqual(["sent"]);
  });

  it("leaves what others of the account may use", async () => {
    const service = createCountingService(clock, { perSecond: 500, perDay: 10 });
    const [sender] = start(1, service, 0.8);
    const id = await approve(10);
    await sender?.send(id);
    expect(service.calls).toHaveLength(8);
  });
});

/** A mail service that refuses everybody for as long as it is told to. */
function createRefusingService(kind: "quota" | "paused") {
  const service = createCountingService(clock, { perSecond: 100 });
  const { send } = service.mailer;
  const refusing = { service, isOn: true, refused: 0 };
  service.mailer.send = async (mail) => {
    if (!refusing.isOn) return await send(mail);
    refusing.refused += 1;
    throw new MailRefusedError(kind, "Not now.");
  };
  return refusing;
}

describe("a refusal that everybody would get", () => {
  it.each(["quota", "paused"] as const)(
    "stops all processes, burns no attempt, and is tried again by the sweep: %s",
    async (kind) => {
      const refusing = createRefusingService(kind);
      const { service } = refusing;
      const [one, other] = start(2, service);
      const ids = [await approve(1), await approve(59)];
      await one?.send(ids[0] ?? "");
      const before = refusing.refused;
      // What one has learned holds for the other.
      await other?.send(ids[1] ?? "");
      expect(refusing.refused).toBe(before);
      expect(await statesOf(ids)).toEqual(["sending", "sending"]);

      // Far more often than a mail may be tried.
      for (let probe = 0; probe < 8; probe += 1) {
        clock.advance(3_601_000);
        await other?.recover();
      }
      expect(refusing.refused).toBe(before + 8);
      refusing.isOn = false;
      clock.advance(3_601_000);
      await other?.recover();
      expect(await statesOf(ids)).toEqual(["sent", "sent"]);
      expect(new Set(service.calls.map(({ to }) => to)).size).toBe(60);
      expect(service.calls).toHaveLength(60);

      const items = await table.scan();
      expect(new Set(items.map((it) => it["retry_count"] ?? 0))).toEqual(new Set([0]));
      const head = items.find((it) => it["task_id"] === ids[0]);
      const trail = head?.["trail"] as { event: string }[] | undefined;
      const events = trail?.map(({ event }) => event);
      const way = ["drafted", "approved", "sending", "parked", "resumed", "sent", "announced"];
      expect(events).toEqual(way);
      expect(head?.["parked"]).toBeUndefined();
    },
  );

  it("is tried every five minutes where it is the quota, which frees by the clock", async () => {
    const refusing = createRefusingService("quota");
    const [sender] = start(1, refusing.service);
    await sender?.send(await approve(1));
    for (let probe = 0; probe < 8; probe += 1) {
      clock.advance(301_000);
      await sender?.recover();
    }
    expect(refusing.refused).toBe(9);
  });

  it("leaves little on record however long it lasts, and ends within an hour of what was wrong", async () => {
    const refusing = createRefusingService("paused");
    const { service } = refusing;
    const senders = start(2, service);
    const sweep = async (milliseconds: number) => {
      clock.advance(milliseconds);
      await Promise.all(senders.map((sender) => sender.recover()));
    };
    const id = await approve(30);
    await senders[0]?.send(id);
    const burst = refusing.refused;
    // One mail of each process after 5, 10, 20 and 40 minutes, and then every hour or so.
    const most = 2 * (4 + 11);
    for (let look = 0; look < 72; look += 1) {
      await sweep(600_000);
      expect(refusing.refused - burst).toBeLessThanOrEqual(most);
    }
    expect(refusing.refused - burst).toBeGreaterThan(10);
    const calls = (await table.store(clock).getDeliveries(id)).map((it) => it.parkedCalls ?? 0);
    expect(Math.max(...calls)).toBeLessThanOrEqual(3);
    const sizes = (await table.scan()).map((it) => JSON.stringify(it["trail"] ?? []).length);
    expect(Math.max(...sizes)).toBeLessThan(3_000);

    refusing.isOn = false;
    await sweep(3_600_000);
    expect(await statesOf([id])).toEqual(["sent"]);
    expect(new Set(service.calls.map(({ to }) => to)).size).toBe(30);
    expect(service.calls).toHaveLength(30);

    // Mails were taken: the next refusal begins anew, with five minutes.
    refusing.isOn = true;
    const next = await approve(1);
    await senders[0]?.send(next);
    refusing.isOn = false;
    await sweep(299_000);
    expect(await statesOf([next])).toEqual(["sending"]);
    await sweep(1_000);
    expect(await statesOf([next])).toEqual(["sent"]);
  });
});

describe("a stop", () => {
  it("does not wait for anybody's turn, and leaves what waits claimable at once", async () => {
    const service = createCountingService(clock, { perSecond: 1 });
    const [first, second] = start(2, service);
    const id = await approve(20);
    const stopped: Promise<void>[] = [];
    const { send } = service.mailer;
    service.mailer.send = async (mail) => {
      if (service.calls.length === 3) stopped.push(first?.stop() ?? Promise.resolve());
      return await send(mail);
    };
    await first?.send(id);
    await Promise.all(stopped);
    expect(service.calls.length).toBeLessThan(20);
    const states = (await table.store(clock).getDeliveries(id)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["accepted", "pending"]));
    await second?.recover();
    expect(new Set(service.calls.map(({ to }) => to)).size).toBe(20);
    expect(service.calls).toHaveLength(20);
  });

  it("leaves what waits with its claim for a turn that it had missed, and nobody doubts it", async () => {
    const { service, ids, late, other } = await beginLate(20);
    const { send } = service.mailer;
    let stopped: Promise<void> | undefined;
    service.mailer.send = async (mail) => {
      // The turn that was booked again is 20 s ahead.
      stopped ??= late.stop();
      return await send(mail);
    };
    await Promise.all([late.send(ids.late), other.send(ids.other)]);
    await stopped;
    expect(service.calls.map(({ recipients }) => recipients)).toEqual([20]);
    const [mail] = await table.store(clock).getDeliveries(ids.late);
    expect(mail).toMatchObject({ state: "pending", retryCount: 0 });
    await other.recover();
    expect(service.calls).toHaveLength(2);
    expect(await statesOf([ids.late])).toEqual(["sent"]);
  });
});
