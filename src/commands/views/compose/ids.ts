import type { FormField, FormInput } from "../../../dispatch/form/form-input.ts";

export const COMPOSE_VIEW = "compose_report";

/** Every question's action; those that decide which questions follow are told at once. */
export const ACTIONS = {
  report: "compose_report_type",
  period: "compose_period",
  eachPeriod: "compose_each_period",
  typedPeriod: "compose_typed_period",
  entities: "compose_entities",
  audience: "compose_audience",
  others: "compose_others",
  attachments: "compose_attachments",
  note: "compose_note",
  when: "compose_when",
  sendAt: "compose_send_at",
  recurrence: "compose_recurrence",
  approval: "compose_approval",
  approvers: "compose_approvers",
} as const;

/** Other questions depend on these. */
export const DECISIVE = [
  "report",
  "period",
  "eachPeriod",
  "when",
  "recurrence",
  "approval",
] as const;

export type Question = keyof typeof ACTIONS;

/** Answers to these depend on the report: with another one Slack must not keep what was chosen. */
const OF_REPORT: readonly Question[] = [
  "entities",
  "audience",
  "others",
  "attachments",
  "approval",
  "approvers",
];

/** Slack keeps what is filled in as long as block and action are called the same. */
export function blockOf(question: Question | FormField, report: string): string {
  return OF_REPORT.includes(question) ? `${question}/${report}`.slice(0, 255) : question;
}

/** The block at which something wrong with an answer stands. */
export function placeOf(field: FormField, { report, when }: FormInput): string {
  const isEach = field === "period" && when === "schedule";
  return blockOf(isEach ? "eachPeriod" : field, report);
}
