import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { ROLES, type Role } from "../portfolio/portfolio.ts";
import type { LoadSettings } from "./ports.ts";
import { canonicalJson, hashEvent, nextEvent, type TrailEvent, trailStart } from "./trail.ts";

/** Ids of people and groups by role, sorted. */
export type Roles = Readonly<Record<Role, readonly string[]>>;

/** That somebody has a role: a person or a group, as the settings name them. */
export interface Grant {
  readonly id: string;
  readonly role: Role;
}

/** One change of the roles, as it stands on record: chained to everything before it. */
export interface RoleChange extends TrailEvent {
  /** `first_seen`: the roles as they were when the record began. */
  readonly event: "first_seen" | "changed";
  readonly gained: readonly Grant[];
  readonly lost: readonly Grant[];
  /** All roles after the change. */
  readonly roles: Roles;
}

/** Changes of roles; what was added stays. */
export interface RoleRecord {
  last(): Promise<RoleChange | undefined>;
  /** Oldest first. */
  all(): Promise<readonly RoleChange[]>;
  /** @returns false if another change has this number already. */
  add(change: RoleChange): Promise<boolean>;
}

export interface RoleWatchDependencies {
  readonly loadSettings: LoadSettings;
  readonly roleRecord: RoleRecord;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where the chain of changes begins. */
const SUBJECT = "roles";

/**
 * Notices when the roles in the settings are others than those on record, and records who gained and who lost what.
 *
 *     A  reads change 4 ── adds change 5 ──► done
 *     B  reads change 4 ────── adds change 5: taken ── reads change 5: the same roles ──► done
 *
 * A process compares when its own settings have changed, and when it starts: one that still has the files of before does
 * not take back what another has recorded.
 *
 * @returns A function to be called now and then. Throws `PortfolioError`, `StoreUnavailableError`.
 */
export function createRoleWatch(deps: RoleWatchDependencies): () => Promise<void> {
  let recorded = "";
  return async () => {
    const roles = sorted((await deps.loadSettings()).roles);
    const now = canonicalJson(roles);
    if (now === recorded) return;
    await recordRoles(roles, deps);
    recorded = now;
  };
}

async function recordRoles(
  roles: Roles,
  { roleRecord, clock, log }: RoleWatchDependencies,
): Promise<void> {
  for (;;) {
    const last = await roleRecord.last();
    if (last !== undefined && canonicalJson(last.roles) === canonicalJson(roles)) return;
    const change = changeBetween(last, roles, clock.now());
    if (!(await roleRecord.add(change))) continue;
    const { gained, lost } = change;
    if (last === undefined) log.info({ gained }, "roles in settings.yml are on record");
    else log.warn({ gained, lost }, "roles in settings.yml have changed");
    return;
  }
}

/** The event that follows on the last change, if there is one. */
export function changeBetween(last: RoleChange | undefined, roles: Roles, at: Date): RoleChange {
  const [before, now] = [last === undefined ? [] : grantsIn(last.roles), grantsIn(roles)];
  const without = (some: readonly Grant[], others: readonly Grant[]) =>
    some.filter(({ id, role }) => !others.some((it) => it.id === id && it.role === role));
  const what = {
    event: last === undefined ? ("first_seen" as const) : ("changed" as const),
    gained: without(now, before),
    lost: without(before, now),
    roles,
  };
  return { ...nextEvent(last ?? trailStart(SUBJECT), { ...what, at: at.toISOString() }), ...what };
}

/** Whether every change follows from the one before: none was changed, left out, added or moved. */
export function isUnbroken(changes: readonly RoleChange[]): boolean {
  let tip = trailStart(SUBJECT);
  for (const change of changes) {
    if (change.seq !== tip.seq + 1 || hashEvent(tip.hash, change) !== change.hash) return false;
    tip = change;
  }
  return true;
}

function grantsIn(roles: Roles): readonly Grant[] {
  return ROLES.flatMap((role) => roles[role].map((id) => ({ id, role })));
}

function sorted(roles: Roles): Roles {
  const list = (role: Role) => [...new Set(roles[role])].toSorted();
  return {
    admin: list("admin"),
    approver: list("approver"),
    requester: list("requester"),
    viewer: list("viewer"),
  };
}
