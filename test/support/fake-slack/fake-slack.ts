/**
 * A Slack workspace at the outermost edge of a test: the bot calls its Web API, people in it call the bot.
 * It checks what Slack checks, so that what passes here is what Slack would take.
 */

import type { EventEmitter } from "node:events";
import { listenOn, stopServer } from "../../../demo/listen.ts";
import { type DeliveryOptions, type DeliveryRoute, deliver, redeliver } from "./delivery.ts";
import { dumpWorkspace } from "./dump.ts";
import type { BotResponse, Delivery } from "./envelopes.ts";
import type { SlackFile } from "./files.ts";
import type { JsonObject } from "./json.ts";
import { type Behaviour, createMisbehaviour } from "./misbehaviour.ts";
import { createPerson, type Person } from "./person.ts";
import { createSlackServer } from "./server.ts";
import { createSockets, type Sockets } from "./sockets.ts";
import type { ApiCall, FakeSlackOptions, SlackMessage, SlackView } from "./types.ts";
import { type NotYet, waitFor } from "./wait-for.ts";
import { createWorkspace, dmOf, type Workspace } from "./workspace.ts";

export type { BotResponse } from "./envelopes.ts";
export type { SlackFile } from "./files.ts";
export type { Person } from "./person.ts";
export type { FakeSlackOptions, SlackMessage, SlackView } from "./types.ts";

/** A running workspace. */
export interface FakeSlack {
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  /** The bot's `/slack/events`; set it before anybody does anything. What is done without it goes down a socket. */
  requestUrl: string;
  /** Lines of Socket Mode, for an app that has an `appToken`. */
  readonly sockets: Pick<Sockets, "open" | "disconnect" | "cut">;
  /** Every call of the Web API and of response URLs, oldest first. */
  readonly calls: readonly ApiCall[];
  /** Emits `change` whenever a call arrives or anything visible changes. */
  readonly changes: EventEmitter;
  /** What everybody in a channel sees now, by the channel's id or name. */
  messages(channel: string): readonly SlackMessage[];
  /** What only this person sees, in whichever channel. */
  ephemerals(user: string): readonly SlackMessage[];
  /** The direct conversation between the bot and this person. */
  dms(user: string): readonly SlackMessage[];
  /** The top modal this person has open. */
  modal(user: string): SlackView | undefined;
  /** What the last rejected submission complained about, by block id. */
  modalErrors(user: string): JsonObject;
  home(user: string): SlackView | undefined;
  /** Puts a copy of a form in front of somebody, as if they had opened it themselves when they could. */
  showModal(user: string, view: SlackView): SlackView;
  /** Likewise with a message that only somebody else sees. */
  showEphemeral(user: string, message: SlackMessage): SlackMessage;
  /** Everything that was uploaded, or is going to be, oldest first. */
  files(): readonly SlackFile[];
  /**
   * A file is processed by this call of `files.info` for it, 2 by default: what is asked once is not ready yet.
   * Infinity for never.
   */
  filesReadyAfter: number;
  /** Slack has processed every file by now. */
  processFiles(): void;
  /** A trigger id, as if this person had just done something. */
  issueTrigger(user: string): string;
  /** Members of user groups, by the group's id; to be changed at will. */
  readonly groups: Map<string, readonly string[]>;
  /** @throws Error when the workspace does not know them */
  as(user: string): Person;
  /** The same body and trigger again, freshly signed, with `X-Slack-Retry-Num`; or the same envelope. */
  redeliver(previous: BotResponse): Promise<BotResponse>;
  /**
   * Makes the next calls of a method (or `response_url`, or `upload`) run into this, `times` times (default 1). For
   * `socket`: `cut` drops the line before the next delivery, `cut_after` before its acknowledgement is heard.
   */
  misbehave(method: string, behaviour: Behaviour, times?: number): void;
  /** Lets calls held by `hold` go on. */
  release(): void;
  /**
   * Resolves with what the condition gives once it gives something. It is tried again after every change
   * here, and of `also`, such as `ses.changes`.
   *
   * @param describe completes "Waited in vain for …"
   */
  waitFor<T>(
    condition: () => T | NotYet,
    describe: string,
    options?: { readonly also?: readonly EventEmitter[]; readonly timeoutMs?: number },
  ): Promise<Exclude<T, NotYet>>;
  close(): Promise<void>;
}

