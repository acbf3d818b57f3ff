import { z } from "zod";
import { formatRecurrence } from "../portfolio/recurrence/format-recurrence.ts";
import { parseRecurrence } from "../portfolio/recurrence/parse-recurrence.ts";
import type {
  MadeSchedule,
  OccurrenceClaim,
  OccurrenceId,
  ScheduleRecord,
} from "../schedule/ports.ts";
import { OCCURRENCE_STATES, type Occurrence, SCHEDULE_EVENTS } from "../schedule/schedule.ts";
import { choicesItem, fromChoicesItem, toChoicesItem } from "./choices-item.ts";
import type { Attributes } from "./expressions.ts";

/** Items as they stand in the table: snake_case, absent rather than null. Read through these schemas. */

const madeItem = z.object({
  report_type: z.string(),
  choices: choicesItem,
  recurrence: z.string(),
  time_zone: z.string(),
  approval: z.enum(["required", "not_needed"]),
  owner: z.object({ user_id: z.string(), team_id: z.string() }),
  channel: z.string(),
});

const scheduleItem = z.object({
  task_id: z.string(),
  /** Absent for one that `settings.yml` declares. */
  made: madeItem.exactOptional(),
  paused: z.boolean(),
  created_at: z.string(),
  decided_until: z.string(),
  timing: z.string().exactOptional(),
  deleted_at: z.string().exactOptional(),
  trail: z.array(z.object({ event: z.enum(SCHEDULE_EVENTS), at: z.string(), by: z.string() })),
});

/** @returns undefined for one that was deleted. */
export function fromScheduleItem(found: unknown): ScheduleRecord | undefined {
  const item = scheduleItem.parse(found);
  if (item.deleted_at !== undefined) return undefined;
  const { task_id: id, created_at: createdAt, paused, timing } = item;
  return {
    id,
    ...(item.made && { made: fromMade(item.made, id, createdAt) }),
    paused,
    createdAt,
    decidedUntil: item.decided_until,
    ...(timing !== undefined && { timing }),
    history: item.trail.map(({ event, at, by }) => ({ event, at, by })),
  };
}

function fromMade(made: z.infer<typeof madeItem>, id: string, createdAt: string): MadeSchedule {
  return {
    id,
    reportType: made.report_type,
    choices: fromChoicesItem(made.choices),
    recurrence: parseRecurrence(made.recurrence),
    timeZone: made.time_zone,
    approval: made.approval,
    owner: { userId: made.owner.user_id, teamId: made.owner.team_id },
    channel: made.channel,
    source: "slack",
    createdAt,
  };
}

export function toMade(schedule: MadeSchedule): z.infer<typeof madeItem> {
  return {
    report_type: schedule.reportType,
    choices: toChoicesItem(schedule.choices),
    recurrence: formatRecurrence(schedule.recurrence),
    time_zone: schedule.timeZone,
    approval: schedule.approval,
    owner: { user_id: schedule.owner.userId, team_id: schedule.owner.teamId },
    channel: schedule.channel,
  };
}

const occurrenceItem = z.object({
  dashboard_id: z.string(),
  task_id: z.string(),
  state: z.enum(OCCURRENCE_STATES),
  fence: z.number(),
  drafting_id: z.string().exactOptional(),
  dispatch_id: z.string().exactOptional(),
  late: z.boolean().exactOptional(),
  reason: z.string().exactOptional(),
  told_at: z.string().exactOptional(),
  settled_at: z.string().exactOptional(),
});

export function fromOccurrenceItem(found: unknown): Occurrence {
  const item = occurrenceItem.parse(found);
  return {
    ...occurrenceIdIn(item),
    state: item.state,
    ...(item.dispatch_id !== undefined && { dispatchId: item.dispatch_id }),
    ...(item.late !== undefined && { late: item.late }),
    ...(item.settled_at !== undefined && { settledAt: item.settled_at }),
    ...(item.reason !== undefined && { reason: item.reason }),
  };
}

export function toClaim(found: unknown): OccurrenceClaim {
  const item = occurrenceItem.parse(found);
  const { drafting_id: draftingId, dispatch_id: dispatchId } = item;
  return {
    ...occurrenceIdIn(item),
    fence: item.fence,
    ...(draftingId !== undefined && { draftingId }),
    ...(dispatchId !== undefined && { dispatchId }),
    told: item.told_at !== undefined,
  };
}

/** Schedule and moment, from the key: that is all an item of an index holds. */
export function occurrenceIdIn({ dashboard_id, task_id }: Attributes): OccurrenceId {
  const after = (key: unknown) => String(key).slice(String(key).indexOf("#") + 1);
  return { scheduleId: after(dashboard_id), dueAt: after(task_id) };
}
