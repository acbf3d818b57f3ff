import { z } from "zod";
import type { DraftChoices } from "../dispatch/choices.ts";
import { ATTACHMENT_KINDS } from "../portfolio/portfolio.ts";

/** What was chosen about a dispatch, as it stands in the table; what was left out is absent. */
export const choicesItem = z.object({
  period: z.string().exactOptional(),
  entity: z.string().exactOptional(),
  recipients: z.array(z.string()).exactOptional(),
  attachments: z.array(z.enum(ATTACHMENT_KINDS)).exactOptional(),
  note: z.string().exactOptional(),
  send_at: z.string().exactOptional(),
  approvers: z.array(z.string()).exactOptional(),
});
type ChoicesItem = z.infer<typeof choicesItem>;

export function toChoicesItem(choices: DraftChoices): ChoicesItem {
  const { sendAt, recipients, attachments, approvers, ...rest } = choices;
  return {
    ...rest,
    ...(recipients && { recipients: [...recipients] }),
    ...(attachments && { attachments: [...attachments] }),
    ...(approvers && { approvers: [...approvers] }),
    ...(sendAt !== undefined && { send_at: sendAt }),
  };
}

export function fromChoicesItem({ send_at: sendAt, ...rest }: ChoicesItem): DraftChoices {
  return { ...rest, ...(sendAt !== undefined && { sendAt }) };
}
