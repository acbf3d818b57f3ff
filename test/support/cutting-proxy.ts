import { createServer, request } from "node:http";
import { listenOn, stopServer } from "../../demo/listen.ts";

/** Stands before a server and cuts connections after the server has done what was asked. */
export interface CuttingProxy {
  readonly url: string;
  /** The next requests whose body contains this get no answer, though they are carried out. */
  cutAfter(text: string, times?: number): void;
  /** How many answers were cut off. */
  readonly cuts: number;
  stop(): Promise<void>;
}

export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const queue: string[] = [];
  let cuts = 0;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const at = queue.findIndex((text) => body.includes(text));
    const options = { method: incoming.method ?? "POST", headers: incoming.headers };
    const forwarded = request(new URL(incoming.url ?? "/", target), options, (answer) => {
      if (at !== -1) {
        cuts += 1;
        answer.resume().on("end", () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    if (at !== -1) queue.splice(at, 1);
    forwarded.end(body);
  });
  const url = await listenOn(server, 0);
  return {
    url,
    get cuts() {
      return cuts;
    },
    cutAfter: (text, times = 1) => {
      queue.push(...Array.from({ length: times }, () => text));
    },
    stop: () => stopServer(server),
  };
}
