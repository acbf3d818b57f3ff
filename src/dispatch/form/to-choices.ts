import { ATTACHMENT_KINDS, type AttachmentKind, type Settings } from "../../portfolio/portfolio.ts";
import type { DraftChoices } from "../choices.ts";
import { type FormInput, OTHER_PERIOD } from "./form-input.ts";

/**
 * What was filled in, as choices: only what differs from the settings, so that a later change of them is noticed.
 *
 * @param before What the edited draft has, for what was not asked.
 */
export function toChoices(
  settings: Settings,
  input: FormInput,
  before: DraftChoices = {},
): DraftChoices {
  const { period, typedPeriod = "", when, sendAt, approvers = [] } = input;
  const recipients = recipientsOf(settings, input);
  const attachments = attachmentsOf(settings, input);
  const entity = input.entities === undefined ? before.entity : input.entities.join(",");
  const note = input.note?.trim() ?? "";
  return {
    period: period === OTHER_PERIOD ? typedPeriod.trim() : period,
    ...(entity !== undefined && entity !== "" && { entity }),
    ...(recipients && { recipients }),
    ...(attachments && { attachments }),
    ...(note !== "" && { note }),
    ...(when === "later" && sendAt !== undefined && { sendAt }),
    ...(approvers.length > 0 && { approvers }),
  };
}

function recipientsOf({ audiences }: Settings, { report, audience, others = [] }: FormInput) {
  const usual = [...new Set(audiences[report]?.to ?? [])];
  const chosen = audience === undefined ? usual : usual.filter((id) => audience.includes(id));
  // Whoever was ticked among the others may have joined the audience since.
  const more = others.filter((id) => !usual.includes(id));
  const isUsual = chosen.length === usual.length && more.length === 0;
  return isUsual ? undefined : [...chosen, ...more];
}

function attachmentsOf({ audiences }: Settings, input: FormInput) {
  const { report, attachments } = input;
  const usual = audiences[report]?.attachments ?? [];
  const { usualAttachments = usual } = input;
  const isUsual =
    attachments === undefined ||
    isSame(attachments, usual) ||
    isSame(attachments, usualAttachments);
  return isUsual ? undefined : attachments;
}

function isSame(some: readonly AttachmentKind[], others: readonly AttachmentKind[]): boolean {
  return ATTACHMENT_KINDS.every((kind) => some.includes(kind) === others.includes(kind));
}
