import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { inspectTable, tableDefinition } from "./table.ts";
import { switchExpiryOn } from "./table-expiry.ts";

/**
 * Makes the table unless it exists, waits until it can be used, and switches expiry on, also in a table that was made
 * elsewhere or whose maker got no further.
 *
 * @returns Whether this call made it.
 */
export async function createTable(client: DynamoDBClient, table: string): Promise<boolean> {
  const created = await client.send(new CreateTableCommand(tableDefinition(table))).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ResourceInUseException) return false;
      throw error;
    },
  );
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName: table });
  // Somebody else's table may mean something else by an attribute of that name: it would lose its items.
  const isOurs = (await inspectTable(client, table))?.length === 0;
  if (isOurs) await switchExpiryOn(client, table);
  return created;
}
