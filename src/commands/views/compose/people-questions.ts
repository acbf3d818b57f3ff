import type { Form, PersonOption } from "../../../dispatch/form/form.ts";
import { type Block, clip, plain, SHARES } from "../../text.ts";
import { chooseFromList, chooseMany, splitListed } from "./choose-many.ts";
import { ACTIONS, blockOf } from "./ids.ts";

/** The people of the report's audience, ticked; where the settings name nobody, who gets it instead, if anybody. */
export function askAudience(form: Form): Block[] {
  const { audience, chosenPeople, isFirst, report, when } = form;
  // Slack keeps what is ticked when a form is drawn anew: whoever is listed only then would stand there unticked.
  const known = audience.filter(({ value }) => form.listed?.includes(value) ?? true);
  const { listed } = splitListed(known);
  if (listed.length === 0) return tellLastResort(form);
  const unlisted = audience.filter((person) => !listed.includes(person));
  const now = when === "schedule" ? "" : " this time";
  return [
    {
      type: "input",
      block_id: blockOf("audience", report.value),
      optional: true,
      label: plain(
        `Who gets the ${clip(report.label, 100)}: an audience of ${count(audience.length)}`,
      ),
      hint: plain(
        `${newWords(audience, isFirst)}Untick whoever is not to get it${now}.${restWords(unlisted, chosenPeople)}`,
      ),
      element: chooseMany(ACTIONS.audience, listed, chosenPeople),
    },
  ];
}

function tellLastResort({ lastResort, others }: Form): Block[] {
  if (lastResort === undefined) return [];
  const unless = others.length === 0 ? "" : ", unless you choose others";
  const text = `The settings name nobody for this report: it goes to ${clip(lastResort, SHARES.title)}${unless}.`;
  return [{ type: "section", text: plain(text) }];
}

/** Everybody else who can receive reports; nothing where that is nobody. */
export function askOthers({ audience, others, chosenPeople, report, when }: Form): Block[] {
  const { listed, unlisted } = splitListed(others);
  if (listed.length === 0) return [];
  const more = unlisted.length === 0 ? "" : ` ${unlisted.length} more are not listed.`;
  const before = audience.length === 0 ? "Who gets it" : "And";
  const after = audience.length === 0 ? "" : " also";
  const time = when === "schedule" ? "each time" : "this time";
  return [
    {
      type: "input",
      block_id: blockOf("others", report.value),
      optional: true,
      label: plain(`${before} ${time}${after}`),
      hint: plain(
        `Out of ${others.length} more ${others.length === 1 ? "person" : "people"} in settings.yml.${more}`,
      ),
      element: chooseFromList(ACTIONS.others, listed, chosenPeople, "Nobody else"),
    },
  ];
}

function restWords(unlisted: readonly PersonOption[], chosen: readonly string[]): string {
  const count = unlisted.filter(({ value }) => chosen.includes(value)).length;
  const others = unlisted.length - count;
  const getIt = count === 1 ? "gets it too, and is" : "get it too, and are";
  const doNot = others === 1 ? "does not get it, and is" : "do not get it, and are";
  return [
    count === 0 ? "" : ` ${count} more of them ${getIt} not listed.`,
    others === 0 ? "" : ` ${others} more of them ${doNot} not listed.`,
  ].join("");
}

function newWords(audience: readonly PersonOption[], isFirst: boolean): string {
  if (isFirst) return "Nobody has got this report before. ";
  const isAnybodyNew = audience.some(({ isNew }) => isNew === true);
  return isAnybodyNew ? "New: has not got this report before. " : "";
}

function count(people: number): string {
  return people === 1 ? "1 person" : `${people} people`;
}
