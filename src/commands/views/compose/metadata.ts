import { z } from "zod";
import { ATTACHMENT_KINDS, type AttachmentKind } from "../../../portfolio/portfolio.ts";

/** What the form refers to. References, no rights. */
export interface FormReference {
  /** Where the command was typed, and the preview goes. */
  readonly channel: string;
  /** The draft that is to be replaced. */
  readonly edits?: string;
  /** When the schedule recurs of which the form shows the next times. */
  readonly timing?: string;
  /** What the report's audience had when the form was drawn with it first. */
  readonly usualAttachments?: readonly AttachmentKind[];
}

const reference = z.object({
  channel: z.string(),
  edits: z.string().exactOptional(),
  timing: z.string().exactOptional(),
  usualAttachments: z.array(z.enum(ATTACHMENT_KINDS)).exactOptional(),
});

export function writeReference(it: FormReference): string {
  return JSON.stringify(it);
}

/** @throws Error if it is not what {@link writeReference} wrote. */
export function readReference(metadata: string): FormReference {
  return reference.parse(JSON.parse(metadata));
}
