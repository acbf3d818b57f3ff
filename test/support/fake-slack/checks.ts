/** The small checks that blocks, elements and views are put together from. */

import type { Faults } from "./faults.ts";
import { asList, isObject, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";

/** What may stand where a text object is wanted. */
export interface TextRule {
  readonly max: number;
  /** Without it both kinds may. */
  readonly only?: "plain_text";
}

/** A string of 1 to `max` characters. Absent is fine unless it is required. */
export function checkString(
  faults: Faults,
  at: string,
  value: unknown,
  max: number,
  required = false,
): void {
  if (value === undefined || value === null) {
    if (required) faults.add(parentOf(at), `missing required field: ${nameOf(at)}`);
  } else if (typeof value !== "string") faults.add(at, "must be a string");
  else if (value.length === 0) faults.add(at, "must be more than 0 characters");
  else if (value.length > max) faults.add(at, `must be less than ${max + 1} characters`);
}

/** A text object. Absent is fine unless it is required. */
export function checkText(
  faults: Faults,
  at: string,
  value: unknown,
  rule: TextRule,
  required = false,
): void {
  if (value === undefined || value === null) {
    if (required) faults.add(parentOf(at), `missing required field: ${nameOf(at)}`);
    return;
  }
  if (!isObject(value)) {
    faults.add(at, "must provide an object");
    return;
  }
  const type = value["type"];
  const allowed = rule.only === undefined ? ["plain_text", "mrkdwn"] : [rule.only];
  if (typeof type !== "string" || !allowed.includes(type)) {
    faults.add(`${at}/type`, `must be one of: ${allowed.join(", ")}`);
    return;
  }
  checkString(faults, `${at}/text`, value["text"], rule.max, true);
  checkProperties(faults, at, value, ["text", type === "mrkdwn" ? "verbatim" : "emoji"]);
}

/** Slack refuses properties it does not know, which is how a misspelt one comes to light. */
export function checkProperties(
  faults: Faults,
  at: string,
  value: JsonObject,
  known: readonly string[],
): void {
  for (const name of Object.keys(value)) {
    if (name === "type" || known.includes(name)) continue;
    faults.add(at, `invalid additional property: ${name}`);
  }
}

/** An array of `min` to `max` members. */
export function checkCount(
  faults: Faults,
  at: string,
  value: unknown,
  bounds: { readonly min: number; readonly max: number },
): void {
  if (!Array.isArray(value)) {
    faults.add(at, "must be an array");
    return;
  }
  const count = asList(value).length;
  if (count < bounds.min) faults.add(at, `no less than ${bounds.min} items allowed`);
  if (count > bounds.max) faults.add(at, `no more than ${bounds.max} items allowed`);
}

/** A colour a button may have. Absent is the default one. */
export function checkStyle(faults: Faults, at: string, value: unknown): void {
  if (value === undefined || value === "primary" || value === "danger") return;
  faults.add(at, "must be one of: primary, danger");
}

/** "Are you sure?" in front of an element. */
export function checkConfirm(faults: Faults, at: string, value: unknown): void {
  if (value === undefined) return;
  if (!isObject(value)) {
    faults.add(at, "must provide an object");
    return;
  }
  const plain = "plain_text";
  const button = { max: LIMITS.confirmButton, only: plain } as const;
  const title = { max: LIMITS.confirmTitle, only: plain } as const;
  checkText(faults, `${at}/title`, value["title"], title, true);
  checkText(faults, `${at}/text`, value["text"], { max: LIMITS.confirmText }, true);
  checkText(faults, `${at}/confirm`, value["confirm"], button, true);
  checkText(faults, `${at}/deny`, value["deny"], button, true);
  checkStyle(faults, `${at}/style`, value["style"]);
  checkProperties(faults, at, value, ["title", "text", "confirm", "deny", "style"]);
}

/** Reports every value that occurs a second time. */
export function checkUnique(
  faults: Faults,
  entries: readonly { readonly at: string; readonly value: unknown }[],
  what: string,
): void {
  const seen = new Set<unknown>();
  for (const { at, value } of entries) {
    if (value === undefined) continue;
    if (seen.has(value)) faults.add(at, `\`${what}\` "${String(value)}" already exists`);
    seen.add(value);
  }
}

function parentOf(at: string): string {
  return at.slice(0, at.lastIndexOf("/"));
}

function nameOf(at: string): string {
  return at.slice(at.lastIndexOf("/") + 1);
}
