import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { startDynamoDb } from "../../../demo/dynamodb.ts";
import { listenOn, stopServer } from "../../../demo/listen.ts";
import { PortTakenError } from "../../../src/errors.ts";

const TABLE = "exec-report";
const KEY = { id: { S: "one" } };

let folder: string | undefined;

afterEach(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  folder = undefined;
});

async function tempFolder(): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "exec-report-dynamodb-"));
  return folder;
}

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
}

async function occupyPort(): Promise<number> {
  const other = createServer();
  onTestFinished(() => stopServer(other));
  return Number(new URL(await listenOn(other, 0)).port);
}

describe("startDynamoDb", () => {
  it("keeps its data in the folder over a restart", async () => {
    const path = join(await tempFolder(), "not", "there", "yet");
    const first = await startDynamoDb({ port: 0, path });
    const writer = clientOf(first.url);
    await createTable(writer);
    await writer.send(
      new PutItemCommand({ TableName: TABLE, Item: { ...KEY, note: { S: "kept" } } }),
    );
    await first.stop();

    const second = await startDynamoDb({ port: 0, path });
    onTestFinished(() => second.stop());
    const read = await clientOf(second.url).send(
      new GetItemCommand({ TableName: TABLE, Key: KEY }),
    );

    expect(read.Item).toEqual({ ...KEY, note: { S: "kept" } });
  });

  it("forgets everything without a folder", async () => {
    const first = await startDynamoDb({ port: 0 });
    await createTable(clientOf(first.url));
    await first.stop();

    const second = await startDynamoDb({ port: 0 });
    onTestFinished(() => second.stop());
    const tables = await clientOf(second.url).send(new ListTablesCommand({}));

    expect(tables.TableNames).toEqual([]);
  });

  it("creates a table that can be used at once", async () => {
    const db = await startDynamoDb({ port: 0 });
    onTestFinished(() => db.stop());
    const client = clientOf(db.url);
    await createTable(client);

    const put = client.send(new PutItemCommand({ TableName: TABLE, Item: KEY }));

    await expect(put).resolves.toBeDefined();
  });

  it("finishes what it is working on before it stops, though nobody waits for it", async () => {
    const db = await startDynamoDb({ port: 0 });
    const client = clientOf(db.url);
    await createTable(client);
    const puts = Array.from({ length: 40 }, (_, n) =>
      client.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: String(n) } } })),
    );
    const ends = Promise.allSettled(puts);
    await puts[0];
    client.destroy();

    // An engine that is closed over a call throws where nobody can catch it, which fails the whole run.
    await expect(db.stop()).resolves.toBeUndefined();
    await ends;
  });

  it("names the port and its variable when the port is taken, and lets go of the folder", async () => {
    const path = await tempFolder();
    const port = await occupyPort();

    const error = await startDynamoDb({ port, path, portVariable: "DEMO_DYNAMODB_PORT" }).catch(
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(PortTakenError);
    expect(error).toMatchObject({
      message: `Port ${port} is taken.`,
      hint: "Stop what listens there, or set DEMO_DYNAMODB_PORT to another port.",
    });
    const db = await startDynamoDb({ port: 0, path });
    onTestFinished(() => db.stop());
    await expect(createTable(clientOf(db.url))).resolves.toBeUndefined();
  });
});
