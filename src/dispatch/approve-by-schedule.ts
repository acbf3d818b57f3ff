import type { Clock } from "../clock.ts";
import { MailTooLargeError } from "../errors.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import { DEFAULT_POLICY, later } from "./approval-policy.ts";
import type { Dispatch } from "./dispatch.ts";
import { isTooLarge } from "./mail-size.ts";
import { type Access, may } from "./rights.ts";
import { scheduleAsApprover } from "./schedule-as-approver.ts";
import { assertSenderReady, type SenderCheckDependencies } from "./sender-check.ts";
import type { DispatchStore } from "./store-port.ts";

export interface ApproveByScheduleDependencies extends SenderCheckDependencies {
  readonly store: DispatchStore;
  readonly clock: Clock;
}

/** Whether the rules of a report let schedules send it without anybody looking at it. */
export function maySchedulesSend(
  { approval, audiences }: Pick<Settings, "approval" | "audiences">,
  reportType: string,
): boolean {
  return audiences[reportType]?.approval?.schedulesMaySend ?? approval?.schedulesMaySend ?? false;
}

/** Whether somebody may make a schedule that sends a report without anybody looking at it: an admin, by such rules. */
export function mayScheduleUnseen(access: Access, reportType: string): boolean {
  return may(access, "manage") && maySchedulesSend(access.settings, reportType);
}

/**
 * Approves a report in the name of the schedule that it was made for, on record as such. The rules that allow it take
 * the place of every other approval; the time in which it can be recalled stays. Whoever decided meanwhile has decided.
 *
 * @throws MailTooLargeError, SenderNotReadyError
 */
export async function approveBySchedule(
  waiting: Dispatch,
  scheduleId: string,
  deps: ApproveByScheduleDependencies,
): Promise<Dispatch> {
  if (isTooLarge(waiting)) {
    throw new MailTooLargeError("The mail is larger than the 10 MB that Amazon SES takes.", {
      hint: "Leave out an attachment below its preview, and approve it there. Nothing was sent.",
    });
  }
  await assertSenderReady(waiting, deps);
  const at = deps.clock.now().toISOString();
  const approval = { by: scheduleAsApprover(scheduleId), at, hash: waiting.artifactHash };
  const { holdMs } = waiting.policy ?? DEFAULT_POLICY;
  const heldUntil = holdMs > 0 ? later(at, holdMs) : undefined;
  const { dispatch } = await deps.store.changeState({
    dispatchId: waiting.id,
    to: "approved",
    approval,
    approvals: [...(waiting.approvals ?? []), approval],
    seen: waiting,
    ...(heldUntil !== undefined && { heldUntil, dueAt: heldUntil }),
  });
  return dispatch;
}
