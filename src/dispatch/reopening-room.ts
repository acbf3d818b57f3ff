import { NothingToSendError } from "../errors.ts";
import type { Reopening } from "./dispatch.ts";

/**
 * Mails that all reopenings of one dispatch name together at most. Each takes some 90 bytes of its record, in the list and
 * in the event, and DynamoDB holds 400 KB in an item: with names and seals of 1,000 recipients this leaves a fifth.
 */
const MOST_MAILS = 3_000;

/**
 * A reopening that fits must not keep its end from fitting: then every mail would be out, and nobody told.
 *
 * @throws NothingToSendError
 */
export function assertRoom(reopenings: readonly Reopening[]): void {
  const mails = reopenings.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
  if (mails <= MOST_MAILS) return;
  throw new NothingToSendError(
    `Nothing was sent again: with this the report would have been taken up again for ${mails} mails, and its record holds ${MOST_MAILS}.`,
    { hint: "Ask for the report again, for those alone who did not get it." },
  );
}
