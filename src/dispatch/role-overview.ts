import { ROLES, type Role } from "../portfolio/portfolio.ts";
import type { Requester } from "./dispatch.ts";
import { isGroup, type Standing } from "./people.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
import { isUnbroken, type RoleChange, type RoleRecord } from "./role-record.ts";

export interface RoleOverviewDependencies extends RightsDependencies {
  readonly roleRecord: RoleRecord;
}

/** Somebody whom the settings name. */
export interface NamedPerson {
  readonly id: string;
  /** What keeps them from using their role; undefined where nothing does, or nobody can tell. */
  readonly excluded?: Exclude<Standing, "member">;
}

/** A user group that the settings name. */
export interface NamedGroup {
  readonly id: string;
  /** How many people belong to it; undefined while Slack does not say. */
  readonly members?: number;
}

export interface RoleOverview {
  /** In the order of their rights. */
  readonly roles: readonly {
    readonly role: Role;
    readonly people: readonly NamedPerson[];
    readonly groups: readonly NamedGroup[];
  }[];
  /** The latest changes, newest first. */
  readonly changes: readonly RoleChange[];
  /** How many there were in all. */
  readonly count: number;
  /** Whether the record of changes is the one that was written. */
  readonly isUnbroken: boolean;
}

/** Changes that are shown; the record keeps all of them. */
const LATEST = 8;

/** People whom Slack is asked about; of more of them only the ids are shown. */
const MOST_ASKED = 50;

/**
 * Who has which role, and how that came to be.
 *
 * @param notice Brings the record up to date first.
 * @throws NotAllowedError, PortfolioError, StoreUnavailableError
 */
export async function listRoles(
  by: Requester,
  deps: RoleOverviewDependencies,
  notice: () => Promise<void>,
): Promise<RoleOverview> {
  const { settings, roster } = await assertAccess(deps, by, "oversee");
  await notice();
  const named = [...new Set(ROLES.flatMap((role) => settings.roles[role]))];
  const standings = await readStandings(named, deps);
  const changes = await deps.roleRecord.all();
  return {
    roles: ROLES.map((role) => ({
      role,
      people: settings.roles[role]
        .filter((id) => !isGroup(id))
        .map((id) => ({ id, ...excludedBy(standings.get(id)) })),
      groups: settings.roles[role].filter(isGroup).map((id) => {
        const members = roster.members[id]?.length;
        return members === undefined ? { id } : { id, members };
      }),
    })),
    changes: changes.slice(-LATEST).toReversed(),
    count: changes.length,
    isUnbroken: isUnbroken(changes),
  };
}

async function readStandings(
  named: readonly string[],
  { people }: RoleOverviewDependencies,
): Promise<ReadonlyMap<string, Standing>> {
  const asked = named.filter((id) => !isGroup(id)).slice(0, MOST_ASKED);
  const told = await Promise.all(asked.map((id) => people.standingOf(id)));
  return new Map(
    told.flatMap((answer, n) => ("value" in answer ? [[asked[n] ?? "", answer.value]] : [])),
  );
}

function excludedBy(standing: Standing | undefined): Pick<NamedPerson, "excluded"> {
  return standing === undefined || standing === "member" ? {} : { excluded: standing };
}
