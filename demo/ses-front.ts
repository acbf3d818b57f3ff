/**
 * Amazon SES on the operator's own machine: an inbox with a web page, behind a front that answers what
 * the inbox does not know, refuses what SES refuses, remembers every call and fails on command.
 */

import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Clock, systemClock } from "../src/clock.ts";
import { listenOn, stopServer } from "./listen.ts";
import { createSesAccount, type SesAccount } from "./ses-account.ts";
import { answerSesCall, type SesCall, type SesDesk } from "./ses-calls.ts";
import { createSesFaults, type SesFault } from "./ses-faults.ts";
import { type SesInbox, startInbox } from "./ses-inbox.ts";
import { refuseWith, type SesAnswer } from "./ses-wire.ts";

/** Where SES listens. */
export interface SesOptions {
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Environment variable that moves the port, named when the port is taken. */
  readonly portVariable?: string;
  /** Times of calls, and the window of `SentLast24Hours`. Default: the machine's clock. */
  readonly clock?: Pick<Clock, "now">;
}

/** A running SES. */
export interface SesEndpoint {
  /** For the `endpoint` of an SES client, and for a browser: the inbox page. */
  readonly url: string;
  /** Every call that sends so far, oldest first. */
  readonly calls: readonly SesCall[];
  /** Every call that asks about the account so far, oldest first. */
  readonly questions: readonly SesCall[];
  /** The mails whose senders were told that SES took them. */
  readonly accepted: readonly SesCall[];
  /** The mails that SES took, whether or not the sender could be told (`cut_after`). */
  readonly taken: readonly SesCall[];
  /** Limits and verified identities; change them at will. */
  readonly account: SesAccount;
  /** Emits `change` after every call and every answer. */
  readonly changes: EventEmitter;
  /** Makes the next `times` calls (default 1) that fit run into this fault. */
  misbehave(fault: SesFault, times?: number): void;
  /** Lets calls held by `hold` go on. */
  release(): void;
  /** Forgets calls, faults and the inbox, which all endpoints of one process share. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts SES on 127.0.0.1.
 *
 * @throws PortTakenError when another program listens on the port
 * @example const ses = await startSes({ port: 3002, portVariable: "DEMO_SES_PORT" });
 */
export async function startSes(options: SesOptions): Promise<SesEndpoint> {
  const inbox = await startInbox();
  const desk: SesDesk = {
    inbox,
    account: createSesAccount(),
    faults: createSesFaults(),
    calls: [],
    questions: [],
    changes: new EventEmitter(),
    clock: options.clock ?? systemClock,
  };
  const server = createServer((request, response) => {
    // Whatever goes wrong in between looks to the caller like a broken line.
    handle(desk, request, response).catch(() => response.destroy());
  });
  try {
    const url = await listenOn(server, options.port, options.portVariable);
    const stop = async () => {
      await stopServer(server);
      await inbox.stop();
    };
    return endpointOf(desk, url, stop);
  } catch (error) {
    await inbox.stop();
    throw error;
  }
}

function endpointOf(desk: SesDesk, url: string, stop: () => Promise<void>): SesEndpoint {
  const { calls, questions, account, changes, faults, inbox } = desk;
  return {
    url,
    calls,
    questions,
    get accepted() {
      return calls.filter((call) => call.outcome === "accepted" && call.messageId !== undefined);
    },
    get taken() {
      return calls.filter((call) => call.messageId !== undefined);
    },
    account,
    changes,
    misbehave: (fault, times = 1) => faults.add(fault, times),
    release: () => faults.release(),
    clear: async () => {
      calls.length = 0;
      questions.length = 0;
      faults.clear();
      await inbox.clear();
    },
    stop,
  };
}

async function handle(desk: SesDesk, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request);
  if (request.method !== "POST" || request.url !== "/") {
    return passThrough(desk.inbox, request, response, body);
  }
  if (request.headers.authorization?.startsWith("AWS4-") !== true) {
    return write(response, refuseWith(MISSING_TOKEN));
  }
  const answer = await answerSesCall(desk, body);
  if (answer === "cut") response.destroy();
  else write(response, answer);
}

const MISSING_TOKEN = {
  status: 403,
  code: "MissingAuthenticationToken",
  message: "Request is missing Authentication Token",
} as const;

async function passThrough(
  inbox: SesInbox,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) {
  const type = request.headers["content-type"] ?? "application/json";
  const answer = await inbox.pass(request.method ?? "GET", request.url ?? "/", type, body);
  response.writeHead(answer.status, { "content-type": answer.contentType });
  response.end(answer.body);
}

function write(response: ServerResponse, answer: SesAnswer): void {
  response.writeHead(answer.status, { "content-type": "text/xml" });
  response.end(answer.body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
