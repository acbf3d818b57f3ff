import type { Form, PersonOption } from "../../../dispatch/form/form.ts";
import { type Block, clip, plain } from "../../text.ts";
import { chooseFromList, chooseMany, splitListed } from "./choose-many.ts";
import { ACTIONS, blockOf } from "./ids.ts";

/** The people of the report's audience, ticked; nothing where the settings name nobody. */
export function askAudience({ audience, chosenPeople, isFirst, report, when }: Form): Block[] {
  const { listed, unlisted } = splitListed(audience);
  if (listed.length === 0) return [];
  const now = when === "schedule" ? "" : " this time";
  const more =
    unlisted.length === 0
      ? ""
      : ` ${unlisted.length} more of them get it too; there is no room for them here.`;
  return [
    {
      type: "input",
      block_id: blockOf("audience", report.value),
      optional: true,
      label: plain(
        `Who gets the ${clip(report.label, 100)}: an audience of ${count(audience.length)}`,
      ),
      hint: plain(`${newWords(audience, isFirst)}Untick whoever is not to get it${now}.${more}`),
      element: chooseMany(ACTIONS.audience, listed, chosenPeople),
    },
  ];
}

/** Everybody else who can receive reports; nothing where that is nobody. */
export function askOthers({ others, chosenPeople, report, when }: Form): Block[] {
  const { listed, unlisted } = splitListed(others);
  if (listed.length === 0) return [];
  const more = unlisted.length === 0 ? "" : ` ${unlisted.length} more are not listed.`;
  return [
    {
      type: "input",
      block_id: blockOf("others", report.value),
      optional: true,
      label: plain(when === "schedule" ? "And each time also" : "And this time also"),
      hint: plain(
        `Out of ${others.length} more ${others.length === 1 ? "person" : "people"} in settings.yml.${more}`,
      ),
      element: chooseFromList(ACTIONS.others, listed, chosenPeople, "Nobody else"),
    },
  ];
}

function newWords(audience: readonly PersonOption[], isFirst: boolean): string {
  if (isFirst) return "Nobody has got this report before. ";
  const isAnybodyNew = audience.some(({ isNew }) => isNew === true);
  return isAnybodyNew ? "New: has not got this report before. " : "";
}

function count(people: number): string {
  return people === 1 ? "1 person" : `${people} people`;
}
