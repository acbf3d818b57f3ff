import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listenOn, stopServer } from "../../demo/listen.ts";

/** How expiry of a table stands, in DynamoDB's words. */
export interface TimeToLive {
  readonly TimeToLiveStatus: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED";
  readonly AttributeName?: string;
}

/** Makes a local engine look like DynamoDB in an account of AWS: tables with an owner, expiry, and rights. */
export interface AccountFront {
  readonly url: string;
  /** By table. What is missing is `DISABLED`. */
  readonly expiry: Map<string, TimeToLive>;
  /** Actions that nobody may do, such as `UpdateTimeToLive`. */
  readonly denied: Set<string>;
  /** Every action that was asked for, in order. */
  readonly actions: readonly string[];
  stop(): Promise<void>;
}

/** The next answer to a call about expiry: a status, and what goes with it. */
type Answer = readonly [status: number, body: object];

const ACCOUNT = "111122223333";
const NOBODY = "000000000000";

/** @param target The engine that keeps the items; what it does not know of expiry is answered here. */
export async function startAccountFront(target: string): Promise<AccountFront> {
  const expiry = new Map<string, TimeToLive>();
  const denied = new Set<string>();
  const actions: string[] = [];

  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    const operation = String(incoming.headers["x-amz-target"]);
    const action = operation.slice(operation.indexOf(".") + 1);
    actions.push(action);
    const own = denied.has(action) ? refuse(action) : answerExpiry(action, body, expiry);
    if (own !== undefined) {
      write(outgoing, own[0], JSON.stringify(own[1]));
      return;
    }
    const { authorization = "", "x-amz-date": date = "" } = incoming.headers;
    const headers = {
      "x-amz-target": operation,
      "content-type": JSON_1,
      "x-amz-date": String(date),
      authorization,
    };
    const answer = await fetch(target, { method: "POST", headers, body });
    write(outgoing, answer.status, (await answer.text()).replaceAll(`:${NOBODY}:`, `:${ACCOUNT}:`));
  });
  return {
    url: await listenOn(server, 0),
    expiry,
    denied,
    actions,
    stop: () => stopServer(server),
  };
}

const JSON_1 = "application/x-amz-json-1.0";

function write(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, { "content-type": JSON_1 }).end(body);
}

function refuse(action: string): Answer {
  const message = `User: arn:aws:iam::${ACCOUNT}:user/bot is not authorized to perform: dynamodb:${action}`;
  return [400, { __type: "com.amazon.coral.service#AccessDeniedException", Message: message }];
}

/** The words of its refusals are those of Amazon's DynamoDB Local 1.25. */
function answerExpiry(
  action: string,
  body: string,
  expiry: Map<string, TimeToLive>,
): Answer | undefined {
  if (action !== "DescribeTimeToLive" && action !== "UpdateTimeToLive") return undefined;
  const { TableName, TimeToLiveSpecification: wanted } = JSON.parse(body);
  const { TimeToLiveStatus: status, AttributeName: attribute } = expiry.get(TableName) ?? OFF;
  if (action === "DescribeTimeToLive") {
    return [200, { TimeToLiveDescription: expiry.get(TableName) ?? OFF }];
  }
  if (status === "DISABLING") {
    return invalid("Time to live has been modified multiple times within a fixed interval");
  }
  if (status !== "DISABLED") {
    return invalid(
      attribute === wanted.AttributeName
        ? "TimeToLive is already enabled"
        : "TimeToLive is active on a different AttributeName",
    );
  }
  expiry.set(TableName, { TimeToLiveStatus: "ENABLING", AttributeName: wanted.AttributeName });
  return [200, { TimeToLiveSpecification: wanted }];
}

const OFF: TimeToLive = { TimeToLiveStatus: "DISABLED" };

function invalid(message: string): Answer {
  return [400, { __type: "com.amazon.coral.validate#ValidationException", message }];
}
