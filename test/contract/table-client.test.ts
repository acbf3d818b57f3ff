import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTableClient, type TableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

let engine: TestTable;
let table: TableClient;
beforeAll(async () => {
  engine = await startTestTable();
  table = createTableClient(engine.client, engine.name);
});
afterAll(() => engine.stop());

describe("a value that no item can hold", () => {
  const key = { dashboard_id: "test", task_id: "endless" };
  const endless = { seconds: Number.POSITIVE_INFINITY };
  const never = { clauses: ["#seconds = :seconds"], values: { ":seconds": endless.seconds } };

  it.each([
    ["put", () => table.put({ ...key, ...endless })],
    ["put on a condition", () => table.put(key, never)],
    ["an update", () => table.update(key, { set: endless, condition: never })],
  ])("is told as what it is by %s, not as a failure of the database", async (_, write) => {
    await expect(write()).rejects.toThrow(/Infinity is not allowed/u);
    expect(await table.get(key)).toBeUndefined();
  });
});
