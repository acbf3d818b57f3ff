import type { types } from "@slack/bolt";
import type { Form } from "../../../dispatch/form/form.ts";
import { OTHER_PERIOD } from "../../../dispatch/form/form-input.ts";
import type { Option } from "../../../dispatch/form/period-options.ts";
import { PERIOD_FORMS } from "../../../portfolio/period-words.ts";
import { type Block, plain } from "../../text.ts";
import { chooseFromList, splitListed, toOption } from "./choose-many.ts";
import { ACTIONS, blockOf } from "./ids.ts";

const OTHER: Option = { value: OTHER_PERIOD, label: "Another period …" };

/** Which report; decides about the questions that follow. */
export function askReport({ reports, report }: Form): Block[] {
  return [
    {
      type: "input",
      block_id: blockOf("report", report.value),
      dispatch_action: true,
      label: plain("Report"),
      element: chooseOne(ACTIONS.report, reports, report.value, "Choose a report"),
    },
  ];
}

/** Of a schedule another question: Slack must not keep an answer that is not among its own. */
export function askPeriod({ periods, period, report, when }: Form): Block[] {
  const question = when === "schedule" ? "eachPeriod" : "period";
  return [
    {
      type: "input",
      block_id: blockOf(question, report.value),
      dispatch_action: true,
      label: plain("Period"),
      element: chooseOne(ACTIONS[question], [...periods, OTHER], period, "Choose a period"),
    },
  ];
}

/** Asked where none of the listed periods is meant. */
export function askTypedPeriod({ typedPeriod, report }: Form): Block[] {
  return [
    {
      type: "input",
      block_id: blockOf("typedPeriod", report.value),
      label: plain("Which period"),
      hint: plain(`For example ${PERIOD_FORMS}.`),
      element: {
        type: "plain_text_input",
        action_id: ACTIONS.typedPeriod,
        placeholder: plain("2026-Q3"),
        ...(typedPeriod !== "" && { initial_value: plain(typedPeriod).text }),
      },
    },
  ];
}

/** Nothing while the data is being read, or where the report has only one entity to be about. */
export function askEntities({ entities = [], chosenEntities, report }: Form): Block[] {
  const { listed, unlisted } = splitListed(entities);
  if (listed.length < 2) return [];
  const more = unlisted.length === 0 ? "" : ` ${unlisted.length} more are not listed.`;
  return [
    {
      type: "input",
      block_id: blockOf("entities", report.value),
      optional: true,
      label: plain("Entities"),
      hint: plain(`Leave it empty for all ${entities.length}.${more}`),
      element: chooseFromList(ACTIONS.entities, listed, chosenEntities, "All of them"),
    },
  ];
}

function chooseOne(
  action: string,
  options: readonly Option[],
  chosen: string,
  placeholder: string,
): types.StaticSelect {
  const all = options.slice(0, 100).map(toOption);
  const initial = all.find(({ value }) => value === chosen);
  return {
    type: "static_select",
    action_id: action,
    placeholder: plain(placeholder, 150),
    options: all,
    ...(initial && { initial_option: initial }),
  };
}
