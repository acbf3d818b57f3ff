import { AlreadyDecidedError } from "../../errors.ts";
import type { Click } from "../click.ts";

/** What is pressed, and what it decides, where that has a name. */
interface Deciding extends Click {
  readonly decision?: NonNullable<AlreadyDecidedError["decision"]>;
}

/**
 * A double click is no mistake worth a word: the message shows what it did. So does Slack's second delivery. Where the
 * message shows nothing of it, the person reads what they had decided.
 *
 * @returns undefined if this very person had decided it before, and sees so.
 */
export async function unlessOwn<T>(
  { requester, isElsewhere, decision }: Deciding,
  decide: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await decide();
  } catch (error) {
    const isOwn =
      error instanceof AlreadyDecidedError &&
      error.decidedBy === requester.userId &&
      error.decision === decision;
    if (isOwn && !isElsewhere(error.preview)) return undefined;
    throw error;
  }
}
