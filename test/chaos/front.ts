import type { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { listenOn, stopServer } from "../../demo/listen.ts";

export type Service = "database" | "mail" | "slack";

/** A call that has arrived completely. */
export interface FrontCall {
  readonly service: Service;
  /** e.g. `UpdateItem`, `SendRawEmail`, `chat.update`. */
  readonly action: string;
  readonly body: Buffer;
}

/** Where in a call the process that made it dies. */
export const KILL_STEPS = [
  /** The call arrived and is lost with its process. */
  "lost",
  /** The call arrived and is carried out, though nobody is left to hear of it. */
  "arrived",
  /** It was carried out; the answer has not left. */
  "carried_out",
  /** The answer has left. */
  "answered",
] as const;
export type KillStep = (typeof KILL_STEPS)[number];

/** What is done with a call. */
export type Treatment =
  | { readonly kind: "pass" }
  | { readonly kind: "slow"; readonly ms: number }
  /** The connection drops, nothing was done. */
  | { readonly kind: "cut_before" }
  /** It was done, and the connection drops before the answer. */
  | { readonly kind: "cut_after" }
  | { readonly kind: "refuse"; readonly answer: Answer }
  | { readonly kind: "kill"; readonly step: KillStep; kill(): Promise<void> };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Stands before a service, and does to each call what it is told. */
export interface Front {
  readonly url: string;
  /** Nobody is connected, and everything that arrived has been dealt with. */
  readonly isIdle: boolean;
  stop(): Promise<void>;
}

/** Whoever decides what happens at a front. */
export interface Mischief {
  /** Decides on a call when it has arrived. */
  treat(call: FrontCall): Treatment;
  /** The line to the service broke by itself: as with `cut_after`, nobody knows what became of the call. */
  broken(call: FrontCall): void;
  /** Whoever called hung up before the answer: killed, or tired of waiting on a busy machine. */
  abandoned(call: FrontCall): void;
}

/**
 * @param target Base URL of the service.
 * @param changes Gets a `change` after each call and each end of a connection.
 */
export async function startFront(
  service: Service,
  target: string,
  mischief: Mischief,
  changes: EventEmitter,
): Promise<Front> {
  let underWay = 0;
  let connections = 0;
  const server = createServer(async (incoming, outgoing) => {
    underWay += 1;
    try {
      await handle(incoming, outgoing, { service, target, mischief });
    } catch {
      // Whoever called is gone, or the service is: either way the line is cut.
      outgoing.destroy();
    } finally {
      underWay -= 1;
      changes.emit("change");
    }
  });

  server.on("connection", (socket) => {
    connections += 1;
    socket.once("close", () => {
      connections -= 1;
      changes.emit("change");
    });
  });
  const url = await listenOn(server, 0);
  return {
    url,
    get isIdle() {
      return underWay === 0 && connections === 0;
    },
    stop: () => stopServer(server),
  };
}

/** Where a call goes, and who decides on it. */
interface Route {
  readonly service: Service;
  readonly target: string;
  readonly mischief: Mischief;
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { service, target, mischief }: Route,
): Promise<void> {
  const body = await readAll(incoming);
  const call = { service, action: actionOf(incoming, body), body };
  const cut = watchLine(outgoing, () => mischief.abandoned(call));
  const treatment = mischief.treat(call);
  if (treatment.kind === "refuse") return write(outgoing, treatment.answer);
  if (treatment.kind === "slow") await delay(treatment.ms);
  const step = treatment.kind === "kill" ? treatment.step : undefined;
  const kill = treatment.kind === "kill" ? treatment.kill : async () => undefined;
  if (step === "lost" || step === "arrived") await kill();
  if (treatment.kind === "cut_before" || step === "lost") return cut();
  const answer = await forward(new URL(incoming.url ?? "/", target), incoming, body).catch(
    (error: unknown) => {
      mischief.broken(call);
      throw error;
    },
  );
  if (step === "carried_out") await kill();
  if (treatment.kind === "cut_after") return cut();
  write(outgoing, answer);
  if (step === "answered") await kill();
}

/**
 * @param onAbandoned Called if the line ends before the answer, other than by a cut from here.
 * @returns Cuts it.
 */
function watchLine(outgoing: ServerResponse, onAbandoned: () => void): () => void {
  let isCut = false;
  outgoing.once("close", () => {
    if (!outgoing.writableFinished && !isCut) onAbandoned();
  });
  return () => {
    isCut = true;
    outgoing.destroy();
  };
}

function actionOf({ headers, url = "" }: IncomingMessage, body: Buffer): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.split(".")[1] ?? "";
  const inForm = /(?:^|&)Action=(\w+)/.exec(body.subarray(0, 200).toString("latin1"));
  return inForm?.[1] ?? url.split("?")[0]?.split("/").at(-1) ?? "";
}

function write(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

function forward(url: URL, { method = "POST", headers }: IncomingMessage, body: Buffer) {
  return new Promise<Answer>((resolve, reject) => {
    // A line of its own: one that was kept open may break just when it is used again.
    const forwarded = request(url, { method, headers, agent: false }, (answer) => {
      readAll(answer).then((bytes) => {
        const kept = Object.entries(answer.headers).filter(
          (entry): entry is [string, string] =>
            typeof entry[1] === "string" && !OF_ONE_LINE.has(entry[0]),
        );
        resolve({
          status: answer.statusCode ?? 502,
          headers: Object.fromEntries(kept),
          body: bytes,
        });
      }, reject);
    });
    forwarded.once("error", reject);
    forwarded.end(body);
  });
}

/** Headers that concern the connection they came over. */
const OF_ONE_LINE: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
]);

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
