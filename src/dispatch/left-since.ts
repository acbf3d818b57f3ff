import type { Clock } from "../clock.ts";
import { NO_PERSON } from "./digest-type.ts";
import type { Decision, Dispatch, SkipReason } from "./dispatch.ts";
import type { KeptBack } from "./keep-back.ts";
import { isScheduleAsApprover } from "./schedule-as-approver.ts";

/** After an approval the audience is as it was found then for so long, in milliseconds: what goes out at once is not held up. */
const FRESH_MS = 60_000;

/** More people than this who have left are counted, not named. */
const MOST_NAMES = 3;

/**
 * Whether somebody may have left since it was last known that nobody has: at the approval, or when it was taken up again.
 * A hold, a wait for the mail service and a crash may lie in between.
 */
export function mayHaveLeft(dispatch: Dispatch, clock: Clock): boolean {
  const { approval, reopenings, generatedAt } = dispatch;
  const looks = [generatedAt, lookAt(approval), reopenings?.at(-1)?.at].flatMap((at) => at ?? []);
  return clock.now().getTime() - Math.max(...looks.map(Date.parse)) > FRESH_MS;
}

/** What a schedule approves, and the digest's mail, nobody has compared with the audience of then. */
function lookAt(approval: Decision | undefined): string | undefined {
  const isLook =
    approval !== undefined && approval.by !== NO_PERSON && !isScheduleAsApprover(approval.by);
  return isLook ? approval.at : undefined;
}

const ALONE: Readonly<Record<SkipReason, string>> = {
  unsubscribed: "unsubscribed since the preview.",
  bounced: "mail to this address bounced since the preview. See /exec-report suppressions.",
  complained:
    "a mail to this address was reported as spam since the preview. See /exec-report suppressions.",
};

const SHARED: Readonly<Record<SkipReason, (name: string) => string>> = {
  unsubscribed: (name) => `${name} unsubscribed`,
  bounced: (name) => `mail to ${name} bounced`,
  complained: (name) => `${name} reported a mail as spam`,
};

/** Why a mail does not go out, as it follows the names of those it was for. */
export function whyKeptBack({ delivery, leftOut }: KeptBack): string {
  const [only] = leftOut;
  if (only !== undefined && delivery.recipients === 1) return ALONE[only.reason];
  const named = leftOut.slice(0, MOST_NAMES);
  const more = leftOut.length - named.length;
  const those = named.map(({ name, reason }) => SHARED[reason](name)).join(", ");
  const rest = more > 0 ? ` and ${more} more have left` : "";
  return `${those}${rest} since the preview, and all of them share one mail. Ask for the report again for the others.`;
}
