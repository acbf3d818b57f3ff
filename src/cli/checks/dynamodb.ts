import type { Config } from "../../config.ts";
import { createTable, inspectTable } from "../../store/table.ts";
import { createDynamoDbClient } from "../../store/table-client.ts";
import { bad, type Finding, good, reasonOf } from "./finding.ts";

/** Is the table there, with the keys and the index this version needs? Makes it if asked to. */
export async function checkDynamoDb(
  { region, table }: Config["aws"],
  create: boolean,
): Promise<readonly Finding[]> {
  const client = createDynamoDbClient(region);
  try {
    if (create && (await createTable(client, table))) {
      return [good("DynamoDB", `made the table "${table}" in ${region}`)];
    }
    const faults = await inspectTable(client, table);
    if (faults === undefined) {
      return [
        bad(
          "DynamoDB",
          `there is no table "${table}" in ${region}`,
          "npm run doctor -- --create-table",
        ),
      ];
    }
    return faults.length === 0
      ? [good("DynamoDB", `table "${table}" in ${region}, keys as needed`)]
      : faults.map((fault) =>
          bad(
            "DynamoDB",
            `table "${table}": ${fault}`,
            "Set DYNAMODB_TABLE to a new name, then: npm run doctor -- --create-table",
          ),
        );
  } catch (error) {
    return [
      bad(
        "DynamoDB",
        reasonOf(error),
        "Are AWS credentials set, and may they use DynamoDB in this region?",
      ),
    ];
  } finally {
    client.destroy();
  }
}
