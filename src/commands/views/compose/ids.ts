import type { FormField } from "../../../dispatch/form/form-input.ts";

export const COMPOSE_VIEW = "compose_report";

/** Every question's action; those that decide which questions follow are told at once. */
export const ACTIONS = {
  report: "compose_report_type",
  period: "compose_period",
  typedPeriod: "compose_typed_period",
  entities: "compose_entities",
  audience: "compose_audience",
  others: "compose_others",
  attachments: "compose_attachments",
  note: "compose_note",
  when: "compose_when",
  sendAt: "compose_send_at",
  approvers: "compose_approvers",
} as const;

type Question = keyof typeof ACTIONS;

/** Answers to these depend on the report: with another one Slack must not keep what was chosen. */
const OF_REPORT: readonly Question[] = [
  "entities",
  "audience",
  "others",
  "attachments",
  "approvers",
];

/** Slack keeps what is filled in as long as block and action are called the same. */
export function blockOf(question: Question | FormField, report: string): string {
  return OF_REPORT.includes(question) ? `${question}/${report}`.slice(0, 255) : question;
}
