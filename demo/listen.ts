/** Listening on the operator's own machine, and a clear word when somebody else already does. */

import type { Server } from "node:http";
import { PortTakenError } from "../src/errors.ts";

/** Nothing of the demo is reachable from the network. */
const HOST = "127.0.0.1";

/**
 * Makes a server listen on 127.0.0.1 and resolves with its base URL.
 *
 * @param server the server, not yet listening
 * @param port 0 lets the system choose a free one
 * @param variable the environment variable that moves this port, named in the error's hint
 * @throws PortTakenError when another program listens there
 * @example const url = await listenOn(server, 3002, "DEMO_SES_PORT");
 */
export async function listenOn(server: Server, port: number, variable?: string): Promise<string> {
  try {
    await listening(server, port);
  } catch (error) {
    if (!isAddressInUse(error)) throw error;
    throw new PortTakenError(`Port ${port} is taken.`, { hint: hintFor(variable), cause: error });
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://${HOST}:${address.port}`;
}

/** Stops a server without waiting for idle keep-alive connections or for answers still held back. */
export async function stopServer(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function hintFor(variable: string | undefined): string {
  const move = variable === undefined ? "choose another port" : `set ${variable} to another port`;
  return `Stop what listens there, or ${move}.`;
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
