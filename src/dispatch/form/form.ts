import type { AttachmentKind, Person, Settings } from "../../portfolio/portfolio.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import { policyOf } from "../approval-policy.ts";
import { ableToApprove } from "../approval-rights.ts";
import { mayScheduleUnseen } from "../approve-by-schedule.ts";
import type { Dispatch } from "../dispatch.ts";
import type { Access } from "../rights.ts";
import { choosePeriod } from "./choose-period.ts";
import type { FormFacts } from "./form-facts.ts";
import { type ApprovalNeed, type FormInput, SEND_TIMES, type SendTime } from "./form-input.ts";
import type { Option } from "./period-options.ts";

/** Somebody who can be chosen to get a report. */
export interface PersonOption extends Option {
  /** Has not got a report of this type before; undefined where that is not known, or true of everybody. */
  readonly isNew?: boolean;
}

/** What the form is made from, besides what is filled in. Known at once. */
export interface FormBasis {
  readonly registry: readonly ReportDefinition[];
  /** Of whoever fills it in. */
  readonly access: Access;
  readonly now: Date;
  /** Name of whoever gets a report for which the settings name nobody, if there is such a recipient. */
  readonly lastResort?: string;
  /** The draft that is to be replaced. */
  readonly edited?: Dispatch;
}

/** What can be chosen, and what is. */
export interface Form {
  /** Title and period of the draft that is to be replaced. */
  readonly edited?: string;
  readonly reports: readonly Option[];
  readonly report: Option;
  readonly periods: readonly Option[];
  readonly period: string;
  readonly typedPeriod: string;
  /** Undefined while it is not known, empty where there is nothing to choose. */
  readonly entities?: readonly Option[];
  readonly chosenEntities: readonly string[];
  readonly audience: readonly PersonOption[];
  /** Those of the audience that can be listed; all of them where it is undefined. */
  readonly listed?: readonly string[];
  readonly others: readonly PersonOption[];
  /** Name of whoever gets it if nobody is chosen, where its audience is nobody. */
  readonly lastResort?: string;
  /** Nobody has got a report of this type yet. */
  readonly isFirst: boolean;
  readonly chosenPeople: readonly string[];
  readonly attachments: readonly AttachmentKind[];
  /** What counts as nothing chosen. */
  readonly usualAttachments: readonly AttachmentKind[];
  readonly note: string;
  /** A draft that is edited cannot become a schedule. */
  readonly times: readonly SendTime[];
  readonly when: SendTime;
  readonly sendAt?: string;
  readonly recurrence: string;
  /** Whether it can be sent without anybody looking at it, by the rules of the report and of whoever fills this in. */
  readonly mayGoUnseen: boolean;
  readonly approval: ApprovalNeed;
  /** Slack user ids of everybody who may approve it. */
  readonly ableToApprove: readonly string[];
  readonly approvals: number;
  readonly approvers: readonly string[];
  /** Why some of it cannot be known, for people. */
  readonly fault?: string;
}

/** Stands there until something else is typed, so that its next times can be seen at once. */
const USUAL_RECURRENCE = "every monday 08:00";

/** Works out what is asked, given what is filled in: each report has its own audience, entities and approvers. */
export function buildForm(basis: FormBasis, input: FormInput, facts?: FormFacts): Form {
  const { registry, access, now, edited, lastResort } = basis;
  const { settings } = access;
  const definition = registry.find(({ id }) => id === input.report) ?? registry[0];
  if (definition === undefined) throw new TypeError("There are no reports.");
  const { id, title } = definition;
  const { audience, others } = peopleFor(settings, id, facts);
  const files = settings.audiences[id]?.attachments ?? [];
  return {
    ...(edited && { edited: `${edited.summary.title}, ${edited.summary.period}` }),
    reports: registry.map((one) => ({ value: one.id, label: one.title })),
    report: { value: id, label: title },
    ...choosePeriod(input, settings, now),
    ...(facts?.entities && { entities: facts.entities }),
    chosenEntities: idsOf(input.entities ?? [], facts?.entities),
    audience,
    ...(input.listed && { listed: input.listed }),
    others,
    ...(audience.length === 0 && lastResort !== undefined && { lastResort }),
    isFirst: facts?.earlierRecipients?.length === 0,
    chosenPeople: [
      ...(input.audience ?? audience.map(({ value }) => value)),
      ...(input.others ?? []),
    ],
    attachments: input.attachments ?? files,
    usualAttachments: input.usualAttachments ?? files,
    note: input.note ?? "",
    ...timesOf(basis, input),
    ...scheduleOf(basis, id, input),
    ableToApprove: ableToApprove(access, id),
    approvals: policyOf(settings, id).approvals,
    approvers: input.approvers ?? [],
    ...(facts?.fault !== undefined && { fault: facts.fault }),
  };
}

function timesOf({ edited }: FormBasis, { when, sendAt }: FormInput) {
  const times = edited === undefined ? SEND_TIMES : SEND_TIMES.filter((it) => it !== "schedule");
  return { times, when, ...(sendAt !== undefined && { sendAt }) };
}

function scheduleOf({ access }: FormBasis, reportType: string, input: FormInput) {
  const { recurrence = USUAL_RECURRENCE, approval = "required" } = input;
  const mayGoUnseen = mayScheduleUnseen(access, reportType);
  return { recurrence, mayGoUnseen, approval: mayGoUnseen ? approval : ("required" as const) };
}

/** Entities go by name, too, in what was typed. */
function idsOf(typed: readonly string[], entities: readonly Option[] = []): readonly string[] {
  const names = typed.map((name) => name.trim().toLowerCase());
  return entities
    .filter(({ value, label }) => names.includes(value) || names.includes(label.toLowerCase()))
    .map(({ value }) => value);
}

/** The people of a report's audience, in its order, and everybody else, in that of the settings. */
function peopleFor(settings: Settings, reportType: string, facts: FormFacts | undefined) {
  const ids = [...new Set(settings.audiences[reportType]?.to ?? [])];
  const earlier = facts?.earlierRecipients ?? [];
  const toOption = ({ id, name }: Person): PersonOption => ({
    value: id,
    label: name,
    ...(earlier.length > 0 && { isNew: !earlier.includes(name) }),
  });
  return {
    audience: ids.flatMap((id) => settings.people[id] ?? []).map(toOption),
    others: Object.values(settings.people)
      .filter(({ id }) => !ids.includes(id))
      .map(toOption),
  };
}
