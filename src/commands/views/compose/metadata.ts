import { z } from "zod";

/** What the form refers to. References, no rights. */
export interface FormReference {
  /** Where the command was typed, and the preview goes. */
  readonly channel: string;
  /** The draft that is to be replaced. */
  readonly edits?: string;
  /** When the schedule recurs of which the form shows the next times. */
  readonly timing?: string;
}

const reference = z.object({
  channel: z.string(),
  edits: z.string().exactOptional(),
  timing: z.string().exactOptional(),
});

export function writeReference(it: FormReference): string {
  return JSON.stringify(it);
}

/** @throws Error if it is not what {@link writeReference} wrote. */
export function readReference(metadata: string): FormReference {
  return reference.parse(JSON.parse(metadata));
}
