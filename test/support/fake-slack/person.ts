/** A person in the workspace, and all they can do to the bot. */

import { applyCommandAck, applySubmissionAck } from "./acks.ts";
import type { DeliveryOptions } from "./delivery.ts";
import type { BotResponse, Delivery } from "./envelopes.ts";
import { type ElementQuery, findElement } from "./find-element.ts";
import { asObject, type JsonObject } from "./json.ts";
import {
  commandFields,
  homeOpenedPayload,
  isView,
  messageActionPayload,
  type Source,
  submissionPayload,
  viewActionPayload,
} from "./payloads.ts";
import type { FakeUser, SlackMessage, SlackView } from "./types.ts";
import { buildViewState, type FormValues, findOption, refuseIncomplete } from "./view-state.ts";
import type { Workspace } from "./workspace.ts";

/** A command can be given in a channel, by id or name; without one, in the conversation with the bot. */
interface CommandOptions extends DeliveryOptions {
  readonly channel?: string;
}

/** Each resolves with what the bot answered at once, after Slack has acted on it. */
export interface Person {
  /** e.g. `.command("/exec-report", "cto", { channel: "exec" })` */
  command(command: string, text: string, options?: CommandOptions): Promise<BotResponse>;
  /** Clicks a button of a message or view as it was when it was looked up. @throws Error if not there */
  click(source: Source, query: ElementQuery, options?: DeliveryOptions): Promise<BotResponse>;
  /** Fills in fields of the open modal, by action id or block id. The bot is not told. */
  fill(values: FormValues): void;
  /** Chooses an option of a select, radio button or overflow menu by its value. In a form the bot is told only if the field says so. */
  choose(source: Source, query: ElementQuery, value: string): Promise<BotResponse>;
  /** Types into a text field of the open modal and presses Enter. The bot is told only if the field says so. */
  enter(query: ElementQuery, text: string): Promise<BotResponse>;
  /** Fills in the open modal, by action id or block id, and sends it. */
  submit(values?: FormValues, options?: DeliveryOptions): Promise<BotResponse>;
  openHome(options?: DeliveryOptions): Promise<BotResponse>;
  /** Writes a message of their own. The bot is not told. */
  say(channel: string, text: string): SlackMessage;
}

/** Sends a delivery on its way. */
export type Send = (delivery: Delivery, options: DeliveryOptions) => Promise<BotResponse>;

/** @param hookUrl the URL of a response hook, by its id */
export function createPerson(
  workspace: Workspace,
  user: FakeUser,
  send: Send,
  hookUrl: (id: string) => string,
): Person {
  const { permits, views } = workspace;
  const act: Act = (source, query, options, more = () => ({})) => {
    const { blockId, element } = findElement(source.blocks, query);
    const action = actionJson(workspace, blockId, element, more(element));
    const trigger = permits.issueTrigger(user.id);
    if (isView(source)) {
      const open = views.find({ viewId: source.id, externalId: "" }) ?? source;
      const filled = { ...source, state: open.state };
      const given = { action, trigger, state: buildViewState(filled, {}) };
      return send(interaction(viewActionPayload(workspace, user, source, given)), options);
    }
    const { channel, ts } = source;
    const hook = permits.issueHook({ user: user.id, channel, messageTs: ts });
    const given = { action, trigger, responseUrl: hookUrl(hook) };
    return send(interaction(messageActionPayload(workspace, user, source, given)), options);
  };
  const fill = (values: FormValues, viewId = views.modal(user.id)?.id ?? "") => {
    const view = views.find({ viewId, externalId: "" });
    if (view === undefined) throw new Error(`${user.id} has no modal open.`);
    views.replace({ ...view, state: buildViewState(view, values) });
  };
  return {
    command: (command, text, { channel: where, ...options } = {}) => {
      const channel = workspace.channel(where ?? "")?.id ?? where ?? `D${user.id}`;
      const hook = { user: user.id, channel, messageTs: undefined };
      const responseUrl = hookUrl(permits.issueHook(hook));
      const trigger = permits.issueTrigger(user.id);
      const given = { command, text, channel, trigger, responseUrl };
      const onAck = (response: BotResponse) => applyCommandAck(workspace, hook, response);
      const payload = commandFields(workspace, user, given);
      return send({ type: "slash_commands", payload, onAck }, options);
    },
    click: (source, query, options = {}) => act(source, query, options),
    fill,
    choose: (source, query, value) => {
      const { blockId, element } = findElement(source.blocks, query);
      if (isView(source)) {
        const block = source.blocks.find((one) => one["block_id"] === blockId);
        const isTold = block?.["type"] !== "input" || block["dispatch_action"] === true;
        if (!isTold) throw new Error(`Nobody is told of ${String(element["action_id"])}: fill it.`);
        if (block?.["type"] === "input") fill({ [String(element["action_id"])]: value }, source.id);
      }
      return act(source, query, {}, () => ({ selected_option: findOption(element, value) }));
    },
    enter: (query, text) => {
      const view = views.modal(user.id);
      if (view === undefined) throw new Error(`${user.id} has no modal open.`);
      const { blockId, element } = findElement(view.blocks, query);
      if (!isToldOfEnter(view, blockId, element)) {
        throw new Error(`Nobody is told of Enter in ${String(element["action_id"])}: fill it.`);
      }
      fill({ [String(element["action_id"])]: text }, view.id);
      return act(view, query, {}, () => ({ value: text }));
    },
    submit: async (values = {}, options = {}) => {
      const view = views.modal(user.id);
      if (view === undefined) throw new Error(`${user.id} has no modal open.`);
      const state = buildViewState(view, values);
      const filled = { ...view, state };
      views.replace(filled);
      refuseIncomplete(view, state);
      const given = { trigger: permits.issueTrigger(user.id), state };
      const onAck = (response: BotResponse) =>
        applySubmissionAck(workspace, user.id, filled, response);
      return send(interaction(submissionPayload(workspace, user, view, given), onAck), options);
    },
    openHome: (options = {}) => send(event(homeOpenedPayload(workspace, user)), options),
    say: (channel, text) =>
      workspace.messages.add({
        channel: workspace.channel(channel)?.id ?? channel,
        ts: workspace.ids.ts(),
        user: user.id,
        text,
        blocks: [],
      }),
  };
}

function isToldOfEnter({ blocks }: SlackView, blockId: string, element: JsonObject): boolean {
  const block = blocks.find((one) => one["block_id"] === blockId);
  const events = asObject(element["dispatch_action_config"])["trigger_actions_on"];
  return (
    block?.["dispatch_action"] === true &&
    Array.isArray(events) &&
    events.includes("on_enter_pressed")
  );
}

type Act = (
  source: Source,
  query: ElementQuery,
  options: DeliveryOptions,
  more?: (element: JsonObject) => JsonObject,
) => Promise<BotResponse>;

const ignore = () => undefined;

function interaction(payload: JsonObject, onAck: Delivery["onAck"] = ignore): Delivery {
  return { type: "interactive", payload, onAck };
}

function event(payload: JsonObject): Delivery {
  return { type: "events_api", payload, onAck: ignore };
}

/** The element as it comes back in `actions`: what identifies it and what it says, not how it looks. */
function actionJson(
  workspace: Workspace,
  blockId: string,
  element: JsonObject,
  more: JsonObject,
): JsonObject {
  const { type, action_id, text, value, style } = element;
  const said = Object.entries({ text, value, style }).filter(([, part]) => part !== undefined);
  const action_ts = workspace.ids.ts();
  return {
    type,
    action_id,
    block_id: blockId,
    ...asObject(Object.fromEntries(said)),
    ...more,
    action_ts,
  };
}
