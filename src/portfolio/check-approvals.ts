/** Whether the rules of approval can be followed at all. Looks at plain values, like the other cross-checks. */
import type { PortfolioFault } from "../errors.ts";
import { checkHold } from "./check-hold.ts";
import { faultAt, valueAt } from "./faults.ts";
import { notKnown } from "./known.ts";
import { ROLES } from "./portfolio.ts";
import { parseDuration } from "./schema/approval.ts";
import { SLACK_PEOPLE } from "./schema/scalars.ts";
import type { Path, YamlDocument } from "./yaml-document.ts";

/** The rules for all reports. */
const SHARED: Path = ["approval"];

/** Approvers exist, there are enough of them, reminder and escalation come before the end, and the hold ends in time. */
export function checkApprovals(settings: YamlDocument): readonly PortfolioFault[] {
  const audiences = valueAt(settings.value, ["audiences"]);
  const types = typeof audiences === "object" && audiences !== null ? Object.keys(audiences) : [];
  return [SHARED, ...types.map((type): Path => ["audiences", type, "approval"])]
    .filter((rules) => valueAt(settings.value, rules) !== undefined)
    .flatMap((rules) => [
      ...unknownPeople(settings, [...rules, "approvers"]),
      ...unknownPeople(settings, [...rules, "escalate_to"]),
      ...tooFewApprovers(settings, rules),
      ...tooLate(settings, rules, "remind_after"),
      ...tooLate(settings, rules, "escalate_after"),
      ...checkHold(settings, rules),
    ]);
}

function unknownPeople(settings: YamlDocument, at: Path): readonly PortfolioFault[] {
  const known = peopleWithRole(settings, ROLES.length - 1);
  const hasGroups = known.some(isGroup);
  return listAt(settings, at).flatMap((approver, index) => {
    // What is neither a role nor an id is left to the schema.
    if (!SLACK_PEOPLE.test(approver) || known.includes(approver)) return [];
    // Only Slack knows who has a role by a group.
    if (hasGroups && !isGroup(approver)) return [];
    const problem = `${notKnown(approver, isGroup(approver) ? 'user group under "roles"' : 'user id under "roles"', known)}; a viewer is enough`;
    return [faultAt(settings, [...at, index], problem)];
  });
}

function tooFewApprovers(settings: YamlDocument, rules: Path): readonly PortfolioFault[] {
  const at = placeOf(settings, rules, "approvals");
  const needed = at === undefined ? 1 : valueAt(settings.value, at);
  const approversAt = placeOf(settings, rules, "approvers");
  // Without rules of its own about this, a report has no fault of its own either.
  const own = [at, approversAt].filter((place) => place?.length === rules.length + 1);
  if (own.length === 0 || (needed !== 1 && needed !== 2)) return [];
  const approvers = approversAt === undefined ? ["approver"] : listAt(settings, approversAt);
  const people = new Set(approvers.flatMap((approver) => peopleOf(settings, approver)));
  // How many a group has is known to Slack alone: what is too few then, the draft says.
  if (people.size >= needed || [...people].some(isGroup)) return [];
  const problem = `asks for ${needed} ${needed === 1 ? "approval" : "approvals"}, but ${people.size} ${people.size === 1 ? "person" : "people"} may approve; add user ids to "approvers" here or to "roles"`;
  return [faultAt(settings, own[0] ?? rules, problem)];
}

function tooLate(
  settings: YamlDocument,
  rules: Path,
  field: "remind_after" | "escalate_after",
): readonly PortfolioFault[] {
  const at = placeOf(settings, rules, field);
  const expiresAt = placeOf(settings, rules, "expires_after");
  const set = at && parseDuration(valueAt(settings.value, at));
  const expires = parseDuration(
    expiresAt === undefined ? "24h" : valueAt(settings.value, expiresAt),
  );
  if (at === undefined || set === undefined || expires === undefined) return [];
  const own = [at, expiresAt].some((place) => place?.length === rules.length + 1);
  if (!own || set < expires) return [];
  const problem =
    "is not before the preview expires, expected less than expires_after (24h without it)";
  return [faultAt(settings, at, problem)];
}

/** Where a rule stands: with its report, or else with all reports; undefined if nowhere. */
function placeOf(settings: YamlDocument, rules: Path, field: string): Path | undefined {
  return [rules, SHARED]
    .map((place): Path => [...place, field])
    .find((place) => valueAt(settings.value, place) !== undefined);
}

function isGroup(id: string): boolean {
  return id.startsWith("S") && SLACK_PEOPLE.test(id);
}

function peopleOf(settings: YamlDocument, approver: string): readonly string[] {
  const names: readonly string[] = ROLES;
  const role = names.indexOf(approver);
  return role === -1 ? [approver] : peopleWithRole(settings, role);
}

/** Roles include the ones after them. */
function peopleWithRole(settings: YamlDocument, role: number): readonly string[] {
  return ROLES.slice(0, role + 1).flatMap((name) => listAt(settings, ["roles", name]));
}

function listAt(settings: YamlDocument, path: Path): readonly string[] {
  const value = valueAt(settings.value, path);
  return Array.isArray(value) ? value.map((item) => (typeof item === "string" ? item : "")) : [];
}
