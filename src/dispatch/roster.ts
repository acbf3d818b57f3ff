import { ROLES, type Role, type Settings } from "../portfolio/portfolio.ts";
import { isGroup, type People } from "./people.ts";

/** The settings, and the people that the groups they name consist of now. */
export interface Roster {
  readonly settings: Settings;
  /** By id of the group. Of a group that is not here nobody can tell who belongs to it: it gives no right. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Why the members of some group are not known, as a sentence with what to do; undefined if all are. */
  readonly unread?: string;
}

/** Asks the directory about every group that the settings name, all at the same time. */
export async function readRoster(settings: Settings, people: People): Promise<Roster> {
  const groups = [...new Set(namesIn(settings).filter(isGroup))];
  const told = await Promise.all(groups.map((group) => people.membersOf(group)));
  const known = told.flatMap((answer, n) =>
    "value" in answer ? [[groups[n] ?? "", answer.value] as const] : [],
  );
  const unread = told.find((answer) => "why" in answer);
  return {
    settings,
    members: Object.fromEntries(known),
    ...(unread !== undefined && "why" in unread && { unread: unread.why }),
  };
}

/** The same without any group: what holds where the directory does not answer. */
export function withoutGroups({ settings }: Roster, why: string): Roster {
  return namesIn(settings).some(isGroup)
    ? { settings, members: {}, unread: why }
    : { settings, members: {} };
}

/** The highest role somebody has, if any. */
export function roleOf(roster: Roster, userId: string): Role | undefined {
  return ROLES.find((role) => peopleNamed(roster, roster.settings.roles[role]).includes(userId));
}

/** Everybody with a role or one above it. */
function peopleWithRole(roster: Roster, role: Role): readonly string[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((name) =>
    peopleNamed(roster, roster.settings.roles[name]),
  );
}

/**
 * The people that a list of the settings means, each once: by user id, by group, by role. Whoever has no role is not
 * among them: they may do nothing, also if a rule still names them.
 */
export function peopleMeant(roster: Roster, names: readonly string[]): readonly string[] {
  const all = names.flatMap((name) =>
    isRole(name) ? peopleWithRole(roster, name) : peopleNamed(roster, [name]),
  );
  return [...new Set(all)].filter((userId) => roleOf(roster, userId) !== undefined);
}

function peopleNamed({ members }: Roster, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => (isGroup(id) ? (members[id] ?? []) : [id]));
}

function isRole(name: string): name is Role {
  return ROLES.some((role) => role === name);
}

/** Every id that roles or rules of approval name. */
function namesIn({ roles, approval, audiences }: Settings): readonly string[] {
  const rules = [approval, ...Object.values(audiences).map((audience) => audience.approval)];
  const named = rules.flatMap((it) => [...(it?.approvers ?? []), ...(it?.escalateTo ?? [])]);
  return [...ROLES.flatMap((role) => roles[role]), ...named];
}
