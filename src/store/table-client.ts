import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ResourceNotFoundException,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { StoreUnavailableError, TableMissingError } from "../errors.ts";
import type { Key } from "./keys.ts";

/** Plain values by name, as the SDK's marshaller takes them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A change to one item, made only if `condition` holds. */
export interface Update {
  readonly set: Attributes;
  readonly remove?: readonly string[];
  readonly condition: Condition;
}

/** Clauses joined by AND. Each one protects against something; say what beside it. */
export interface Condition {
  readonly clauses: readonly string[];
  readonly values?: Attributes;
}

/** The table in plain values; conditional writes answer true or false. Errors of the SDK end here. */
export interface TableClient {
  get(key: Key): Promise<Attributes | undefined>;
  /** Strongly consistent, all pages up to `limit`. */
  query(partition: string, options?: QueryOptions): Promise<readonly Attributes[]>;
  /** Keys of the items in a queue of the due index. Eventually consistent: never decide on it. */
  queryDue(index: string, queue: string): Promise<readonly Attributes[]>;
  /** @returns false if the condition did not hold. */
  put(item: Key & Attributes, condition?: Condition): Promise<boolean>;
  /** @returns The item after the change, or undefined if the condition did not hold. */
  update(key: Key, update: Update): Promise<Attributes | undefined>;
}

export interface QueryOptions {
  readonly prefix?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** A DynamoDB client whose calls end within seconds; the SDK retries, which is safe for conditional writes. */
export function createDynamoDbClient(region: string): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000 },
  });
}

const MARSHALL = { removeUndefinedValues: true } as const;

export function createTableClient(client: DynamoDBClient, table: string): TableClient {
  const attempt = <T>(work: () => Promise<T>) => translateErrors(table, work);

  async function queryAll(input: QueryCommandInput, limit = Number.POSITIVE_INFINITY) {
    const items: Attributes[] = [];
    let start: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page: QueryCommandInput = start ? { ...input, ExclusiveStartKey: start } : input;
      const result = await client.send(new QueryCommand(page));
      items.push(...(result.Items ?? []).map((item) => unmarshall(item)));
      start = result.LastEvaluatedKey;
    } while (start !== undefined && items.length < limit);
    return items.slice(0, limit);
  }

  return {
    get: (key) =>
      attempt(async () => {
        const command = new GetItemCommand({
          TableName: table,
          Key: marshall(toKey(key)),
          ConsistentRead: true,
        });
        const { Item } = await client.send(command);
        return Item === undefined ? undefined : unmarshall(Item);
      }),

    query: (partition, { prefix, newestFirst = false, limit } = {}) =>
      attempt(() => {
        const values = { ":partition": partition, ...(prefix && { ":prefix": prefix }) };
        const onPrefix = prefix ? " AND begins_with(task_id, :prefix)" : "";
        return queryAll(
          {
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: `dashboard_id = :partition${onPrefix}`,
            ExpressionAttributeValues: marshall(values),
            ScanIndexForward: !newestFirst,
            ...(limit !== undefined && { Limit: limit }),
          },
          limit,
        );
      }),

    queryDue: (index, queue) =>
      attempt(() =>
        queryAll({
          TableName: table,
          IndexName: index,
          KeyConditionExpression: "due_queue = :queue",
          ExpressionAttributeValues: marshall({ ":queue": queue }),
        }),
      ),

    put: (item, condition) =>
      attempt(() =>
        whetherConditionHeld(
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: marshall(item, MARSHALL),
              ...(condition && conditionExpression(condition)),
            }),
          ),
        ).then((result) => result !== undefined),
      ),

    update: (key, update) =>
      attempt(async () => {
        const result = await whetherConditionHeld(
          client.send(new UpdateItemCommand(updateInput(table, key, update))),
        );
        return result === undefined ? undefined : unmarshall(result.Attributes ?? {});
      }),
  };
}

function toKey({ dashboard_id, task_id }: Key): Key {
  return { dashboard_id, task_id };
}

function conditionExpression({ clauses, values = {} }: Condition) {
  return {
    ConditionExpression: clauses.join(" AND "),
    ...(Object.keys(values).length > 0 && {
      ExpressionAttributeValues: marshall(values, MARSHALL),
    }),
  };
}

/** Attribute names go through placeholders: `state` and `name` are reserved words of DynamoDB. */
function updateInput(table: string, key: Key, { set, remove = [], condition }: Update) {
  const names = Object.keys(set).filter((name) => set[name] !== undefined);
  const assignments = names.map((name) => `#${name} = :set_${name}`);
  const removals = remove.map((name) => `#${name}`);
  const conditionNames = condition.clauses.join(" ").match(/(?<=#)\w+/g) ?? [];
  const allNames = new Set([...names, ...remove, ...conditionNames]);
  const values = Object.fromEntries(names.map((name) => [`:set_${name}`, set[name]]));
  return {
    TableName: table,
    Key: marshall(toKey(key)),
    UpdateExpression: [
      `SET ${assignments.join(", ")}`,
      ...(removals.length > 0 ? [`REMOVE ${removals.join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: condition.clauses.join(" AND "),
    ExpressionAttributeNames: Object.fromEntries([...allNames].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall({ ...values, ...condition.values }, MARSHALL),
    ReturnValues: "ALL_NEW" as const,
  };
}

/** Undefined stands for a condition that did not hold; everything else is thrown. */
async function whetherConditionHeld<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

async function translateErrors<T>(table: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ResourceNotFoundException) {
      throw new TableMissingError(`There is no DynamoDB table "${table}".`, {
        hint: "Make it with `npm run doctor -- --create-table`, or correct DYNAMODB_TABLE.",
        cause,
      });
    }
    throw new StoreUnavailableError("The database did not answer, so nothing was changed.", {
      hint: "Try again in a minute; `npm run doctor` shows what is wrong.",
      cause,
    });
  }
}
