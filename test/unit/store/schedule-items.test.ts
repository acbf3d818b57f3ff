import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZodError } from "zod";
import type { MadeSchedule, ScheduleRecord } from "../../../src/schedule/ports.ts";
import { OCCURRENCE_STATES, SCHEDULE_EVENTS } from "../../../src/schedule/schedule.ts";
import type { Attributes } from "../../../src/store/expressions.ts";
import { readScheduleItem } from "../../../src/store/read-schedule-item.ts";
import {
  fromOccurrenceItem,
  fromScheduleItem,
  occurrenceIdIn,
  toClaim,
  toMade,
} from "../../../src/store/schedule-items.ts";
import { allOf, anyChoices, anyMoment, anyOf, anyWord, throughTable } from "./records.ts";

type Made = Omit<MadeSchedule, "id" | "createdAt">;
/** Id and time of what was made in Slack stand once in an item. */
type Given = Omit<ScheduleRecord, "made"> & { readonly made?: Made };

const anyMade = allOf<Made>({
  reportType: anyWord,
  choices: anyChoices,
  recurrence: fc.constantFrom<MadeSchedule["recurrence"][]>(
    { kind: "weekly", days: ["monday", "friday"], at: { hour: 7, minute: 30 } },
    { kind: "monthly", of: "quarter", day: "last business", at: { hour: 0, minute: 0 } },
    { kind: "business days", at: { hour: 23, minute: 59 } },
    { kind: "cron", expression: "5 1 * * 1" },
  ),
  timeZone: anyWord,
  approval: fc.constantFrom("required" as const, "not_needed" as const),
  owner: allOf({ userId: anyWord, teamId: anyWord }),
  channel: anyWord,
  source: fc.constant("slack" as const),
});

const anyRecord = anyOf<Given>(
  {
    id: anyWord,
    made: anyMade,
    paused: fc.boolean(),
    createdAt: anyMoment,
    decidedUntil: anyMoment,
    timing: anyWord,
    history: fc.array(
      allOf({ event: fc.constantFrom(...SCHEDULE_EVENTS), at: anyMoment, by: anyWord }),
      { maxLength: 3 },
    ),
  },
  "id",
  "paused",
  "createdAt",
  "decidedUntil",
  "history",
);

function recordOf({ made, ...rest }: Given): ScheduleRecord {
  const { id, createdAt } = rest;
  return made === undefined ? rest : { ...rest, made: { ...made, id, createdAt } };
}

function itemOf({ made, ...record }: ScheduleRecord): object {
  return {
    dashboard_id: "schedules",
    task_id: record.id,
    made: made && toMade(made),
    paused: record.paused,
    created_at: record.createdAt,
    decided_until: record.decidedUntil,
    timing: record.timing,
    // Events carry their place in the trail besides; nobody but its verification asks for that.
    trail: record.history.map((event, at) => ({ ...event, seq: at + 1, hash: "0" })),
  };
}

const fromOwner = ({
  user_id,
  team_id,
}: {
  readonly user_id: string;
  readonly team_id: string;
}) => ({
  userId: user_id,
  teamId: team_id,
});

describe("a schedule", () => {
  it("comes back from the table as it was, what it lacks included", () => {
    fc.assert(
      fc.property(anyRecord, (given) => {
        const record = recordOf(given);
        expect(fromScheduleItem(throughTable(itemOf(record)))).toStrictEqual(record);
      }),
    );
  });

  it("is gone once it was deleted", () => {
    const [given] = fc.sample(anyRecord, 1) as [Given];
    const item = itemOf(recordOf(given));
    expect(fromScheduleItem({ ...item, deleted_at: "2026-10-31T16:00:00.000Z" })).toBeUndefined();
  });

  it("is an error where it lacks something", () => {
    const [given] = fc.sample(anyRecord, 1) as [Given];
    const item = itemOf(recordOf(given));
    for (const name of ["task_id", "paused", "created_at", "decided_until", "trail"]) {
      expect(() => fromScheduleItem({ ...item, [name]: undefined })).toThrow(ZodError);
    }
    const trail = [{ event: "lost", at: "", by: "" }];
    expect(() => fromScheduleItem({ ...item, trail })).toThrow(ZodError);
  });

  it("says which one it is where it cannot be read, as far as that can", () => {
    const owner = { user_id: "U1", team_id: "T1" };
    const broken = { dashboard_id: "schedules", task_id: "01KB" };
    const why = "It is on record in another form than this version reads.";
    const cases: readonly (readonly [Attributes, object])[] = [
      [{ made: { report_type: "cto", owner } }, { reportType: "cto", owner: fromOwner(owner) }],
      [{ made: { report_type: 7, owner } }, { owner: fromOwner(owner) }],
      [{ made: { report_type: "cto", owner: "U1" } }, { reportType: "cto" }],
      [{ made: "nonsense" }, {}],
    ];
    for (const [item, expected] of cases) {
      expect(readScheduleItem({ ...broken, ...item })?.unreadable).toStrictEqual({
        ...{ id: "01KB", isMade: true, why, error: expect.any(ZodError), ...expected },
      });
    }
    expect(readScheduleItem(broken)?.unreadable).toMatchObject({ isMade: false });
    expect(readScheduleItem({ ...broken, deleted_at: "2026-10-31" })).toBeUndefined();
  });
});

describe("an occurrence", () => {
  const key = { dashboard_id: "schedule#monthly", task_id: "occurrence#2026-10-31T16:00:00.000Z" };
  const id = { scheduleId: "monthly", dueAt: "2026-10-31T16:00:00.000Z" };

  it("has its name from its key", () => {
    expect(occurrenceIdIn(key)).toStrictEqual(id);
    expect(occurrenceIdIn({ ...key, dashboard_id: "schedule#a#b" }).scheduleId).toBe("a#b");
  });

  it.each(OCCURRENCE_STATES)("comes back from the table when it is %s", (state) => {
    const bare = { ...key, state, fence: 3 };
    expect(fromOccurrenceItem(bare)).toStrictEqual({ ...id, state });
    expect(toClaim(bare)).toStrictEqual({ ...id, fence: 3, told: false });
    const full = {
      ...bare,
      drafting_id: "a",
      dispatch_id: "b",
      late: false,
      reason: "",
      settled_at: "2026",
    };
    expect(fromOccurrenceItem(full)).toStrictEqual({
      ...id,
      state,
      dispatchId: "b",
      late: false,
      settledAt: "2026",
      reason: "",
    });
    expect(toClaim({ ...full, told_at: "2026-10-31T16:00:00.000Z" })).toStrictEqual({
      ...id,
      fence: 3,
      draftingId: "a",
      dispatchId: "b",
      told: true,
    });
  });

  it("is an error with a state that nobody knows", () => {
    expect(() => fromOccurrenceItem({ ...key, state: "lost", fence: 1 })).toThrow(ZodError);
  });
});
