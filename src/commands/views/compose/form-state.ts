import type { ViewOutput } from "@slack/bolt";
import { type FormField, type FormInput, SEND_TIMES } from "../../../dispatch/form/form-input.ts";
import { ATTACHMENT_KINDS } from "../../../portfolio/portfolio.ts";
import { ACTIONS, blockOf } from "./ids.ts";

type Values = ViewOutput["state"]["values"];

/** Reads what somebody has filled in so far. Answers to questions about another report do not count. */
export function readFormState(values: Values): FormInput {
  const report = optionIn(values[blockOf("report", "")]?.[ACTIONS.report]) ?? "";
  const answer = (question: FormField | "when" | "entities") =>
    values[blockOf(question, report)]?.[ACTIONS[question]];
  const typedPeriod = answer("typedPeriod")?.value;
  const note = answer("note")?.value;
  const seconds = answer("sendAt")?.selected_date_time;
  const chosen = optionIn(answer("when"));
  const files = optionsIn(answer("attachments"));
  const entities = optionsIn(answer("entities"));
  const audience = optionsIn(answer("audience"));
  const others = optionsIn(answer("others"));
  const approvers = answer("approvers")?.selected_users;
  return {
    report,
    period: optionIn(answer("period")) ?? "",
    ...(typedPeriod != null && { typedPeriod }),
    ...(entities && { entities }),
    ...(audience && { audience }),
    ...(others && { others }),
    ...(files && { attachments: ATTACHMENT_KINDS.filter((kind) => files.includes(kind)) }),
    ...(note != null && { note }),
    when: SEND_TIMES.find((time) => time === chosen) ?? "approved",
    ...(seconds != null && { sendAt: new Date(seconds * 1000).toISOString() }),
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
