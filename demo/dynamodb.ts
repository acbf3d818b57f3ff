/** DynamoDB on the operator's own machine: dynalite, in memory or in a folder. */

import { mkdir } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import dynalite from "dynalite";
import { listenOn, stopServer } from "./listen.ts";

/** Where the database listens and where it keeps its data. */
export interface DynamoDbOptions {
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Folder for the data, made if it is not there. In memory, and gone at the end, without one. */
  readonly path?: string;
  /** Environment variable that moves the port, named when the port is taken. */
  readonly portVariable?: string;
}

/** A running database. */
export interface DynamoDb {
  /** For the `endpoint` of a DynamoDB client, e.g. `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Writes everything to disk and frees the port and the folder. */
  stop(): Promise<void>;
}

/** Tables are there as soon as they are asked for; AWS's own delays would only slow the start. */
const AT_ONCE = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 } as const;

/**
 * Starts the database on 127.0.0.1.
 *
 * @throws PortTakenError when another program listens on the port
 * @example const db = await startDynamoDb({ port: 8000, path: ".demo/dynamodb" });
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { port, path, portVariable } = options;
  if (path !== undefined) await mkdir(path, { recursive: true });
  const engine = dynalite(path === undefined ? AT_ONCE : { ...AT_ONCE, path });
  const finish = watchCalls(engine);
  try {
    const url = await listenOn(engine, port, portVariable);
    return {
      url,
      async stop() {
        engine.closeAllConnections();
        await finish();
        await stopServer(engine);
      },
    };
  } catch (error) {
    // dynalite gives the folder back only from a server that listened: let it, on any free port.
    await listenOn(engine, 0);
    await stopServer(engine);
    throw error;
  }
}

/**
 * Keeps an eye on the calls that the engine works on: it goes on with one whose caller has hung up, and it does not
 * bear being closed meanwhile.
 *
 * @returns Resolves when it works on none.
 */
function watchCalls(engine: Server): () => Promise<void> {
  const calls = new Set<readonly [IncomingMessage, ServerResponse]>();
  engine.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    for (const call of calls) if (isOver(call)) calls.delete(call);
    calls.add([request, response]);
  });
  return async () => {
    while (![...calls].every(isOver)) await nextTurn();
  };
}

/** Answered, even if nobody hears it any more, or never received as a whole. */
function isOver([request, response]: readonly [IncomingMessage, ServerResponse]): boolean {
  return response.writableEnded || (request.destroyed && !request.complete);
}
