import type { Settings } from "../portfolio/portfolio.ts";

/** Who has to approve a report, and how. Frozen with the preview that is shown under it. */
export interface ApprovalPolicy {
  /** Slack user ids, ids of user groups, and roles; a role includes the ones above it. */
  readonly approvers: readonly string[];
  /** How many different people: 1 or 2. */
  readonly approvals: number;
  readonly requesterMayApprove: boolean;
  /** How long a preview can be approved, in milliseconds. */
  readonly expiresAfterMs: number;
  /** When approvers are reminded, in milliseconds after the preview; 0 for never. */
  readonly remindAfterMs: number;
  /**
   * When others are told that nobody has decided, in milliseconds after the preview; 0 for never. Absent in records from
   * before there was such a thing: then never, too.
   */
  readonly escalateAfterMs?: number;
  /** Who is told then: Slack user ids, ids of user groups, and roles. */
  readonly escalateTo?: readonly string[];
  /** How long an approved report can be recalled before it is sent, in milliseconds. */
  readonly holdMs: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** What counts where `settings.yml` says nothing. */
export const DEFAULT_POLICY = {
  approvers: ["approver"],
  approvals: 1,
  requesterMayApprove: true,
  expiresAfterMs: DAY_MS,
  remindAfterMs: DAY_MS / 2,
  escalateAfterMs: DAY_MS * 0.75,
  escalateTo: ["admin"],
  holdMs: 0,
} as const satisfies ApprovalPolicy;

/**
 * The rules for one type of report: what its audience says, else what `approval` says for all, else the default.
 *
 * @example policyOf(settings, "cfo").approvals // 2
 */
export function policyOf(
  settings: Pick<Settings, "approval" | "audiences">,
  reportType: string,
): ApprovalPolicy {
  const rules = { ...settings.approval, ...settings.audiences[reportType]?.approval };
  const expiresAfterMs = rules.expiresAfter ?? DEFAULT_POLICY.expiresAfterMs;
  const remindAfterMs = rules.remindAfter ?? expiresAfterMs / 2;
  return {
    approvers: rules.approvers ?? DEFAULT_POLICY.approvers,
    approvals: rules.approvals ?? DEFAULT_POLICY.approvals,
    requesterMayApprove: rules.requesterMayApprove ?? DEFAULT_POLICY.requesterMayApprove,
    expiresAfterMs,
    remindAfterMs,
    // Half-way between the reminder and the end.
    escalateAfterMs:
      rules.escalateAfter ?? ((remindAfterMs || expiresAfterMs / 2) + expiresAfterMs) / 2,
    escalateTo: rules.escalateTo ?? DEFAULT_POLICY.escalateTo,
    holdMs: rules.hold ?? DEFAULT_POLICY.holdMs,
  };
}

/** What of a dispatch the rules decide. */
interface UnderPolicy {
  readonly generatedAt: string;
  readonly policy?: ApprovalPolicy;
  readonly approvalExpiresAt?: string;
  readonly remindedAt?: string;
  readonly escalatedAt?: string;
}

/** The rules, and the end that follows from them. */
export function underPolicy({ generatedAt }: UnderPolicy, policy: ApprovalPolicy) {
  return { policy, approvalExpiresAt: later(generatedAt, policy.expiresAfterMs) };
}

/**
 * When something about a dispatch that waits falls due next: its reminder, its escalation, its end.
 *
 *     preview ─── reminder ─── escalation ─── expires
 *
 * @returns ISO 8601 in UTC; undefined for a dispatch that does not expire.
 */
export function lookAgainAt(waiting: UnderPolicy): string | undefined {
  const times = [reminderAt(waiting), escalationAt(waiting), waiting.approvalExpiresAt];
  return times.filter((time) => time !== undefined).toSorted()[0];
}

/** When approvers are to be reminded, if that is still to come. */
export function reminderAt({ generatedAt, policy, remindedAt, approvalExpiresAt }: UnderPolicy) {
  if (approvalExpiresAt === undefined || remindedAt !== undefined) return undefined;
  return after(generatedAt, policy?.remindAfterMs);
}

/** When others are to be told, if that is still to come. */
export function escalationAt({ generatedAt, policy, escalatedAt, approvalExpiresAt }: UnderPolicy) {
  if (approvalExpiresAt === undefined || escalatedAt !== undefined) return undefined;
  return after(generatedAt, policy?.escalateAfterMs);
}

function after(start: string, milliseconds = 0): string | undefined {
  return milliseconds > 0 ? later(start, milliseconds) : undefined;
}

/** Whether its time is over. The moment itself is already too late. */
export function isExpired({ approvalExpiresAt }: UnderPolicy, now: Date): boolean {
  return approvalExpiresAt !== undefined && approvalExpiresAt <= now.toISOString();
}

/**
 * @param at ISO 8601.
 * @returns ISO 8601 in UTC.
 */
export function later(at: string, milliseconds: number): string {
  return new Date(new Date(at).getTime() + milliseconds).toISOString();
}
