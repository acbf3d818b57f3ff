import {
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";

/** Sparse index over the work that is due: only items with both attributes are in it. */
export const DUE_INDEX = "due";

/** Items with this attribute (epoch seconds) are removed some time after it has passed. */
export const TTL_ATTRIBUTE = "expires_at";

/** The one table, its keys and its index. */
export function tableDefinition(table: string): CreateTableCommandInput {
  return {
    TableName: table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "dashboard_id", AttributeType: "S" },
      { AttributeName: "task_id", AttributeType: "S" },
      { AttributeName: "due_queue", AttributeType: "S" },
      { AttributeName: "due_at", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "dashboard_id", KeyType: "HASH" },
      { AttributeName: "task_id", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: DUE_INDEX,
        KeySchema: [
          { AttributeName: "due_queue", KeyType: "HASH" },
          { AttributeName: "due_at", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  };
}

/**
 * What is wrong with the table, as sentences. Empty if it is as it should be.
 *
 * @returns undefined if there is no such table.
 */
export async function inspectTable(
  client: DynamoDBClient,
  table: string,
): Promise<readonly string[] | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return Table === undefined ? undefined : compareTable(Table, tableDefinition(table));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function compareTable(found: TableDescription, wanted: CreateTableCommandInput): string[] {
  const faults: string[] = [];
  const keys = describeKeys(found.KeySchema);
  const wantedKeys = describeKeys(wanted.KeySchema);
  if (keys !== wantedKeys) faults.push(`its keys are ${keys}, needed are ${wantedKeys}`);
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const match = found.GlobalSecondaryIndexes?.find((it) => it.IndexName === index.IndexName);
    const indexKeys = describeKeys(index.KeySchema);
    if (match === undefined) faults.push(`it has no index "${index.IndexName}" (${indexKeys})`);
    else if (describeKeys(match.KeySchema) !== indexKeys) {
      faults.push(
        `its index "${index.IndexName}" is on ${describeKeys(match.KeySchema)}, needed is ${indexKeys}`,
      );
    }
  }
  return faults;
}

function describeKeys(schema: TableDescription["KeySchema"]): string {
  return (schema ?? []).map((key) => `${key.AttributeName} (${key.KeyType})`).join(", ");
}
