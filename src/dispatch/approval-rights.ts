import { NoApproverError, NotAllowedError } from "../errors.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { type ApprovalPolicy, DEFAULT_POLICY, policyOf } from "./approval-policy.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import type { People, Standing, Told } from "./people.ts";
import {
  type Access,
  assertMay,
  may,
  type RightsDependencies,
  readAccess,
  refusal,
} from "./rights.ts";
import { peopleMeant, type Roster } from "./roster.ts";

/** Everybody who may approve reports of one type, as the settings and groups are now, if they are members. */
function approversOf(roster: Roster, reportType: string): readonly string[] {
  return peopleMeant(roster, policyOf(roster.settings, reportType).approvers);
}

/** Whether somebody may approve or reject reports of one type. */
export function mayDecide(access: Access, reportType: string): boolean {
  return may(access, "view") && approversOf(access.roster, reportType).includes(access.by.userId);
}

/**
 * Whether somebody who has decided on reports of one type could do so now.
 *
 * @throws NotAllowedError where nobody can know: what was decided is not given up for that.
 */
export async function mayStillDecide(
  userId: string,
  reportType: string,
  deps: RightsDependencies,
): Promise<boolean> {
  // Whoever decided before was found to be of this workspace then.
  const access = await readAccess(deps, { userId, teamId: deps.homeTeam });
  if (mayDecide(access, reportType)) return true;
  const { unread } = access.roster;
  if (access.excluded !== undefined || unread === undefined) return false;
  throw new NotAllowedError(
    "Nothing was approved: whether an earlier approval still counts cannot be told, because Slack does not say who belongs to the user groups.",
    { hint: unread },
  );
}

export interface DecidingDependencies extends RightsDependencies {
  readonly registry: readonly ReportDefinition[];
}

/**
 * Finds out what somebody may do who wants to decide. Whoever may decide on nothing at all learns nothing else. A report
 * need not have an audience to be decided on: it may go to the recipient of last resort, or to people who were chosen.
 *
 * @throws NotAllowedError, PortfolioError
 */
export async function readAccessToDecide(
  deps: DecidingDependencies,
  by: Requester,
): Promise<Access> {
  const access = await readAccess(deps, by);
  if (!deps.registry.some(({ id }) => mayDecide(access, id))) assertMay(access, "approve");
  return access;
}

/** @throws NotAllowedError if this type of report is for others to decide on. */
export function assertMayDecide(access: Access, reportType: string): void {
  if (mayDecide(access, reportType)) return;
  throw refusal(
    access,
    `You may not approve or reject the report "${reportType}".`,
    `Nothing was decided. Ask an admin to add ${access.by.userId} to "approvers" under "approval" in settings.yml.`,
  );
}

/** @throws NotAllowedError where whoever asked must not be the one who approves. */
export function assertNotRequester(dispatch: Dispatch, by: Requester): void {
  const { requesterMayApprove } = dispatch.policy ?? DEFAULT_POLICY;
  if (requesterMayApprove || dispatch.requestedBy.userId !== by.userId) return;
  throw new NotAllowedError("Whoever asked for this report may not approve it.", {
    hint: "Nothing was approved. Ask somebody else who may approve it.",
  });
}

/** @throws NotAllowedError where others were chosen to approve it. */
export function assertIsChosen({ choices: { approvers } }: Dispatch, by: Requester): void {
  if (approvers === undefined || approvers.includes(by.userId)) return;
  throw new NotAllowedError("Others were chosen to approve this report.", {
    hint: "Nothing was approved. The preview says who; Edit can change that.",
  });
}

/**
 * Everybody who could approve a report of one type that this person asks for.
 *
 * @param chosen Only these of them.
 */
export function ableToApprove(
  { roster, by }: Pick<Access, "roster" | "by">,
  reportType: string,
  chosen?: readonly string[],
): readonly string[] {
  const { requesterMayApprove } = policyOf(roster.settings, reportType);
  return approversOf(roster, reportType).filter(
    (approver) =>
      (requesterMayApprove || approver !== by.userId) && (chosen?.includes(approver) ?? true),
  );
}

/**
 * The rules for a report that somebody asks for, if it can be approved at all under them.
 *
 * @param chosen Those who are to approve it, if not all who may.
 * @throws NoApproverError: a preview that nobody can approve would only wait for its end.
 */
export async function assertEnoughApprovers(
  access: Access,
  people: People,
  reportType: string,
  chosen?: readonly string[],
): Promise<ApprovalPolicy> {
  const { settings, roster } = access;
  const policy = policyOf(settings, reportType);
  const named = ableToApprove(access, reportType, chosen);
  const able = (await firstMembers(named, people, policy.approvals)).length;
  if (able >= policy.approvals) return policy;
  const needed = policy.approvals === 1 ? "1 person has" : `${policy.approvals} people have`;
  const besides = policy.requesterMayApprove ? "" : " besides you";
  if (chosen !== undefined) {
    throw new NoApproverError(
      `${needed} to approve the report "${reportType}", but of those who were chosen ${able} can${besides}. No preview was made.`,
      { hint: "Choose others to approve it." },
    );
  }
  const hint =
    roster.unread === undefined
      ? 'Ask an admin to add user ids or groups to "roles", or to change "approval", in settings.yml.'
      : `Slack does not say who belongs to the user groups. ${roster.unread}`;
  throw new NoApproverError(
    `${needed} to approve the report "${reportType}", but ${able} can${besides}. No preview was made.`,
    { hint },
  );
}

/**
 * The first of some people who are full members: no guests, bots or accounts that are gone. Whoever the directory says
 * nothing about counts. Asks about no more of them than it takes: a group may have hundreds.
 */
export async function firstMembers(
  userIds: readonly string[],
  people: People,
  most: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let next = 0; next < userIds.length && found.length < most; ) {
    const asked = userIds.slice(next, next + most - found.length);
    const told = await Promise.all(asked.map((userId) => people.standingOf(userId)));
    found.push(...asked.filter((_, n) => isMember(told[n])));
    next += asked.length;
  }
  return found;
}

function isMember(told: Told<Standing> | undefined): boolean {
  return told !== undefined && ("why" in told || told.value === "member");
}
