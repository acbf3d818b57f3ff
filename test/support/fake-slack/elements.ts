/** Which interactive element may stand where, and what is checked in each. */

import { checkConfirm, checkProperties, checkString, checkStyle, checkText } from "./checks.ts";
import type { Faults } from "./faults.ts";
import { asList, asObject, isObject, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";
import { type Check, checkPlaceholder, withOptions } from "./options.ts";

/** Where an element can stand. */
export type Place = "actions" | "section" | "input" | "context";

interface ElementRule {
  readonly places: readonly Place[];
  readonly check: Check;
}

const INTERACTIVE = ["actions", "section", "input"] as const;
const NOT_IN_ACTIONS = ["section", "input"] as const;
const BUTTON_PROPERTIES = [
  "text",
  "action_id",
  "value",
  "url",
  "style",
  "confirm",
  "accessibility_label",
];

const ELEMENTS: Readonly<Record<string, ElementRule>> = {
  button: { places: ["actions", "section"], check: checkButton },
  overflow: { places: ["actions", "section"], check: withOptions(LIMITS.overflowOptions) },
  static_select: { places: INTERACTIVE, check: withOptions(LIMITS.selectOptions) },
  multi_static_select: { places: NOT_IN_ACTIONS, check: withOptions(LIMITS.selectOptions) },
  checkboxes: { places: INTERACTIVE, check: withOptions(LIMITS.checkOptions) },
  radio_buttons: { places: INTERACTIVE, check: withOptions(LIMITS.checkOptions) },
  users_select: { places: INTERACTIVE, check: checkPlaceholder },
  channels_select: { places: INTERACTIVE, check: checkPlaceholder },
  conversations_select: { places: INTERACTIVE, check: checkPlaceholder },
  multi_users_select: { places: NOT_IN_ACTIONS, check: checkMultiUsersSelect },
  multi_channels_select: { places: NOT_IN_ACTIONS, check: checkPlaceholder },
  multi_conversations_select: { places: NOT_IN_ACTIONS, check: checkPlaceholder },
  datepicker: { places: INTERACTIVE, check: checkPlaceholder },
  timepicker: { places: INTERACTIVE, check: checkPlaceholder },
  datetimepicker: { places: ["actions", "input"], check: checkDateTimePicker },
  plain_text_input: { places: ["input"], check: checkPlainTextInput },
  email_text_input: { places: ["input"], check: checkPlaceholder },
  url_text_input: { places: ["input"], check: checkPlaceholder },
  number_input: { places: ["input"], check: checkNumberInput },
  image: { places: ["section", "context"], check: checkImage },
};

/** Checks one element in its place. */
export function checkElement(faults: Faults, at: string, value: unknown, place: Place): void {
  if (!isObject(value)) {
    faults.add(at, "must provide an object");
    return;
  }
  const rule = ELEMENTS[String(value["type"])];
  if (rule === undefined || !rule.places.includes(place)) {
    faults.add(at, `unsupported type: ${String(value["type"])}`);
    return;
  }
  checkString(faults, `${at}/action_id`, value["action_id"], LIMITS.actionId);
  checkConfirm(faults, `${at}/confirm`, value["confirm"]);
  rule.check(faults, at, value);
}

/** Ten digits: seconds since 1970. */
function checkDateTimePicker(faults: Faults, at: string, picker: JsonObject): void {
  const initial = picker["initial_date_time"];
  if (initial !== undefined && !/^\d{10}$/.test(String(initial))) {
    faults.add(`${at}/initial_date_time`, "must be a UNIX timestamp of 10 digits");
  }
  checkProperties(faults, at, picker, [
    "action_id",
    "initial_date_time",
    "confirm",
    "focus_on_load",
  ]);
}

const USER_ID = /^[UW][A-Z0-9]+$/;

function checkMultiUsersSelect(faults: Faults, at: string, select: JsonObject): void {
  checkPlaceholder(faults, at, select);
  for (const [index, user] of asList(select["initial_users"]).entries()) {
    if (USER_ID.test(String(user))) continue;
    faults.add(`${at}/initial_users/${index}`, `input must match regex pattern: ${USER_ID.source}`);
  }
}

const FILE_ID = /^[F][A-Z0-9]{8,}$/;

/** An image, as an element or as a block. */
export function checkImage(faults: Faults, at: string, image: JsonObject): void {
  checkString(faults, `${at}/alt_text`, image["alt_text"], LIMITS.altText, true);
  const file = image["slack_file"];
  if ((image["image_url"] === undefined) === (file === undefined)) {
    faults.add(at, "must have exactly one of image_url and slack_file");
    return;
  }
  checkString(faults, `${at}/image_url`, image["image_url"], LIMITS.url);
  if (file === undefined) return;
  if (!isObject(file) || (file["id"] === undefined) === (file["url"] === undefined)) {
    faults.add(`${at}/slack_file`, "must have exactly one of id and url");
    return;
  }
  const { id } = file;
  if (id !== undefined && !(typeof id === "string" && FILE_ID.test(id))) {
    faults.add(`${at}/slack_file/id`, `input must match regex pattern: ${FILE_ID.source}`);
  }
}

function checkButton(faults: Faults, at: string, button: JsonObject): void {
  const text = { max: LIMITS.buttonText, only: "plain_text" } as const;
  checkText(faults, `${at}/text`, button["text"], text, true);
  checkString(faults, `${at}/value`, button["value"], LIMITS.buttonValue);
  checkString(faults, `${at}/url`, button["url"], LIMITS.url);
  checkStyle(faults, `${at}/style`, button["style"]);
  const label = button["accessibility_label"];
  checkString(faults, `${at}/accessibility_label`, label, LIMITS.accessibilityLabel);
  checkProperties(faults, at, button, BUTTON_PROPERTIES);
}

function checkPlainTextInput(faults: Faults, at: string, input: JsonObject): void {
  checkPlaceholder(faults, at, input);
  const { min_length: min, max_length: max } = input;
  const within = (value: unknown, least: number) =>
    value === undefined ||
    (Number.isInteger(value) && Number(value) >= least && Number(value) <= LIMITS.plainTextInput);
  const { trigger_actions_on: events = ["on_enter_pressed"] } = asObject(
    input["dispatch_action_config"],
  );
  if (!Array.isArray(events) || events.length === 0 || !events.every(isInputEvent)) {
    faults.add(
      `${at}/dispatch_action_config`,
      "must name on_enter_pressed or on_character_entered",
    );
  }
  const range = (least: number) => `must be from ${least} to ${LIMITS.plainTextInput}`;
  if (!within(min, 0)) faults.add(`${at}/min_length`, range(0));
  if (!within(max, 1)) faults.add(`${at}/max_length`, range(1));
}

function isInputEvent(event: unknown): boolean {
  return event === "on_enter_pressed" || event === "on_character_entered";
}

function checkNumberInput(faults: Faults, at: string, input: JsonObject): void {
  checkPlaceholder(faults, at, input);
  if (typeof input["is_decimal_allowed"] === "boolean") return;
  faults.add(at, "missing required field: is_decimal_allowed");
}
