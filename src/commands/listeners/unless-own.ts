import type { Requester } from "../../dispatch/dispatch.ts";
import { AlreadyDecidedError } from "../../errors.ts";

/**
 * A double click is no mistake worth a word: the message shows what it did. So does Slack's second delivery.
 *
 * @returns undefined if this very person had decided it before.
 */
export async function unlessOwn<T>(
  { userId }: Requester,
  decide: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof AlreadyDecidedError && error.decidedBy === userId) return undefined;
    throw error;
  }
}
