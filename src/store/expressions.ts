import type { PutItemCommandInput, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";

/** Plain values by name, as the SDK's marshaller takes them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Clauses joined by AND. Each one protects against something; say what beside it. */
export interface Condition {
  readonly clauses: readonly string[];
  readonly values?: Attributes;
}

/** A change to one item, made only if `condition` holds. Names in clauses are written `#name`. */
export interface Update {
  readonly set: Attributes;
  /** Elements to add at the end of lists; a list that is missing is begun. */
  readonly append?: Attributes;
  /** Numbers to add to what is there; a number that is missing counts as 0. */
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  readonly condition: Condition;
}

const MARSHALL = { removeUndefinedValues: true } as const;

/** The key alone, of something that may have more. */
export function marshallKey({ dashboard_id, task_id }: Key) {
  return marshall({ dashboard_id, task_id });
}

export function putInput(
  table: string,
  item: Attributes,
  condition: Condition | undefined,
): PutItemCommandInput {
  const { clauses = [], values = {} } = condition ?? {};
  return {
    TableName: table,
    Item: marshall(item, MARSHALL),
    ...(clauses.length > 0 && { ConditionExpression: clauses.join(" AND ") }),
    ...(Object.keys(values).length > 0 && {
      ExpressionAttributeValues: marshall(values, MARSHALL),
    }),
  };
}

/** Attribute names go through placeholders: `state` and `name` are reserved words of DynamoDB. */
export function updateInput(
  table: string,
  key: Key,
  { set, append = {}, add = {}, remove = [], condition }: Update,
): UpdateItemCommandInput {
  const names = Object.keys(set).filter((name) => set[name] !== undefined);
  const clauses = condition.clauses.join(" AND ");
  const lists = Object.keys(append);
  const sums = Object.keys(add);
  const mentioned = clauses.match(/(?<=#)\w+/g) ?? [];
  const allNames = new Set([...names, ...lists, ...sums, ...remove, ...mentioned]);
  const values = {
    ...Object.fromEntries(names.map((name) => [`:set_${name}`, set[name]])),
    ...Object.fromEntries(lists.map((name) => [`:add_${name}`, [append[name]]])),
    ...(lists.length > 0 && { ":none": [] }),
    ...Object.fromEntries(sums.map((name) => [`:plus_${name}`, add[name]])),
    ...(sums.length > 0 && { ":zero": 0 }),
  };
  const assignments = [
    ...names.map((name) => `#${name} = :set_${name}`),
    ...lists.map((name) => `#${name} = list_append(if_not_exists(#${name}, :none), :add_${name})`),
    ...sums.map((name) => `#${name} = if_not_exists(#${name}, :zero) + :plus_${name}`),
  ];
  return {
    TableName: table,
    Key: marshallKey(key),
    UpdateExpression: [
      `SET ${assignments.join(", ")}`,
      ...(remove.length > 0 ? [`REMOVE ${remove.map((name) => `#${name}`).join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: clauses,
    ExpressionAttributeNames: Object.fromEntries([...allNames].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall({ ...values, ...condition.values }, MARSHALL),
    ReturnValues: "ALL_NEW",
  };
}
