import { unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { marshallKey, putInput, updateInput } from "../../../src/store/expressions.ts";

const key = { dashboard_id: "a", task_id: "b" };

describe("an update", () => {
  it("names everything, and nothing twice", () => {
    const input = updateInput("t", key, {
      set: { state: "sent", gone: undefined },
      append: { trail: 1 },
      add: { count: 2 },
      remove: ["due_at", "due_queue"],
      condition: { clauses: ["#state = :old", "size(#trail) < :most"], values: { ":old": "x" } },
    });
    expect(input).toMatchObject({
      TableName: "t",
      Key: { dashboard_id: { S: "a" }, task_id: { S: "b" } },
      UpdateExpression:
        "SET #state = :set_state, #trail = list_append(if_not_exists(#trail, :none), :add_trail), " +
        "#count = if_not_exists(#count, :zero) + :plus_count REMOVE #due_at, #due_queue",
      ConditionExpression: "#state = :old AND size(#trail) < :most",
      ExpressionAttributeNames: {
        "#state": "state",
        "#trail": "trail",
        "#count": "count",
        "#due_at": "due_at",
        "#due_queue": "due_queue",
      },
      ReturnValues: "ALL_NEW",
    });
    expect(unmarshall(input.ExpressionAttributeValues ?? {})).toStrictEqual({
      ":set_state": "sent",
      ":add_trail": [1],
      ":none": [],
      ":plus_count": 2,
      ":zero": 0,
      ":old": "x",
    });
  });

  it("mentions no value that its expressions do not: DynamoDB refuses those", () => {
    const input = updateInput("t", key, {
      set: { state: "sent" },
      condition: { clauses: ["attribute_exists(#state)"] },
    });
    expect(input.UpdateExpression).toBe("SET #state = :set_state");
    expect(unmarshall(input.ExpressionAttributeValues ?? {})).toStrictEqual({
      ":set_state": "sent",
    });
    expect(input.ExpressionAttributeNames).toStrictEqual({ "#state": "state" });
  });
});

describe("a put", () => {
  it("writes what has a value", () => {
    expect(putInput("t", { ...key, count: 0, gone: undefined }, undefined)).toStrictEqual({
      TableName: "t",
      Item: { dashboard_id: { S: "a" }, task_id: { S: "b" }, count: { N: "0" } },
    });
  });

  it("holds all its clauses", () => {
    const clauses = ["attribute_not_exists(task_id)", "expires_at > :now"];
    expect(
      putInput("t", key, { clauses, values: { ":now": 1, ":gone": undefined } }),
    ).toMatchObject({
      ConditionExpression: "attribute_not_exists(task_id) AND expires_at > :now",
      ExpressionAttributeValues: { ":now": { N: "1" } },
    });
  });

  it("may have a clause without a value", () => {
    const input = putInput("t", key, { clauses: ["attribute_not_exists(task_id)"] });
    expect(input).not.toHaveProperty("ExpressionAttributeValues");
  });
});

it("of something that has more, the key alone", () => {
  const more = { ...key, body: 1 };
  expect(marshallKey(more)).toStrictEqual({ dashboard_id: { S: "a" }, task_id: { S: "b" } });
});
