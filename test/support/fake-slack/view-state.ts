/** `view.state.values`: what a person has filled in, in the shape Slack sends. */

import { elementsOf, type FoundElement } from "./find-element.ts";
import { asObject, asObjects, type JsonObject } from "./json.ts";
import type { SlackView } from "./types.ts";

/** What a person fills in, by action id or block id. A select takes its option's value. */
export type FormValues = Readonly<Record<string, string | number | readonly string[]>>;

type Given = string | number | readonly string[] | undefined;

/** The state of a form: what is given, else what was filled in before, else what the form began with. @throws Error when a value has no field, or no such option */
export function buildViewState(view: SlackView, values: FormValues): JsonObject {
  const fields = elementsOf(view.blocks).filter(({ element }) => KINDS[typeOf(element)]);
  refuseUnknown(fields, values);
  const state: Record<string, Record<string, JsonObject>> = {};
  for (const field of fields) {
    const actionId = String(field.element["action_id"]);
    const given = values[actionId] ?? values[field.blockId];
    const inBlock = state[field.blockId] ?? {};
    const kept = given === undefined ? keptIn(view.state, field) : undefined;
    inBlock[actionId] = kept ?? { type: typeOf(field.element), ...fill(field.element, given) };
    state[field.blockId] = inBlock;
  }
  return { values: state };
}

/** What was filled in before into a field that is still called the same, of the same kind. */
function keptIn(state: JsonObject, { blockId, element }: FoundElement): JsonObject | undefined {
  const inBlock = asObject(asObject(state["values"])[blockId]);
  const kept = asObject(inBlock[String(element["action_id"])]);
  return kept["type"] === typeOf(element) ? kept : undefined;
}

/** What Slack keeps of a form's answers when the app draws it anew: those whose block and action are there still. */
export function carryState(before: JsonObject, blocks: readonly JsonObject[]): JsonObject {
  const kept = elementsOf(blocks).flatMap((field) => {
    const value = keptIn(before, field);
    return value === undefined
      ? []
      : [[field.blockId, { [String(field.element["action_id"])]: value }] as const];
  });
  return { values: Object.fromEntries(kept) };
}

/** Slack's own client does not let a form go in which a field that must be filled is empty. */
export function refuseIncomplete(view: SlackView, state: JsonObject): void {
  for (const block of view.blocks) {
    if (block["type"] !== "input" || block["optional"] === true) continue;
    const { action_id: action, max_length: max } = asObject(block["element"]);
    const inBlock = asObject(asObject(state["values"])[String(block["block_id"])]);
    const filled = valueIn(asObject(inBlock[String(action)]));
    if (filled === undefined || filled === null || filled === "" || isEmptyList(filled)) {
      throw new Error(`The form cannot be sent: ${String(action)} is empty.`);
    }
    if (typeof filled === "string" && typeof max === "number" && filled.length > max) {
      throw new Error(`The form cannot be sent: ${String(action)} is longer than ${max}.`);
    }
  }
}

type Fill = (element: JsonObject, given: Given) => JsonObject;

const KINDS: Readonly<Record<string, Fill>> = {
  plain_text_input: single("value", "initial_value"),
  email_text_input: single("value", "initial_value"),
  url_text_input: single("value", "initial_value"),
  number_input: single("value", "initial_value"),
  datepicker: single("selected_date", "initial_date"),
  datetimepicker: single("selected_date_time", "initial_date_time"),
  timepicker: single("selected_time", "initial_time"),
  users_select: single("selected_user", "initial_user"),
  channels_select: single("selected_channel", "initial_channel"),
  conversations_select: single("selected_conversation", "initial_conversation"),
  multi_users_select: many("selected_users", "initial_users"),
  multi_channels_select: many("selected_channels", "initial_channels"),
  multi_conversations_select: many("selected_conversations", "initial_conversations"),
  static_select: option,
  radio_buttons: option,
  multi_static_select: options,
  checkboxes: options,
};

function fill(element: JsonObject, given: Given): JsonObject {
  return KINDS[typeOf(element)]?.(element, given) ?? {};
}

function single(name: string, initial: string): Fill {
  return (element, given) => ({ [name]: given ?? element[initial] ?? null });
}

function many(name: string, initial: string): Fill {
  return (element, given) => ({ [name]: given ?? element[initial] ?? [] });
}

function option(element: JsonObject, given: Given): JsonObject {
  const chosen = given === undefined ? element["initial_option"] : findOption(element, given);
  return { selected_option: chosen ?? null };
}

function options(element: JsonObject, given: Given): JsonObject {
  if (given === undefined) return { selected_options: element["initial_options"] ?? [] };
  return { selected_options: [given].flat().map((value) => findOption(element, value)) };
}

/** The option with this value. @throws Error when the element has none */
export function findOption(element: JsonObject, value: unknown): JsonObject {
  const holders = [element, ...asObjects(element["option_groups"])];
  const all = holders.flatMap((holder) => asObjects(holder["options"]));
  const found = all.find((one) => one["value"] === value);
  if (found !== undefined) return found;
  const there = all.map((one) => String(one["value"])).join(", ");
  throw new Error(`${String(element["action_id"])} has no option ${String(value)}: ${there}.`);
}

function refuseUnknown(fields: readonly FoundElement[], values: FormValues): void {
  const known = fields.flatMap(({ blockId, element }) => [blockId, String(element["action_id"])]);
  const unknown = Object.keys(values).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Error(`The form has no field ${unknown.join(", ")}. There is: ${known.join(", ")}.`);
}

function valueIn(field: JsonObject): unknown {
  return Object.entries(field).find(([name]) => name !== "type")?.[1];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function typeOf(element: JsonObject): string {
  return String(element["type"]);
}
