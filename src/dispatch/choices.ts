import { NoteTooLongError } from "../errors.ts";
import type { AttachmentKind } from "../portfolio/portfolio.ts";
import type { ReportChoices } from "../reports/compose.ts";

/** What people choose about one dispatch, kept with it so that it can be made again. The settings decide the rest. */
export interface DraftChoices extends ReportChoices {
  /** Ids under `people` of everybody who gets it, in the place of its audience; never addresses. */
  readonly recipients?: readonly string[];
  readonly attachments?: readonly AttachmentKind[];
  /** From whoever sends it to whoever reads it: stands at the top of the mail. */
  readonly note?: string;
  /** Not to be sent before this moment, ISO 8601 in UTC; right after the approval without it. */
  readonly sendAt?: string;
  /** Slack user ids of those who are to approve it, out of those who may. */
  readonly approvers?: readonly string[];
}

/** Longest note, in characters: what is longer belongs into a mail of its own. */
const NOTE_LIMIT = 1_000;

/** @throws NoteTooLongError */
export function assertNoteFits({ note = "" }: DraftChoices): void {
  const length = [...note].length;
  if (length <= NOTE_LIMIT) return;
  throw new NoteTooLongError(
    `The note has ${length.toLocaleString("en-US")} characters; ${NOTE_LIMIT.toLocaleString("en-US")} fit.`,
    { hint: "Shorten it." },
  );
}
