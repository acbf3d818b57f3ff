import { policyOf } from "../../dispatch/approval-policy.ts";
import { firstMembers } from "../../dispatch/approval-rights.ts";
import type { People } from "../../dispatch/people.ts";
import { peopleMeant, type Roster, readRoster } from "../../dispatch/roster.ts";
import type { Settings } from "../../portfolio/portfolio.ts";
import { REPORT_TYPES } from "../../reports/registry.ts";
import { bad, type Finding, good, warn } from "./finding.ts";

const MEND =
  'Add Slack user ids or groups to "approver" under "roles", or change "approval", in settings.yml.';

/** Can every report be approved, whoever asks for it? The files alone cannot tell: an account may be gone. */
export async function checkApprovals(
  settings: Settings,
  people: People,
): Promise<readonly Finding[]> {
  const roster = await readRoster(settings, people);
  const told = await Promise.all(REPORT_TYPES.map((type) => problemOf(type, roster, people)));
  const fine = REPORT_TYPES.filter((_, n) => told[n] === undefined);
  const problems = new Set(told.filter((problem) => problem !== undefined));
  return [
    ...(roster.unread === undefined ? [] : [warn("Approvals", roster.unread)]),
    ...(fine.length === 0
      ? []
      : [
          good(
            "Approvals",
            `${fine.length} of ${REPORT_TYPES.length} reports have who approves them`,
          ),
        ]),
    ...[...problems].map((problem) =>
      toFinding(
        problem,
        REPORT_TYPES.filter((_, n) => told[n] === problem),
      ),
    ),
  ];
}

/** What keeps a report from being approved, the same words for the same problem; undefined if nothing does. */
async function problemOf(
  type: string,
  roster: Roster,
  people: People,
): Promise<string | undefined> {
  const { approvers, approvals, requesterMayApprove } = policyOf(roster.settings, type);
  const able = await firstMembers(peopleMeant(roster, approvers), people, approvals + 1);
  if (able.length === 0) return "nobody may approve";
  if (able.length < approvals) return `${approvals} people have to approve, but only 1 may approve`;
  if (requesterMayApprove || able.length > approvals) return undefined;
  const askers = peopleMeant(roster, ["requester"]);
  const stuck = able.filter((userId) => askers.includes(userId));
  return stuck.length === 0
    ? undefined
    : `if ${stuck.join(" or ")} asks, too few others may approve`;
}

function toFinding(problem: string, types: readonly string[]): Finding {
  const text = `${problem} ${types.join(", ")}`;
  return problem.startsWith("if ") ? warn("Approvals", text, MEND) : bad("Approvals", text, MEND);
}
