import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnshown } from "../../src/store/unshown.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

const MINUTE = 60_000;
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

describe("messages that are behind their record", () => {
  it("are found by every process until they were rewritten", async () => {
    const clock = createTestClock("2026-11-30T16:00:00.000Z");
    const [one, other] = [0, 1].map(() =>
      createUnshown({ table: createTableClient(table.client, table.name), clock }),
    );
    if (one === undefined || other === undefined) throw new Error("two processes");
    const behind = () => other.markedBefore(new Date(clock.now().getTime() - MINUTE));
    await one.mark("a/preview");
    expect(await behind()).toEqual([]);
    clock.advance(MINUTE + 1);
    await one.mark("b/preview");
    expect(await behind()).toEqual(["a/preview"]);

    const before = (await other.find("a/preview")) ?? "";
    // Something happens while the message is rewritten.
    await one.mark("a/preview");
    await other.clear("a/preview", before);
    const mark = await other.find("a/preview");
    expect(mark).toBeDefined();
    expect(mark).not.toBe(before);
    await other.clear("a/preview", mark ?? "");
    expect(await one.find("a/preview")).toBeUndefined();
    // DynamoDB deletes what has expired, but nothing that expired more than five years ago.
    const cleared = (await table.scan()).find((it) => it["task_id"] === "a/preview");
    expect(cleared?.["expires_at"]).toBe(Math.floor(clock.now().getTime() / 1000));
    clock.advance(2 * MINUTE);
    expect(await behind()).toEqual(["b/preview"]);

    clock.advance(86_400_000);
    expect(await behind()).toEqual([]);
    // Clearing what nobody marked marks nothing.
    await one.clear("c/preview", "x");
    expect(await one.find("c/preview")).toBeUndefined();
  });
});
