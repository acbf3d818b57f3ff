import { describe, expect, it } from "vitest";
import {
  DEFAULT_POLICY,
  isExpired,
  later,
  lookAgainAt,
  policyOf,
  underPolicy,
} from "../../../src/dispatch/approval-policy.ts";
import type { ApprovalSettings, Settings } from "../../../src/portfolio/portfolio.ts";

const HOUR = 3_600_000;
const AT = "2026-10-31T12:00:00.000Z";

describe("policyOf", () => {
  const policy = (all?: ApprovalSettings, own?: ApprovalSettings) => {
    const audiences: Settings["audiences"] = {
      cfo: { to: [], ...(own && { approval: own }) },
    };
    return policyOf({ audiences, ...(all && { approval: all }) }, "cfo");
  };

  it("is one approver, a day, a reminder and word to the admins in it, where nothing is said", () => {
    expect(policy()).toEqual({
      approvers: ["approver"],
      approvals: 1,
      requesterMayApprove: true,
      expiresAfterMs: 24 * HOUR,
      remindAfterMs: 12 * HOUR,
      escalateAfterMs: 18 * HOUR,
      escalateTo: ["admin"],
      holdMs: 0,
    });
    expect(policyOf({ audiences: {} }, "cfo")).toEqual(DEFAULT_POLICY);
  });

  it("takes each rule from the report, or else from the rules for all", () => {
    const all: ApprovalSettings = {
      approvers: ["admin"],
      approvals: 2,
      requesterMayApprove: false,
      expiresAfter: 4 * HOUR,
      remindAfter: HOUR,
      escalateAfter: 3 * HOUR,
      escalateTo: ["UBOSS"],
      hold: 60_000,
    };
    const shared = {
      approvers: ["admin"],
      approvals: 2,
      requesterMayApprove: false,
      expiresAfterMs: 4 * HOUR,
      remindAfterMs: HOUR,
      escalateAfterMs: 3 * HOUR,
      escalateTo: ["UBOSS"],
      holdMs: 60_000,
    };
    expect(policy(all)).toEqual(shared);
    expect(policy(all, { approvals: 1, hold: 0 })).toEqual({ ...shared, approvals: 1, holdMs: 0 });
  });

  it("reminds after half the time that the report has, unless that is said", () => {
    expect(policy({ expiresAfter: 8 * HOUR }).remindAfterMs).toBe(4 * HOUR);
    expect(policy({ remindAfter: 0 }).remindAfterMs).toBe(0);
  });

  it("tells others half-way between the reminder, or where it would be, and the end", () => {
    expect(policy({ expiresAfter: 8 * HOUR, remindAfter: HOUR }).escalateAfterMs).toBe(4.5 * HOUR);
    expect(policy({ expiresAfter: 8 * HOUR, remindAfter: 0 }).escalateAfterMs).toBe(6 * HOUR);
  });
});

describe("what falls due about a preview", () => {
  const under = (remindAfterMs: number, escalateAfterMs = 0) => ({
    generatedAt: AT,
    ...underPolicy({ generatedAt: AT }, { ...DEFAULT_POLICY, remindAfterMs, escalateAfterMs }),
  });
  const end = "2026-11-01T12:00:00.000Z";

  it("is its reminder, then word to others, then its end", () => {
    const waiting = under(HOUR, 2 * HOUR);
    expect(waiting.approvalExpiresAt).toBe(end);
    expect(lookAgainAt(waiting)).toBe("2026-10-31T13:00:00.000Z");
    const reminded = { ...waiting, remindedAt: later(AT, HOUR) };
    expect(lookAgainAt(reminded)).toBe("2026-10-31T14:00:00.000Z");
    expect(lookAgainAt({ ...reminded, escalatedAt: later(AT, 2 * HOUR) })).toBe(end);
    expect(lookAgainAt(under(0))).toBe(end);
  });

  it("is nothing for one without an end, or its end alone where it has no rules", () => {
    const { approvalExpiresAt: _, ...endless } = under(HOUR, 2 * HOUR);
    expect(lookAgainAt(endless)).toBeUndefined();
    expect(lookAgainAt({ generatedAt: AT, approvalExpiresAt: end })).toBe(end);
  });

  it("is over at the very moment, and never without an end", () => {
    const waiting = under(HOUR);
    expect(isExpired(waiting, new Date(Date.parse(end) - 1))).toBe(false);
    expect(isExpired(waiting, new Date(end))).toBe(true);
    expect(isExpired({ generatedAt: AT }, new Date("2999-01-01"))).toBe(false);
  });
});
