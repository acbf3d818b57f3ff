import { z } from "zod";

/** What the form refers to. References, no rights. */
export interface FormReference {
  /** Where the command was typed, and the preview goes. */
  readonly channel: string;
  /** The draft that is to be replaced. */
  readonly edits?: string;
}

const reference = z.object({ channel: z.string(), edits: z.string().exactOptional() });

export function writeReference({ channel, edits }: FormReference): string {
  return JSON.stringify({ channel, ...(edits !== undefined && { edits }) });
}

/** @throws Error if it is not what {@link writeReference} wrote. */
export function readReference(metadata: string): FormReference {
  return reference.parse(JSON.parse(metadata));
}
