import type { types } from "@slack/bolt";
import type { PersonOption } from "../../../dispatch/form/form.ts";
import { plain } from "../../text.ts";

/** Slack's limits of options (docs.slack.dev/reference/block-kit/composition-objects/option-object). */
const LABEL = 75;
const VALUE = 150;
const PER_GROUP = 100;
/** Checkboxes show everything at a glance, and Slack takes ten. */
const MOST_BOXES = 10;
/** Of one list, in bytes: all lists of the form at their longest stay below the 250 KB of a view. */
const ROOM = 55_000;
const NEW = " (new)";

/** Options as Slack takes them, and those there is no room for: the same ones, whoever turns out to be new. */
export function splitListed(options: readonly PersonOption[]) {
  const fitting = options.filter(({ value }) => value !== "" && value.length <= VALUE);
  let used = 0;
  const listed = fitting.filter(({ value, label }) => {
    // What is chosen stands in the view twice.
    used += 2 * (Buffer.byteLength(JSON.stringify(toOption({ value, label }))) + NEW.length);
    return used <= ROOM;
  });
  return { listed, unlisted: options.filter((option) => !listed.includes(option)) };
}

/** Checkboxes where they are few enough, a list to search in where they are not. At least one option. */
export function chooseMany(
  action: string,
  options: readonly PersonOption[],
  chosen: readonly string[],
): types.Checkboxes | types.MultiStaticSelect {
  if (options.length > MOST_BOXES) return chooseFromList(action, options, chosen, "Choose people");
  const all = options.map(toOption);
  const initial = all.filter(({ value }) => chosen.includes(value));
  return {
    type: "checkboxes",
    action_id: action,
    options: all,
    ...(initial.length > 0 && { initial_options: initial }),
  };
}

/** A list to search in. At least one option. */
export function chooseFromList(
  action: string,
  options: readonly PersonOption[],
  chosen: readonly string[],
  placeholder: string,
): types.MultiStaticSelect {
  const all = options.map(toOption);
  const initial = all.filter(({ value }) => chosen.includes(value));
  return {
    type: "multi_static_select",
    action_id: action,
    placeholder: plain(placeholder, 150),
    ...(all.length <= PER_GROUP ? { options: all } : { option_groups: inGroups(all) }),
    ...(initial.length > 0 && { initial_options: initial }),
  };
}

/** `Owner`, or `Owner (new)`. */
export function toOption({
  value,
  label,
  isNew,
}: PersonOption): types.PlainTextOption & { value: string } {
  const mark = isNew === true ? NEW : "";
  return { text: plain(`${plain(label, LABEL - mark.length).text}${mark}`, LABEL), value };
}

function inGroups(options: types.PlainTextOption[]) {
  const count = Math.ceil(options.length / PER_GROUP);
  return Array.from({ length: count }, (_, n) => {
    const group = options.slice(n * PER_GROUP, (n + 1) * PER_GROUP);
    const from = n * PER_GROUP + 1;
    return { label: plain(`${from} to ${from + group.length - 1}`, LABEL), options: group };
  });
}
