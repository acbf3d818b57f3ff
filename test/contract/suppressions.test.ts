import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Suppressions } from "../../src/dispatch/feedback-ports.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Addresses that get no reports, on a real engine. */
let table: TestTable;
let list: Suppressions;
const clock = createTestClock("2026-10-31T12:00:00.000Z");
beforeAll(async () => {
  table = await startTestTable();
  list = createSuppressions({ table: createTableClient(table.client, table.name), clock });
});
afterAll(() => table.stop());

let hash = "";
let count = 0;
beforeEach(() => {
  count += 1;
  hash = `hash-${count}`;
  clock.advance(60_000);
});

const now = () => clock.now().toISOString();
const entry = (reason: "bounced" | "complained", since = now()) => ({
  recipientHash: hash,
  reason,
  since,
  dispatchId: "01KB0000000000000000000000",
});

describe("suppressions", () => {
  it("hold until they are lifted, by one person", async () => {
    const bounced = entry("bounced");
    expect(await list.add(bounced)).toBe(true);
    expect(await list.find([{ recipientHash: "nobody" }, { recipientHash: hash }])).toEqual([
      undefined,
      bounced,
    ]);
    const lifts = await Promise.all([list.lift(hash, "U1"), list.lift(hash, "U2")]);
    expect(lifts.toSorted()).toEqual([false, true]);
    expect(await list.find([{ recipientHash: hash }])).toEqual([undefined]);
    expect(await list.lift("nobody", "U1")).toBe(false);
  });

  it.each(["bounced, complained", "complained, bounced"])(
    "a complaint outweighs: %s",
    async (order) => {
      const [one, other] = order.split(", ") as ("bounced" | "complained")[];
      if (one) await list.add(entry(one));
      clock.advance(1000);
      if (other) await list.add(entry(other));
      expect(await list.find([{ recipientHash: hash }])).toMatchObject([{ reason: "complained" }]);
    },
  );

  it("keep the first time", async () => {
    const first = entry("bounced");
    await list.add(first);
    clock.advance(1000);
    expect(await list.add(entry("bounced"))).toBe(false);
    expect(await list.find([{ recipientHash: hash }])).toEqual([first]);
  });

  it("come back for what happens after the lifting, not for old news", async () => {
    await list.add(entry("bounced"));
    const before = now();
    clock.advance(1000);
    await list.lift(hash, "U1");
    expect(await list.add(entry("complained", before))).toBe(false);
    expect(await list.find([{ recipientHash: hash }])).toEqual([undefined]);
    clock.advance(1000);
    const again = entry("bounced");
    expect(await list.add(again)).toBe(true);
    expect(await list.find([{ recipientHash: hash }])).toEqual([again]);
    const [item] = (await table.scan()).filter((it) => it["task_id"] === hash);
    expect(item?.["trail"]).toMatchObject([
      { event: "bounced" },
      { event: "lifted", by: "U1" },
      { event: "bounced" },
    ]);
  });

  it("are listed with the latest first, without those that were lifted", async () => {
    await list.add(entry("bounced"));
    clock.advance(1000);
    hash = "later";
    await list.add(entry("complained"));
    hash = "lifted";
    await list.add(entry("complained"));
    await list.lift(hash, "U1");
    const hashes = (await list.list()).map((it) => it.recipientHash);
    expect(hashes.slice(0, 2)).toEqual(["later", `hash-${count}`]);
    expect(hashes).not.toContain("lifted");
  });
});
