import { createServer, request } from "node:http";
import { listenOn, stopServer } from "../../demo/listen.ts";

/**
 * What happens to requests whose body contains the text:
 *
 * - `cut_after`: carried out, but the connection drops before the answer.
 * - `refuse`: answered with 500 and not carried out.
 */
export type DatabaseFault = "cut_after" | "refuse";

/** Stands before a DynamoDB engine and misbehaves on command. */
export interface DatabaseFront {
  readonly url: string;
  /** Makes the next `times` requests that contain this text run into the fault. */
  misbehave(fault: DatabaseFault, text: string, times?: number): void;
  /** How many requests ran into a fault. */
  readonly faults: number;
  stop(): Promise<void>;
}

export async function startDatabaseFront(target: string): Promise<DatabaseFront> {
  const queue: { readonly fault: DatabaseFault; readonly text: string }[] = [];
  let faults = 0;
  const takeFault = (body: Buffer) => {
    const at = queue.findIndex(({ text }) => body.includes(text));
    if (at === -1) return undefined;
    faults += 1;
    return queue.splice(at, 1)[0]?.fault;
  };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const fault = takeFault(body);
    if (fault === "refuse") {
      outgoing.writeHead(500, { "content-type": "application/x-amz-json-1.0" });
      outgoing.end('{"__type":"InternalServerError","message":"The request could not be done"}');
      return;
    }
    const options = { method: incoming.method ?? "POST", headers: incoming.headers };
    const forwarded = request(new URL(incoming.url ?? "/", target), options, (answer) => {
      if (fault === "cut_after") {
        answer.resume().on("end", () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.once("error", () => incoming.socket.destroy());
    forwarded.end(body);
  });
  const url = await listenOn(server, 0);
  return {
    url,
    get faults() {
      return faults;
    },
    misbehave: (fault, text, times = 1) => {
      queue.push(...Array.from({ length: times }, () => ({ fault, text })));
    },
    stop: () => stopServer(server),
  };
}
