import { NotAllowedError, PortfolioError } from "../errors.ts";
import { ROLES, type Role, type Settings } from "../portfolio/portfolio.ts";
import type { Requester } from "./dispatch.ts";
import type { LoadSettings } from "./ports.ts";

/** What people do, and the least role it takes. Roles include the ones after them in `ROLES`. */
const LEAST_ROLE = {
  view: "viewer",
  request: "requester",
  approve: "approver",
  lift: "admin",
} as const satisfies Record<string, Role>;
export type Right = keyof typeof LEAST_ROLE;

const DEED: Readonly<Record<Right, string>> = {
  view: "see reports",
  request: "ask for reports",
  approve: "approve or reject reports",
  lift: "let an address get reports again",
};

/** The highest role somebody has, if any. */
export function roleOf(settings: Settings, userId: string): Role | undefined {
  return ROLES.find((role) => settings.roles[role].includes(userId));
}

/**
 * Whether somebody may do something. Decided by user id within the bot's own workspace, never by name:
 * names can be changed by whoever bears them.
 *
 * @param homeTeam Slack team the bot is installed in.
 */
export function may(
  settings: Settings,
  homeTeam: string,
  { userId, teamId }: Requester,
  right: Right,
): boolean {
  const role = roleOf(settings, userId);
  if (role === undefined || teamId !== homeTeam) return false;
  return ROLES.indexOf(role) <= ROLES.indexOf(LEAST_ROLE[right]);
}

/** Like {@link may}, but throws `NotAllowedError` with what to do about it. */
export function assertMay(
  settings: Settings,
  homeTeam: string,
  requester: Requester,
  right: Right,
): void {
  if (may(settings, homeTeam, requester, right)) return;
  if (requester.teamId !== homeTeam) {
    throw new NotAllowedError("People from other workspaces cannot use reports here.");
  }
  throw new NotAllowedError(`You may not ${DEED[right]}.`, {
    hint: `Ask an admin to add ${requester.userId} to "${LEAST_ROLE[right]}" under "roles" in settings.yml.`,
  });
}

/**
 * Reads the settings and checks a right, before anything else is read or shown.
 *
 * @throws NotAllowedError; PortfolioError if the settings are broken. Nobody's rights are known then, so that
 *   the faults say where they are but not what stands there.
 */
export async function assertMayBySettings(
  loadSettings: LoadSettings,
  homeTeam: string,
  requester: Requester,
  right: Right,
): Promise<Settings> {
  const settings = await readSettings(loadSettings);
  assertMay(settings, homeTeam, requester, right);
  return settings;
}

/**
 * The settings, for somebody whose rights are not known yet.
 *
 * @throws PortfolioError if they are broken: where the faults are, but not what stands there.
 */
export async function readSettings(loadSettings: LoadSettings): Promise<Settings> {
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