/**
 * Starts a workspace on a free port of 127.0.0.1.
 *
 * @example
 * const slack = await createFakeSlack({ botToken, signingSecret, teamId: "T1", scopes, channels, users });
 * await startBot({ slackApiUrl: slack.apiUrl });
 * slack.requestUrl = "http://127.0.0.1:3000/slack/events";
 * await slack.as("U1").command("/exec-report", "cto", { channel: "exec" });
 * const preview = await slack.waitFor(() => slack.messages("exec")[0], "the preview");
 * await slack.as("U1").click(preview, "Approve");
 */
export async function createFakeSlack(options: FakeSlackOptions): Promise<FakeSlack> {
  const workspace = createWorkspace(options);
  const misbehaviour = createMisbehaviour();
  const server = createSlackServer(workspace, misbehaviour);
  const url = await listenOn(server, 0);
  workspace.origin = url;
  const { signingSecret, appToken, ackTimeoutMs = 3_000 } = options;
  const sockets = createSockets(server, { workspace, misbehaviour, ackTimeoutMs });
  const usesSocket = () => appToken !== undefined && slack.requestUrl === "";
  const route = (): DeliveryRoute => ({ url: slack.requestUrl, signingSecret, ackTimeoutMs });
  const send = (delivery: Delivery, how: DeliveryOptions) => {
    if (!usesSocket()) return deliver(route(), delivery, how);
    if (how.forged || how.stale) throw new Error("Nothing is signed in Socket Mode.");
    return sockets.deliver(delivery);
  };
  const slack: FakeSlack = {
    apiUrl: `${url}/api/`,
    requestUrl: "",
    sockets,
    calls: workspace.calls,
    changes: workspace.changes,
    ...inspection(workspace),
    get filesReadyAfter() {
      return workspace.files.readyAfter;
    },
    set filesReadyAfter(calls) {
      workspace.files.readyAfter = calls;
    },
    issueTrigger: (user) => workspace.permits.issueTrigger(user),
    groups: workspace.groups,
    showModal: (user, view) => {
      const copy = { ...view, id: workspace.ids.next("V") };
      workspace.views.openModal(user, copy);
      return copy;
    },
    showEphemeral: (user, message) =>
      workspace.messages.add({ ...message, ts: workspace.ids.ts(), ephemeralTo: user }),
    processFiles: () => workspace.files.process(),
    as: (id) => {
      const user = workspace.user(id);
      if (user === undefined) throw new Error(`Nobody here is ${id}.`);
      return createPerson(workspace, user, send, (hook) => `${url}/hooks/${hook}`);
    },
    redeliver: (previous) =>
      usesSocket()
        ? sockets.deliver(previous.delivery, previous.envelopeId)
        : redeliver(route(), previous),
    misbehave: (method, behaviour, times = 1) => misbehaviour.add(method, behaviour, times),
    release: () => misbehaviour.release(),
    waitFor: (condition, describe, { also = [], ...limit } = {}) => {
      const sources = [workspace.changes, ...also];
      const dump = () => dumpWorkspace(workspace);
      return waitFor(condition, { describe, sources, dump, ...limit });
    },
    close: () => {
      // Lines are no connections that a server closes by itself.
      sockets.cut();
      return stopServer(server);
    },
  };
  return slack;
}

type Inspection = "messages" | "ephemerals" | "dms" | "modal" | "modalErrors" | "home" | "files";

function inspection({ channel, messages, views, files }: Workspace): Pick<FakeSlack, Inspection> {
  return {
    messages: (idOrName) => messages.inChannel(channel(idOrName)?.id ?? idOrName),
    ephemerals: (user) => messages.onlyFor(user),
    dms: (user) => messages.inChannel(dmOf(user)),
    modal: (user) => views.modal(user),
    modalErrors: (user) => views.errors(user),
    home: (user) => views.home(user),
    files: () => files.all(),
  };
}
