/** Slack's end of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */

import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { type BotResponse, type Delivery, toEnvelope } from "./envelopes.ts";
import { asObject, asString, type JsonObject, parseJson } from "./json.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import type { Workspace } from "./workspace.ts";

/** Lines that the app has opened. */
export interface Sockets {
  /** How many there are. */
  open(): number;
  /**
   * Delivers down the newest line.
   *
   * @param envelopeId Of a delivery that is repeated.
   * @throws Error `dispatch_failed` without any line, `operation_timeout` without an acknowledgement
   */
  deliver(delivery: Delivery, envelopeId?: string): Promise<BotResponse>;
  /** Tells the app that its lines go away; a well-behaved one opens others. */
  disconnect(reason: "warning" | "refresh_requested"): void;
  /** Drops every line without a word. */
  cut(): void;
}

/** What the lines need besides the server they are opened at. */
export interface SocketOptions {
  readonly workspace: Workspace;
  readonly misbehaviour: Misbehaviour;
  /** How long Slack waits for an acknowledgement. */
  readonly ackTimeoutMs: number;
}

/** A line, and the deliveries on it that are not acknowledged yet. */
interface Line {
  readonly socket: WebSocket;
  readonly unanswered: Map<string, (payload: JsonObject | undefined) => void>;
}

/** What Slack repeats once there is a line again: events. A person would have to act again. */
type Unheard = Delivery & { readonly envelopeId: string };

/** A server that takes lines, for whoever has asked for an address. */
export function createSockets(
  server: Server,
  { workspace, misbehaviour, ackTimeoutMs }: SocketOptions,
): Sockets {
  const lines: Line[] = [];
  let unheard: readonly Unheard[] = [];
  const acceptor = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, stream, head) => {
    const ticket = request.url?.split("/").at(-1) ?? "";
    if (workspace.permits.redeemTicket(ticket)) {
      acceptor.handleUpgrade(request, stream, head, welcome);
    } else {
      stream.destroy();
    }
  });

  function welcome(socket: WebSocket): void {
    const line: Line = { socket, unanswered: new Map() };
    lines.push(line);
    socket.on("message", (data) => hear(line, asObject(parseJson(String(data)))));
    socket.on("close", () => leave(line));
    socket.on("error", () => socket.terminate());
    say(line, { type: "hello", num_connections: lines.length, connection_info: appInfo() });
    workspace.changed();
    const again = unheard;
    unheard = [];
    for (const { envelopeId, ...delivery } of again) {
      // Whoever waits for it sees what comes of it, or the next line gets it.
      sockets.deliver(delivery, envelopeId).catch(() => undefined);
    }
  }

  const appInfo = () => ({ app_id: workspace.options.appId });

  function hear({ unanswered }: Line, message: JsonObject): void {
    unanswered.get(asString(message["envelope_id"]))?.(asObject(message["payload"]));
  }

  function leave(line: Line): void {
    lines.splice(lines.indexOf(line), 1);
    for (const settle of line.unanswered.values()) settle(undefined);
    workspace.changed();
  }

  const sockets: Sockets = {
    open: () => lines.length,
    async deliver(delivery, known) {
      const line = lines.at(-1);
      const envelopeId = known ?? randomUUID();
      const behaviour = misbehaviour.take("socket");
      const isLost = behaviour?.kind === "cut" || behaviour?.kind === "cut_after";
      if (line === undefined || behaviour?.kind === "cut") {
        line?.socket.terminate();
        lose({ ...delivery, envelopeId });
        throw new Error("dispatch_failed: no line to the app is open");
      }
      const payload = await new Promise<JsonObject | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), ackTimeoutMs);
        line.unanswered.set(envelopeId, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        say(line, toEnvelope(delivery, envelopeId, known === undefined ? 0 : 1));
      });
      line.unanswered.delete(envelopeId);
      if (isLost) line.socket.terminate();
      if (isLost || payload === undefined) {
        lose({ ...delivery, envelopeId });
        throw new Error("operation_timeout: no acknowledgement arrived");
      }
      // An empty payload is what an empty body is over HTTP.
      const body = Object.keys(payload).length === 0 ? "" : JSON.stringify(payload);
      const response = { status: 200, body, json: parseJson(body), delivery, envelopeId };
      delivery.onAck(response);
      return response;
    },
    disconnect: (reason) => {
      for (const line of lines) say(line, { type: "disconnect", reason });
    },
    cut: () => {
      for (const { socket } of [...lines]) socket.terminate();
    },
  };

  function lose(delivery: Unheard): void {
    if (delivery.type === "events_api") unheard = [...unheard, delivery];
  }

  return sockets;
}

function say({ socket }: Line, message: JsonObject): void {
  socket.send(JSON.stringify(message));
}
