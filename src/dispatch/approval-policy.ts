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
  /** How long an approved report can be recalled before it is sent, in milliseconds. */
  readonly holdMs: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** What counts where `settings.yml` says nothing. */
export const DEFAULT_POLICY: ApprovalPolicy = {
  approvers: ["approver"],
  approvals: 1,
  requesterMayApprove: true,
  expiresAfterMs: DAY_MS,
  remindAfterMs: DAY_MS / 2,
  holdMs: 0,
};

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
  return {
    approvers: rules.approvers ?? DEFAULT_POLICY.approvers,
    approvals: rules.approvals ?? DEFAULT_POLICY.approvals,
    requesterMayApprove: rules.requesterMayApprove ?? DEFAULT_POLICY.requesterMayApprove,
    expiresAfterMs,
    remindAfterMs: rules.remindAfter ?? expiresAfterMs / 2,
    holdMs: rules.hold ?? DEFAULT_POLICY.holdMs,
  };
}

/** What of a dispatch the rules decide. */
interface UnderPolicy {
  readonly generatedAt: string;
  readonly policy?: ApprovalPolicy;
  readonly approvalExpiresAt?: string;
  readonly remindedAt?: string;
}

/** The rules, and the end that follows from them. */
export function underPolicy({ generatedAt }: UnderPolicy, policy: ApprovalPolicy) {
  return { policy, approvalExpiresAt: later(generatedAt, policy.expiresAfterMs) };
}

/**
 * When something about a dispatch that waits falls due next: its reminder, then its end.
 *
 * @returns ISO 8601 in UTC; undefined for a dispatch that does not expire.
 */
export function lookAgainAt({
  generatedAt,
  policy,
  approvalExpiresAt,
  remindedAt,
}: UnderPolicy): string | undefined {
  if (policy === undefined || approvalExpiresAt === undefined) return approvalExpiresAt;
  const reminds = remindedAt === undefined && policy.remindAfterMs > 0;
  return reminds ? later(generatedAt, policy.remindAfterMs) : approvalExpiresAt;
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
