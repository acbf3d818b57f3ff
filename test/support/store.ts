import { randomUUID } from "node:crypto";
import { DeleteTableCommand, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { startDynamoDb } from "../../demo/dynamodb.ts";
import type { Clock } from "../../src/clock.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";
import { createTable } from "../../src/store/create-table.ts";
import { createDispatchStore } from "../../src/store/dispatch-store.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient } from "../../src/store/table-client.ts";

export interface TestTable {
  readonly endpoint: string;
  readonly name: string;
  readonly client: DynamoDBClient;
  /** A store of its own on the shared table, as another process would have. */
  store(clock: Clock, secret?: Uint8Array): DispatchStore;
  /** Every item as it stands, for looking at the record the way an auditor would. */
  scan(): Promise<Record<string, unknown>[]>;
  /** Deletes the table under everybody's feet. */
  drop(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A fresh table on a real engine: dynalite in this process, or whatever `DYNAMODB_CONTRACT_ENDPOINT` names.
 */
export async function startTestTable(): Promise<TestTable> {
  const given = process.env["DYNAMODB_CONTRACT_ENDPOINT"];
  const engine = given ? undefined : await startDynamoDb({ port: 0 });
  const endpoint = given ?? engine?.url ?? "";
  const client = new DynamoDBClient({ endpoint });
  const name = `test-${randomUUID()}`;
  await createTable(client, name);
  return {
    endpoint,
    name,
    client,
    store: (clock, secret = Buffer.alloc(32, 9)) =>
      createDispatchStore({
        table: createTableClient(client, name),
        sealer: createSealer(secret),
        clock,
      }),
    async scan() {
      const items: Record<string, unknown>[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: name })) {
        items.push(...Items.map((item) => unmarshall(item)));
      }
      return items;
    },
    async drop() {
      await client.send(new DeleteTableCommand({ TableName: name }));
    },
    async stop() {
      client.destroy();
      await engine?.stop();
    },
  };
}
