import { afterEach, beforeEach, expect, it } from "vitest";
import { findLeftOut } from "../../src/dispatch/skipped.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Who of a large audience gets no report, on a real engine. */
let table: TestTable;
let reads: { atOnce: number; most: number; all: number };
beforeEach(async () => {
  table = await startTestTable();
  reads = { atOnce: 0, most: 0, all: 0 };
});
afterEach(() => table.stop());

const PEOPLE = 250;
const clock = createTestClock("2026-10-31T12:00:00.000Z");
const people = Array.from({ length: PEOPLE }, (_, n) => ({
  name: `Person ${n}`,
  email: `p${n}@example.com`,
}));
const hashAddress = (email: string) => `hash-of-${email.split("@")[0]}`;

/** Counts what is under way between the store and the engine. */
function countReads(): void {
  table.client.middlewareStack.add(
    (next) => async (args) => {
      reads.all += 1;
      reads.atOnce += 1;
      reads.most = Math.max(reads.most, reads.atOnce);
      try {
        return await next(args);
      } finally {
        reads.atOnce -= 1;
      }
    },
    { step: "initialize", name: "count" },
  );
}

it("is found in an audience of 250 with no more reads at once than there are connections", async () => {
  const options = { table: createTableClient(table.client, table.name), clock };
  const deps = {
    hashAddress: Object.assign(hashAddress, { former: (email: string) => `old-${email}` }),
    unsubscriptions: createUnsubscriptions(options),
    suppressions: createSuppressions(options),
  };
  const reportType = "cto";
  // The first, the last, and some on either side of where chunks may end.
  const unsubscribed = [0, 19, 20, 99, 100, 249];
  for (const n of unsubscribed) {
    await deps.unsubscriptions.end({ reportType, recipientHash: `hash-of-p${n}` });
  }
  await deps.unsubscriptions.end({ reportType, recipientHash: "old-p180@example.com" });
  await deps.unsubscriptions.end({ reportType: "cfo", recipientHash: "hash-of-p7" });
  for (const n of [24, 25, 248]) {
    const since = clock.now().toISOString();
    const recipientHash = `hash-of-p${n}`;
    await deps.suppressions.add({ recipientHash, reason: "bounced", since, dispatchId: "01KB" });
  }
  countReads();
  const found = await findLeftOut(people, reportType, deps);
  expect(found.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
    "Person 0 unsubscribed",
    "Person 19 unsubscribed",
    "Person 20 unsubscribed",
    "Person 24 bounced",
    "Person 25 bounced",
    "Person 99 unsubscribed",
    "Person 100 unsubscribed",
    "Person 180 unsubscribed",
    "Person 248 bounced",
    "Person 249 unsubscribed",
  ]);
  expect(reads.all).toBe(PEOPLE * 4);
  expect(reads.most).toBeLessThanOrEqual(50);
});
