import { NotAllowedError, PortfolioError } from "../errors.ts";
import { ROLES, type Role, type Settings } from "../portfolio/portfolio.ts";
import type { Requester } from "./dispatch.ts";
import type { People, Standing, Told } from "./people.ts";
import type { LoadSettings } from "./ports.ts";
import { type Roster, readRoster, roleOf, withoutGroups } from "./roster.ts";

/** What people do, and the least role it takes. Roles include the ones after them in `ROLES`. */
const LEAST_ROLE = {
  view: "viewer",
  request: "requester",
  approve: "approver",
  lift: "admin",
  manage: "admin",
  oversee: "admin",
} as const satisfies Record<string, Role>;
export type Right = keyof typeof LEAST_ROLE;

const DEED: Readonly<Record<Right, string>> = {
  view: "see reports",
  request: "ask for reports",
  approve: "approve or reject reports",
  lift: "let an address get reports again",
  manage: "change other people's schedules",
  oversee: "see who has which role",
};

/** What it takes to tell what somebody may do. */
export interface RightsDependencies {
  readonly loadSettings: LoadSettings;
  readonly people: People;
  /** Slack team the bot is installed in. */
  readonly homeTeam: string;
}

/** What one person may do at one moment. Everything about it is known: asking it takes no time. */
export interface Access {
  readonly by: Requester;
  readonly settings: Settings;
  readonly roster: Roster;
  /** The highest role they have; undefined for whoever may do nothing. */
  readonly role: Role | undefined;
  /** Why they may do nothing whatever the settings say, if that is so. */
  readonly excluded?: string;
}

/**
 * Finds out what somebody may do, before anything else is read or shown. By user id within the bot's own workspace,
 * never by name: names can be changed by whoever bears them.
 *
 *     settings.yml ── roles: U…, S… ──┐
 *     directory ── members of S… ─────┼─ role ── may
 *     directory ── member, guest, …? ─┘
 *
 * Where the directory does not answer, a role by user id stands and a role by group does not.
 *
 * @throws PortfolioError if the settings are broken. Nobody's rights are known then, so that the faults say where
 *   they are but not what stands there.
 */
export async function readAccess(deps: RightsDependencies, by: Requester): Promise<Access> {
  const { people, homeTeam } = deps;
  const isAtHome = by.teamId === homeTeam;
  const [settings, standing] = await Promise.all([
    readSettings(deps.loadSettings),
    isAtHome ? people.standingOf(by.userId) : STRANGER,
  ]);
  return accessOf(by, standing, await readRoster(settings, people));
}

const STRANGER: Told<Standing> = { value: "stranger" };

/** The rule itself. */
export function accessOf(by: Requester, standing: Told<Standing>, everybody: Roster): Access {
  const { settings } = everybody;
  if ("why" in standing) {
    const roster = withoutGroups(everybody, standing.why);
    return { by, settings, roster, role: roleOf(roster, by.userId) };
  }
  const excluded = EXCLUDED[standing.value];
  if (excluded !== undefined) {
    return { by, settings, roster: everybody, role: undefined, excluded };
  }
  return { by, settings, roster: everybody, role: roleOf(everybody, by.userId) };
}

const EXCLUDED: Readonly<Record<Standing, string | undefined>> = {
  member: undefined,
  guest: "Guests of the workspace cannot use reports here.",
  stranger: "People from other workspaces cannot use reports here.",
  bot: "Bots cannot use reports here.",
  deactivated: "This account is deactivated; it cannot use reports here.",
};

export function may({ role }: Access, right: Right): boolean {
  return role !== undefined && ROLES.indexOf(role) <= ROLES.indexOf(LEAST_ROLE[right]);
}

/** Like {@link may}, but throws `NotAllowedError` with what to do about it. */
export function assertMay(access: Access, right: Right): void {
  if (may(access, right)) return;
  const ask = `Ask an admin to add ${access.by.userId} to "${LEAST_ROLE[right]}" under "roles" in settings.yml.`;
  throw refusal(access, `You may not ${DEED[right]}.`, ask);
}

/**
 * Why somebody may not do something.
 *
 * @param message What they may not do.
 * @param hint What helps if it is only a role that is missing.
 */
export function refusal(
  { excluded, roster }: Access,
  message: string,
  hint: string,
): NotAllowedError {
  if (excluded !== undefined) return new NotAllowedError(excluded);
  if (roster.unread === undefined) return new NotAllowedError(message, { hint });
  return new NotAllowedError(
    `${message} Roles by user group do not count now, because Slack does not say who belongs to them.`,
    { hint: roster.unread, isPassing: true },
  );
}

/** @throws NotAllowedError for everybody but full members of this workspace, with or without a role. */
export async function assertMember(deps: RightsDependencies, by: Requester): Promise<void> {
  const standing = by.teamId === deps.homeTeam ? await deps.people.standingOf(by.userId) : STRANGER;
  const excluded = "value" in standing ? EXCLUDED[standing.value] : undefined;
  if (excluded !== undefined) throw new NotAllowedError(excluded);
}

/**
 * Finds out what somebody may do, and checks a right.
 *
 * @throws NotAllowedError; PortfolioError as {@link readAccess}.
 */
export async function assertAccess(
  deps: RightsDependencies,
  by: Requester,
  right: Right,
): Promise<Access> {
  const access = await readAccess(deps, by);
  assertMay(access, right);
  return access;
}

/**
 * The settings, for somebody whose rights are not known yet.
 *
 * @throws PortfolioError if they are broken: where the faults are, but not what stands there.
 */
async function readSettings(loadSettings: LoadSettings): Promise<Settings> {
  return await loadSettings().catch((error: unknown) => {
    throw error instanceof PortfolioError ? withoutValues(error) : error;
  });
}

function withoutValues(error: PortfolioError): PortfolioError {
  const faults = error.faults.map((fault) => ({ ...fault, problem: "is not valid" }));
  return new PortfolioError(faults, {
    hint: "An admin has to correct it; `npm run doctor` says what is wrong.",
    cause: error,
  });
}
