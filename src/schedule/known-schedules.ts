import type { Clock } from "../clock.ts";
import type { RightsDependencies } from "../dispatch/rights.ts";
import type { DeclaredSchedule, Settings } from "../portfolio/portfolio.ts";
import type { KeptSchedules, ScheduleRecord, ScheduleStore } from "./ports.ts";
import type { Schedule } from "./schedule.ts";

export interface KnownSchedulesDependencies extends RightsDependencies {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
}

/** A schedule and what the table knows of it, if anything yet. */
export interface KnownSchedule {
  readonly schedule: Schedule;
  readonly record?: ScheduleRecord;
}

export interface KnownSchedules extends Pick<KeptSchedules, "unreadable"> {
  readonly known: readonly KnownSchedule[];
}

/** Every schedule there is: those that `settings.yml` declares, in its order, then those made in Slack. */
export async function knownSchedules(
  settings: Settings,
  deps: KnownSchedulesDependencies,
): Promise<KnownSchedules> {
  const kept = await deps.schedules.list();
  return { known: joinSchedules(settings, kept, deps), unreadable: kept.unreadable };
}

/** Like {@link knownSchedules}, with what the table knows. Nobody can go on from what cannot be read. */
export function joinSchedules(
  settings: Settings,
  { records, unreadable }: KeptSchedules,
  { homeTeam, clock }: Pick<KnownSchedulesDependencies, "homeTeam" | "clock">,
): readonly KnownSchedule[] {
  const isReadable = ([id]: readonly [string, unknown]) => !unreadable.some((one) => one.id === id);
  const all = Object.entries(settings.schedules ?? {});
  const declared = all.filter(isReadable).map(([id, it]) => {
    const record = records.find((one) => one.id === id && one.made === undefined);
    const createdAt = record?.createdAt ?? clock.now().toISOString();
    const schedule = fromDeclared(id, it, settings, homeTeam);
    return {
      schedule: { ...schedule, paused: record?.paused ?? false, createdAt },
      ...(record && { record }),
    };
  });
  const made = records.flatMap((record) =>
    record.made === undefined
      ? []
      : [{ schedule: { ...record.made, paused: record.paused }, record }],
  );
  return [...declared, ...made];
}

function fromDeclared(
  id: string,
  { report, when, period, entity, owner, ...it }: DeclaredSchedule,
  settings: Settings,
  homeTeam: string,
): Omit<Schedule, "paused" | "createdAt"> {
  return {
    id,
    reportType: report,
    choices: { ...(period !== undefined && { period }), ...(entity !== undefined && { entity }) },
    recurrence: when,
    timeZone: it.timeZone ?? settings.timeZone,
    approval: it.approval ?? "required",
    owner: { userId: owner, teamId: homeTeam },
    channel: it.channel ?? settings.channels.reports,
    source: "settings",
  };
}
