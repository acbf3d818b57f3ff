import type { types } from "@slack/bolt";
import type { Form } from "../../../dispatch/form/form.ts";
import { OTHER_PERIOD } from "../../../dispatch/form/form-input.ts";
import { type Block, clip, plain, SHARES } from "../../text.ts";
import { askApprovers, askAttachments, askNote, askSendAt, askWhen } from "./delivery-questions.ts";
import { COMPOSE_VIEW } from "./ids.ts";
import { type FormReference, writeReference } from "./metadata.ts";
import { askAudience, askOthers } from "./people-questions.ts";
import { askEntities, askPeriod, askReport, askTypedPeriod } from "./report-questions.ts";
import {
  askApproval,
  askRecurrence,
  type ShownOutlook,
  tellOutlook,
} from "./schedule-questions.ts";

export interface ComposeModalOptions {
  readonly reference: FormReference;
  /** What has just happened, as a sentence. */
  readonly notice?: string;
  /** The longest wait before a report is sent. */
  readonly daysAhead: number;
  /** What a schedule comes to. */
  readonly shown?: ShownOutlook;
}

/** The form in which a report is put together. What is asked depends on what is chosen. */
export function buildComposeModal(form: Form, options: ComposeModalOptions): types.ModalView {
  const { reference, notice } = options;
  return {
    type: "modal",
    callback_id: COMPOSE_VIEW,
    private_metadata: writeReference(reference),
    title: plain(form.edited === undefined ? "Send a report" : "Edit the report"),
    submit: plain(submitLabel(form)),
    close: plain("Cancel"),
    blocks: [
      ...tell(notice),
      ...sayEdited(form),
      ...tell(form.fault, `Its data cannot be read now${lacks(form)}. `),
      ...askReport(form),
      ...askPeriod(form),
      ...(form.period === OTHER_PERIOD ? askTypedPeriod(form) : []),
      ...askEntities(form),
      ...askAudience(form),
      ...askOthers(form),
      ...askAttachments(form),
      ...askNote(form),
      ...askWhen(form),
      ...askMore(form, options),
    ],
  };
}

/** What the button of the form says. */
export function submitLabel({ when }: Pick<Form, "when">): string {
  return when === "schedule" ? "Save" : "Preview";
}

/** What follows from when it goes out. Nobody is asked who approves what goes out unseen. */
function askMore(form: Form, { daysAhead, shown }: ComposeModalOptions): Block[] {
  if (form.when === "approved") return askApprovers(form);
  if (form.when === "later") return [...askSendAt(form, daysAhead), ...askApprovers(form)];
  return [
    ...askRecurrence(form),
    ...(shown ? tellOutlook(shown, form) : []),
    ...(form.mayGoUnseen ? askApproval(form) : []),
    ...(form.approval === "not_needed" ? [] : askApprovers(form)),
  ];
}

/** Takes the form's place where there is nothing left to fill in. */
export function buildClosedModal(reason: string): types.ModalView {
  return {
    type: "modal",
    title: plain("Send a report"),
    close: plain("Close"),
    blocks: [{ type: "section", text: plain(reason) }],
  };
}

function tell(text: string | undefined, before = ""): Block[] {
  if (text === undefined) return [];
  return [{ type: "section", text: plain(`${before}${text}`) }];
}

function lacks({ entities }: Form): string {
  return entities === undefined ? ", so that the form lacks the entities" : "";
}

function sayEdited({ edited }: Form): Block[] {
  if (edited === undefined) return [];
  const name = clip(edited, SHARES.title);
  return tell(`Makes a fresh preview, which takes the place of ${name}. Approvals start anew.`);
}
