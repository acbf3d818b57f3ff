/** Elements that offer options to choose from. */

import { checkCount, checkString, checkText } from "./checks.ts";
import type { Faults } from "./faults.ts";
import { asList, asObjects, isObject, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";

/** Checks one element, whose JSON pointer is `at`. */
export type Check = (faults: Faults, at: string, element: JsonObject) => void;

const PLACEHOLDER = { max: LIMITS.placeholder, only: "plain_text" } as const;

/** The grey text of an element in which nothing is chosen yet. */
export function checkPlaceholder(faults: Faults, at: string, element: JsonObject): void {
  checkText(faults, `${at}/placeholder`, element["placeholder"], PLACEHOLDER);
}

/** Checks an element that offers up to `max` options, in groups or not. */
export function withOptions(max: number): Check {
  return (faults, at, element) => {
    checkPlaceholder(faults, at, element);
    const groups = element["option_groups"];
    if (groups !== undefined && element["options"] !== undefined) {
      faults.add(at, "only one of options and option_groups allowed");
    }
    if (Array.isArray(element["initial_options"]) && element["initial_options"].length === 0) {
      faults.add(`${at}/initial_options`, "no less than 1 items allowed");
    }
    if (groups === undefined) checkOptions(faults, at, element, max);
    else checkGroups(faults, `${at}/option_groups`, groups, max);
    checkInitial(faults, at, element);
  };
}

function checkGroups(faults: Faults, at: string, groups: unknown, max: number): void {
  checkCount(faults, at, groups, { min: 1, max: LIMITS.optionGroups });
  for (const [index, group] of asObjects(groups).entries()) {
    const label = { max: LIMITS.optionText, only: "plain_text" } as const;
    checkText(faults, `${at}/${index}/label`, group["label"], label, true);
    checkOptions(faults, `${at}/${index}`, group, max);
  }
}

function checkOptions(faults: Faults, at: string, holder: JsonObject, max: number): void {
  const onlyPlain = !["checkboxes", "radio_buttons"].includes(String(holder["type"]));
  const text = { max: LIMITS.optionText, ...(onlyPlain ? { only: "plain_text" as const } : {}) };
  checkCount(faults, `${at}/options`, holder["options"], { min: 1, max });
  for (const [index, option] of asList(holder["options"]).entries()) {
    const here = `${at}/options/${index}`;
    if (!isObject(option)) {
      faults.add(here, "must provide an object");
      continue;
    }
    checkText(faults, `${here}/text`, option["text"], text, true);
    checkText(faults, `${here}/description`, option["description"], text);
    checkString(faults, `${here}/value`, option["value"], LIMITS.optionValue, true);
  }
}

/** What is chosen at first must be one of the choices, to the letter. */
function checkInitial(faults: Faults, at: string, element: JsonObject): void {
  const groups = asObjects(element["option_groups"]);
  const all = [element, ...groups].flatMap((holder) => asList(holder["options"]));
  const known = new Set(all.map((option) => JSON.stringify(option)));
  const one = element["initial_option"];
  if (one !== undefined && !known.has(JSON.stringify(one))) {
    faults.add(`${at}/initial_option`, "must be one of the options");
  }
  for (const [index, option] of asList(element["initial_options"]).entries()) {
    if (known.has(JSON.stringify(option))) continue;
    faults.add(`${at}/initial_options/${index}`, "must be one of the options");
  }
}
