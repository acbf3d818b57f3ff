import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TimeToLiveDescription,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { TTL_ATTRIBUTE } from "./table.ts";

/** Whether items of a table are deleted some time after they have expired. */
export type TableExpiry =
  | { readonly state: "on" }
  /** `attribute` if it is another one that decides. */
  | { readonly state: "off"; readonly status: string; readonly attribute?: string }
  /** An engine on somebody's own machine, which deletes nothing. */
  | { readonly state: "none" }
  /** Whoever asks may not know. */
  | { readonly state: "hidden"; readonly reason: string };

/**
 * Looks whether DynamoDB deletes what has expired. Reads do without it, since each checks the time itself; so that nothing
 * else shows it when it is off, and everything is kept without end.
 */
export async function readExpiry(client: DynamoDBClient, table: string): Promise<TableExpiry> {
  try {
    const answer = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
    const expiry = judge(answer.TimeToLiveDescription);
    // dynalite answers, and always that it is off.
    return expiry.state === "off" && (await isLocal(client, table)) ? { state: "none" } : expiry;
  } catch (error) {
    if (isCalled(error, "UnknownOperationException")) return { state: "none" };
    if (isCalled(error, "AccessDeniedException")) return { state: "hidden", reason: error.message };
    throw error;
  }
}

/** Switches expiry on where the engine has it and nothing is in the way; {@link readExpiry} says how it stands then. */
export async function switchExpiryOn(client: DynamoDBClient, table: string): Promise<void> {
  if ((await readExpiry(client, table)).state === "on") return;
  try {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { Enabled: true, AttributeName: TTL_ATTRIBUTE },
      }),
    );
  } catch (error) {
    // Another process has just done it, or another attribute decides, or it was changed less than an hour ago.
    if (isCalled(error, "ValidationException")) return;
    if (!isCalled(error, "UnknownOperationException")) throw error;
  }
}

function judge({
  TimeToLiveStatus: status = "DISABLED",
  AttributeName: attribute = TTL_ATTRIBUTE,
}: TimeToLiveDescription = {}): TableExpiry {
  const isOn = status === "ENABLED" || status === "ENABLING";
  if (!isOn) return { state: "off", status };
  return attribute === TTL_ATTRIBUTE ? { state: "on" } : { state: "off", status, attribute };
}

/** dynalite and DynamoDB Local put their tables into an account that nobody has at AWS. */
async function isLocal(client: DynamoDBClient, table: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return Table?.TableArn?.split(":")[4] === "000000000000";
}

function isCalled(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}
