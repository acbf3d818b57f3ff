import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTable } from "../../src/store/create-table.ts";
import { tableDefinition } from "../../src/store/table.ts";
import { readExpiry } from "../../src/store/table-expiry.ts";
import { type AccountFront, startAccountFront } from "../support/account-front.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

/** Nothing but DynamoDB's own setting shows whether what has expired is ever deleted. */
let engine: TestTable;
let front: AccountFront;
let client: DynamoDBClient;
beforeEach(async () => {
  engine = await startTestTable();
  front = await startAccountFront(engine.endpoint);
  client = new DynamoDBClient({ endpoint: front.url });
});
afterEach(async () => {
  client.destroy();
  await front.stop();
  await engine.stop();
});

const ENABLING = { TimeToLiveStatus: "ENABLING", AttributeName: "expires_at" } as const;
const updates = () => front.actions.filter((action) => action === "UpdateTimeToLive").length;

/** A table as Terraform or the console makes it. */
async function makeElsewhere(name: string): Promise<void> {
  await client.send(new CreateTableCommand(tableDefinition(name)));
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
}

describe("making the table", () => {
  it("switches expiry on, once", async () => {
    const name = `${engine.name}-new`;
    expect(await createTable(client, name)).toBe(true);
    expect(front.expiry.get(name)).toEqual(ENABLING);
    expect(await createTable(client, name)).toBe(false);
    expect(updates()).toBe(1);
    expect(await readExpiry(client, name)).toEqual({ state: "on" });
  });

  it("switches it on for a table that was made elsewhere", async () => {
    const name = `${engine.name}-elsewhere`;
    await makeElsewhere(name);
    expect(await readExpiry(client, name)).toEqual({ state: "off", status: "DISABLED" });
    expect(await createTable(client, name)).toBe(false);
    expect(front.expiry.get(name)).toEqual(ENABLING);
  });

  it("that got no further than the table is finished by the next time", async () => {
    const name = `${engine.name}-half`;
    front.denied.add("UpdateTimeToLive");
    await expect(createTable(client, name)).rejects.toThrow(/not authorized.*UpdateTimeToLive/);
    front.denied.clear();
    expect(await createTable(client, name)).toBe(false);
    expect(front.expiry.get(name)).toEqual(ENABLING);
  });

  it("needs no right to look", async () => {
    front.denied.add("DescribeTimeToLive");
    await createTable(client, engine.name);
    expect(front.expiry.get(engine.name)).toEqual(ENABLING);
    // It is on already, which DynamoDB refuses to do again.
    await createTable(client, engine.name);
    expect(updates()).toBe(2);
  });

  it.each([
    { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" } as const,
    { TimeToLiveStatus: "DISABLING", AttributeName: "expires_at" } as const,
  ])(
    "leaves $TimeToLiveStatus by $AttributeName, which DynamoDB does not change now",
    async (stands) => {
      front.expiry.set(engine.name, stands);
      expect(await createTable(client, engine.name)).toBe(false);
      expect(front.expiry.get(engine.name)).toEqual(stands);
      expect(await readExpiry(client, engine.name)).toMatchObject({ state: "off" });
    },
  );

  it("does not let items of somebody else's table expire", async () => {
    const name = `${engine.name}-orders`;
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );
    await createTable(client, name);
    expect(updates()).toBe(0);
  });
});

it("a local engine has nothing to be switched on", async () => {
  expect(["none", "on"]).toContain((await readExpiry(engine.client, engine.name)).state);
});
