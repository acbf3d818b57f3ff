import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Who does not want which reports any more, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const clock = createTestClock(START);
const subscribed = () =>
  createUnsubscriptions({ table: createTableClient(table.client, table.name), clock });

describe("unsubscriptions", () => {
  const cto = { reportType: "cto", recipientHash: "aa" };

  it("hold for one person and one type of report", async () => {
    const them = subscribed();
    await them.end(cto);
    const others = [
      { ...cto, reportType: "cfo" },
      { ...cto, recipientHash: "bb" },
    ];
    expect(await them.endedAt([...others, cto])).toEqual([undefined, undefined, START]);
  });

  it("keep the last time, and can be taken back", async () => {
    const them = subscribed();
    const cfo = { reportType: "cfo", recipientHash: "cc" };
    await them.end(cfo);
    clock.advance(60_000);
    await them.end(cfo);
    expect(await them.endedAt([cfo])).toEqual(["2026-10-31T12:01:00.000Z"]);
    await them.resume(cfo);
    expect(await them.endedAt([cfo])).toEqual([undefined]);
    clock.advance(60_000);
    await them.end(cfo);
    expect(await them.endedAt([cfo])).toEqual(["2026-10-31T12:02:00.000Z"]);
  });
});
