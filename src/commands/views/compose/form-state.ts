import type { ViewOutput } from "@slack/bolt";
import { APPROVAL_NEEDS, type FormInput, SEND_TIMES } from "../../../dispatch/form/form-input.ts";
import { ATTACHMENT_KINDS } from "../../../portfolio/portfolio.ts";
import { ACTIONS, blockOf, type Question } from "./ids.ts";

type Values = ViewOutput["state"]["values"];

/** Reads what somebody has filled in so far. Answers to questions about another report do not count. */
export function readFormState(values: Values): FormInput {
  const report = optionIn(values[blockOf("report", "")]?.[ACTIONS.report]) ?? "";
  const answer = (question: Question) => values[blockOf(question, report)]?.[ACTIONS[question]];
  const typedPeriod = answer("typedPeriod")?.value;
  const note = answer("note")?.value;
  const seconds = answer("sendAt")?.selected_date_time;
  const chosen = optionIn(answer("when"));
  const files = optionsIn(answer("attachments"));
  const entities = optionsIn(answer("entities"));
  const audience = optionsIn(answer("audience"));
  const others = optionsIn(answer("others"));
  const approvers = answer("approvers")?.selected_users;
  const recurrence = answer("recurrence");
  const approval = optionIn(answer("approval"));
  return {
    report,
    period: optionIn(answer("period") ?? answer("eachPeriod")) ?? "",
    ...(typedPeriod != null && { typedPeriod }),
    ...(entities && { entities }),
    ...(audience && { audience }),
    ...(others && { others }),
    ...(files && { attachments: ATTACHMENT_KINDS.filter((kind) => files.includes(kind)) }),
    ...(note != null && { note }),
    when: SEND_TIMES.find((time) => time === chosen) ?? "approved",
    ...(seconds != null && { sendAt: new Date(seconds * 1000).toISOString() }),
    // What was asked and is empty is empty, and not the usual.
    ...(recurrence && { recurrence: recurrence.value ?? "" }),
    ...(approval !== undefined && {
      approval: APPROVAL_NEEDS.find((need) => need === approval) ?? "required",
    }),
    ...(approvers && { approvers }),
  };
}

type Answer = Values[string][string] | undefined;

function optionIn(answer: Answer): string | undefined {
  return answer?.selected_option?.value;
}

function optionsIn(answer: Answer): readonly string[] | undefined {
  return answer?.selected_options?.map(({ value }) => value);
}
