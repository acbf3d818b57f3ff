import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DigestClaim, DigestLog } from "../../src/digest/ports.ts";
import { REPORTS } from "../../src/reports/registry.ts";
import { createDigestLog } from "../../src/store/digest-log.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";
import { digestOf, entry, sentAt } from "../unit/digest/digests.ts";
import { sample } from "../unit/reports/sample.ts";

const LEASE = 300;
let table: TestTable;
let clock: TestClock;
let day = "";
let days = 0;
/** Two processes on one table. */
let one: DigestLog;
let other: DigestLog;

beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());
beforeEach(() => {
  clock = createTestClock("2026-11-30T16:00:00.000Z");
  days += 1;
  day = new Date(Date.UTC(2026, 0, days)).toISOString().slice(0, 10);
  const create = () =>
    createDigestLog({ table: createTableClient(table.client, table.name), clock });
  [one, other] = [create(), create()];
});

async function claim(log: DigestLog): Promise<DigestClaim> {
  const claimed = await log.claim(day, LEASE);
  if (typeof claimed === "string") throw new Error(`the digest is ${claimed}`);
  return claimed;
}

describe("the record of a day's digest", () => {
  it("gives it to one of many processes", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? one : other).claim(day, LEASE)),
    );
    expect(all.filter((it) => it === "held")).toHaveLength(7);
    expect(all.filter((it) => typeof it !== "string")).toMatchObject([{ day, fence: 1 }]);
  });

  it("passes on what a process that died had done, once its lease is over", async () => {
    const posted = { channel: "C1", ts: "1.2" };
    const first = await claim(one);
    expect(await one.note(first, { posted })).toBe(true);
    expect(await one.note(first, { mailId: "01KB" })).toBe(true);
    clock.advance((LEASE - 1) * 1000);
    expect(await other.claim(day, LEASE)).toBe("held");
    clock.advance(1000);
    expect(await other.claim(day, LEASE)).toEqual({ day, fence: 2, posted, mailId: "01KB" });
  });

  it("takes nothing any more from a process that was overtaken", async () => {
    const first = await claim(one);
    clock.advance(LEASE * 1000);
    const second = await claim(other);
    expect(await one.note(first, { mailId: "late" })).toBe(false);
    expect(await one.finish(first)).toBe(false);
    await one.release(first);
    expect(await one.claim(day, LEASE)).toBe("held");
    expect(await other.note(second, { mailId: "right" })).toBe(true);
    expect(await other.finish(second)).toBe(true);
    expect(await one.claim(day, LEASE)).toBe("done");
  });

  it("is free at once when it is given back, and never again when it is done", async () => {
    const first = await claim(one);
    await one.release(first);
    const second = await claim(other);
    expect(second.fence).toBe(2);
    await other.finish(second);
    clock.advance(LEASE * 2000);
    expect(await one.claim(day, LEASE)).toBe("done");
    expect(await other.note(second, { mailId: "after the end" })).toBe(false);
  });

  it("keeps what was posted as long as it asks for something, for every process to read", async () => {
    const message = { channel: "C1", ts: "1.2" };
    const waiting = entry("awaiting_approval");
    const digest = digestOf([waiting, sentAt("2026-11-29T20:00:00.000Z", "failed", "bounced")], {
      portfolio: sample,
      registry: REPORTS,
    });
    const remarks = { dueAt: new Date("2026-11-30T15:00:00.000Z"), misplaced: "It was archived." };
    const content = { postedAt: clock.now(), digest, remarks };
    const first = await claim(one);
    await one.note(first, { posted: message, content });
    await one.finish(first);
    expect(await other.open()).toEqual([{ day, message, ...content }]);
    await other.close(day);
    expect(await one.open()).toEqual([]);
    // It is out all the same.
    expect(await one.claim(day, LEASE)).toBe("done");
    // Closing what nobody posted makes nothing.
    await one.close("2025-01-01");
    expect(await one.claim("2025-01-01", LEASE)).toMatchObject({ fence: 1 });
  });

  it("knows the last that was posted, not one that was only begun", async () => {
    const posted = { channel: "C1", ts: "1.2" };
    const first = await claim(one);
    const after = new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10);
    const begun = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    await other.claim(begun, LEASE);
    for (const none of [begun, day]) expect((await other.lastPosted(after))?.day).not.toBe(none);
    const lookedAt = clock.now();
    await one.note(first, { posted, lookedAt });
    clock.advance(60_000);
    // Its mail comes later, and changes nothing about when it was read.
    await one.note(first, { mailId: "m" });
    for (const next of [begun, after]) {
      expect(await other.lastPosted(next)).toEqual({ day, lookedAt });
    }
    expect((await other.lastPosted(day))?.day).not.toBe(day);
    days += 1;
    clock.advance(32 * 86_400_000);
    expect(await one.lastPosted(after)).toBeUndefined();
  });

  it("forgets what was posted when nothing in it can wait any more", async () => {
    const content = { postedAt: clock.now(), digest: digestOf([]), remarks: {} };
    const first = await claim(one);
    await one.note(first, { posted: { channel: "C1", ts: "1.2" }, content });
    clock.advance(31 * 86_400_000 - 1000);
    expect(await one.open()).toHaveLength(1);
    clock.advance(1000);
    expect(await one.open()).toEqual([]);
  });
});
