import { NoApproverError, NotAllowedError } from "../errors.ts";
import { ROLES, type Role, type Settings } from "../portfolio/portfolio.ts";
import { type ApprovalPolicy, DEFAULT_POLICY, policyOf } from "./approval-policy.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import type { LoadSettings } from "./ports.ts";
import { assertMay, may, readSettings, roleOf } from "./rights.ts";

/** Everybody who may approve reports of one type, as the settings are now. */
export function approversOf(settings: Settings, reportType: string): readonly string[] {
  const named = policyOf(settings, reportType).approvers.flatMap((approver) =>
    isRole(approver) ? withRole(settings, approver) : [approver],
  );
  // Whoever has no role may do nothing here, also if a report's rules still name them.
  return [...new Set(named)].filter((userId) => roleOf(settings, userId) !== undefined);
}

/** Whether somebody may approve or reject reports of one type. */
export function mayDecide(
  settings: Settings,
  homeTeam: string,
  by: Requester,
  reportType: string,
): boolean {
  return (
    may(settings, homeTeam, by, "view") && approversOf(settings, reportType).includes(by.userId)
  );
}

/**
 * Reads the settings for somebody who wants to decide. Whoever may decide on nothing at all learns nothing else.
 *
 * @throws NotAllowedError, PortfolioError
 */
export async function readSettingsToDecide(
  loadSettings: LoadSettings,
  homeTeam: string,
  by: Requester,
): Promise<Settings> {
  const settings = await readSettings(loadSettings);
  const types = Object.keys(settings.audiences);
  if (!types.some((type) => mayDecide(settings, homeTeam, by, type))) {
    assertMay(settings, homeTeam, by, "approve");
  }
  return settings;
}

/** @throws NotAllowedError if this type of report is for others to decide on. */
export function assertMayDecide(
  settings: Settings,
  homeTeam: string,
  by: Requester,
  reportType: string,
): void {
  if (mayDecide(settings, homeTeam, by, reportType)) return;
  throw new NotAllowedError(`You may not approve or reject the report "${reportType}".`, {
    hint: `Nothing was decided. Ask an admin to add ${by.userId} to "approvers" under "approval" in settings.yml.`,
  });
}

/** @throws NotAllowedError where whoever asked must not be the one who approves. */
export function assertNotRequester(dispatch: Dispatch, by: Requester): void {
  const { requesterMayApprove } = dispatch.policy ?? DEFAULT_POLICY;
  if (requesterMayApprove || dispatch.requestedBy.userId !== by.userId) return;
  throw new NotAllowedError("Whoever asked for this report may not approve it.", {
    hint: "Nothing was approved. Ask somebody else who may approve it.",
  });
}

/**
 * The rules for a report that somebody asks for, if it can be approved at all under them.
 *
 * @throws NoApproverError: a preview that nobody can approve would only wait for its end.
 */
export function assertEnoughApprovers(
  settings: Settings,
  { userId }: Requester,
  reportType: string,
): ApprovalPolicy {
  const policy = policyOf(settings, reportType);
  const able = approversOf(settings, reportType).filter(
    (approver) => policy.requesterMayApprove || approver !== userId,
  );
  if (able.length >= policy.approvals) return policy;
  const needed = policy.approvals === 1 ? "1 person has" : `${policy.approvals} people have`;
  const besides = policy.requesterMayApprove ? "" : " besides you";
  throw new NoApproverError(
    `${needed} to approve the report "${reportType}", but ${able.length} can${besides}. No preview was made.`,
    { hint: 'Ask an admin to add user ids to "roles", or to change "approval", in settings.yml.' },
  );
}

function isRole(name: string): name is Role {
  return ROLES.some((role) => role === name);
}

function withRole({ roles }: Settings, role: Role): readonly string[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((name) => roles[name]);
}
