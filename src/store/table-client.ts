import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ResourceNotFoundException,
  ScanCommand,
  type ScanCommandInput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { StoreUnavailableError, TableMissingError } from "../errors.ts";
import {
  type Attributes,
  type Condition,
  marshallKey,
  putInput,
  type Update,
  updateInput,
} from "./expressions.ts";
import type { Key } from "./keys.ts";

/** The table in plain values; conditional writes answer whether they happened. Errors of the SDK end here. */
export interface TableClient {
  get(key: Key): Promise<Attributes | undefined>;
  /** Strongly consistent, all pages up to `limit`. */
  query(partition: string, options?: QueryOptions): Promise<readonly Attributes[]>;
  /**
   * Keys of the items in a queue of an index that are due. Eventually consistent: never decide on it.
   *
   * @param until ISO 8601 in UTC; what is due later is left out.
   * @param from What is due earlier is left out, too.
   */
  queryDue(
    index: string,
    queue: string,
    until: string,
    from?: string,
  ): Promise<readonly Attributes[]>;
  /** Every item of the table for which the condition holds, page by page. For upkeep: it reads the whole table. */
  scan(filter: Required<Condition>): AsyncIterable<Attributes>;
  /** @returns false if the condition did not hold. */
  put(item: Key & Attributes, condition?: Condition): Promise<boolean>;
  /** @returns The item after the change, or undefined if the condition did not hold. */
  update(key: Key, update: Update): Promise<Attributes | undefined>;
}

export interface QueryOptions {
  readonly prefix?: string;
  /** Only items whose sort key stands before this one; not together with a prefix. */
  readonly before?: string | undefined;
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** People who are looked up at the same time in one list; the two lists are read together, on 50 connections. */
export const READS_AT_ONCE = 20;

/** How often a call is tried, and how long it waits for an answer each time, in milliseconds. */
export const TABLE_CALL = { maxAttempts: 4, requestTimeout: 5_000 } as const;

/** A DynamoDB client whose calls end within seconds. */
export function createDynamoDbClient(region: string): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: TABLE_CALL.maxAttempts,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: TABLE_CALL.requestTimeout,
      // Without this the SDK only warns, and waits on.
      throwOnRequestTimeout: true,
    },
  });
}

export function createTableClient(client: DynamoDBClient, table: string): TableClient {
  // Around the calls alone: what goes wrong while an item is put into words or read is no failure of the database.
  const attempt = <T>(call: () => Promise<T>) => translateErrors(table, call);

  async function get(key: Key): Promise<Attributes | undefined> {
    const input = { TableName: table, Key: marshallKey(key), ConsistentRead: true };
    const { Item } = await attempt(() => client.send(new GetItemCommand(input)));
    return Item === undefined ? undefined : unmarshall(Item);
  }

  async function queryAll(input: QueryCommandInput, limit = Number.POSITIVE_INFINITY) {
    const items: Attributes[] = [];
    let start: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page: QueryCommandInput = start ? { ...input, ExclusiveStartKey: start } : input;
      const result = await attempt(() => client.send(new QueryCommand(page)));
      items.push(...(result.Items ?? []).map((item) => unmarshall(item)));
      start = result.LastEvaluatedKey;
    } while (start !== undefined && items.length < limit);
    return items.slice(0, limit);
  }

  /**
   * A conditional write whose answer is lost is repeated by the SDK, and then fails on its own first attempt.
   * The token that each write leaves in the item tells that apart from somebody else's write.
   */
  async function conditionally(
    key: Key,
    write: (token: string) => Promise<Attributes>,
  ): Promise<Attributes | undefined> {
    const token = randomUUID();
    try {
      return await write(token);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const item = await get(key);
      return item?.[WRITE_TOKEN] === token ? item : undefined;
    }
  }

  return {
    get,

    async query(partition, { prefix, before, newestFirst = false, limit } = {}) {
      const values = {
        ":partition": partition,
        ...(prefix && { ":prefix": prefix }),
        ...(before && { ":before": before }),
      };
      const onPrefix = prefix ? " AND begins_with(task_id, :prefix)" : "";
      const onBefore = before ? " AND task_id < :before" : "";
      return queryAll(
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: `dashboard_id = :partition${onPrefix}${onBefore}`,
          ExpressionAttributeValues: marshall(values),
          ScanIndexForward: !newestFirst,
          ...(limit !== undefined && { Limit: limit }),
        },
        limit,
      );
    },

    async queryDue(index, queue, until, from) {
      const span = from === undefined ? "due_at <= :until" : "due_at BETWEEN :from AND :until";
      const values = { ":queue": queue, ":until": until, ":from": from };
      return queryAll({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: `due_queue = :queue AND ${span}`,
        ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }),
      });
    },

    async *scan({ clauses, values }) {
      let start: ScanCommandInput["ExclusiveStartKey"];
      do {
        const page: ScanCommandInput = {
          TableName: table,
          ConsistentRead: true,
          FilterExpression: clauses.join(" AND "),
          ExpressionAttributeValues: marshall(values),
          ...(start && { ExclusiveStartKey: start }),
        };
        const result = await attempt(() => client.send(new ScanCommand(page)));
        yield* (result.Items ?? []).map((item) => unmarshall(item));
        start = result.LastEvaluatedKey;
      } while (start !== undefined);
    },

    async put(item, condition) {
      const written = await conditionally(item, async (token) => {
        const tokened = { ...item, [WRITE_TOKEN]: token };
        const command = new PutItemCommand(putInput(table, tokened, condition));
        await attempt(() => client.send(command));
        return tokened;
      });
      return written !== undefined;
    },

    update: (key, update) =>
      conditionally(key, async (token) => {
        const set = { ...update.set, [WRITE_TOKEN]: token };
        const command = new UpdateItemCommand(updateInput(table, key, { ...update, set }));
        const { Attributes: item = {} } = await attempt(() => client.send(command));
        return unmarshall(item);
      }),
  };
}

/** Names the write that made an item what it is. */
const WRITE_TOKEN = "write_token";

async function translateErrors<T>(table: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    // An answer like any other.
    if (cause instanceof ConditionalCheckFailedException) throw cause;
    if (cause instanceof ResourceNotFoundException) {
      throw new TableMissingError(`There is no DynamoDB table "${table}".`, {
        hint: "Make it with `npm run doctor -- --create-table`, or correct DYNAMODB_TABLE.",
        cause,
      });
    }
    throw new StoreUnavailableError("The database did not answer.", {
      hint: "Look at how the report stands before you try again; `npm run doctor` shows what is wrong.",
      cause,
    });
  }
}
