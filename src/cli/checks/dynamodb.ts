import type { Config } from "../../config.ts";
import { createTable } from "../../store/create-table.ts";
import { inspectTable, TTL_ATTRIBUTE } from "../../store/table.ts";
import { createDynamoDbClient } from "../../store/table-client.ts";
import { readExpiry, type TableExpiry } from "../../store/table-expiry.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

type Place = Pick<Config["aws"], "region" | "table">;

/** Is the table there, with the keys, the index and the expiry this version needs? Makes it if asked to. */
export async function checkDynamoDb(place: Place, create: boolean): Promise<readonly Finding[]> {
  const { region, table } = place;
  const client = createDynamoDbClient(region);
  try {
    const made = create && (await createTable(client, table));
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
    if (faults.length > 0) return faults.map((fault) => notOurs(table, fault));
    const text = made
      ? `made the table "${table}" in ${region}`
      : `table "${table}" in ${region}, keys as needed`;
    return [good("DynamoDB", text), ...judgeExpiry(await readExpiry(client, table), place)];
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

function notOurs(table: string, fault: string): Finding {
  return bad(
    "DynamoDB",
    `table "${table}": ${fault}`,
    "Set DYNAMODB_TABLE to a new name, then: npm run doctor -- --create-table",
  );
}

/** An engine on the operator's own machine deletes nothing, and is asked for nothing. */
function judgeExpiry(expiry: TableExpiry, place: Place): readonly Finding[] {
  const subject = "DynamoDB expiry";
  if (expiry.state === "none") return [];
  if (expiry.state === "on") {
    return [good(subject, `what has expired is deleted, by ${TTL_ATTRIBUTE}`)];
  }
  if (expiry.state === "hidden") {
    const text = `whether what has expired is deleted could not be seen: ${expiry.reason}`;
    return [warn(subject, text, "Allow dynamodb:DescribeTimeToLive to whoever runs the doctor.")];
  }
  const { attribute, status } = expiry;
  const on = setExpiry(place, true, TTL_ATTRIBUTE);
  if (attribute === undefined) {
    const text = `expiry by ${TTL_ATTRIBUTE} is off (${status}), so that nothing is ever deleted`;
    return [bad(subject, text, on)];
  }
  const text = `expiry goes by ${attribute} instead of ${TTL_ATTRIBUTE}, so that nothing of the bot's is ever deleted`;
  return [bad(subject, text, `${setExpiry(place, false, attribute)}, and an hour later: ${on}`)];
}

function setExpiry({ region, table }: Place, enabled: boolean, attribute: string): string {
  return `aws dynamodb update-time-to-live --table-name ${table} --region ${region} --time-to-live-specification Enabled=${enabled},AttributeName=${attribute}`;
}
