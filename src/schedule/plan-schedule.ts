import { assertEnoughApprovers } from "../dispatch/approval-rights.ts";
import { maySchedulesSend } from "../dispatch/approve-by-schedule.ts";
import { assertNoteFits, type DraftChoices } from "../dispatch/choices.ts";
import type { Requester } from "../dispatch/dispatch.ts";
import type { Ids, LoadPortfolio } from "../dispatch/ports.ts";
import { assertAccess } from "../dispatch/rights.ts";
import { NotAllowedError, ScheduleNotFoundError, UnknownRecurrenceError } from "../errors.ts";
import type { Portfolio, Settings } from "../portfolio/portfolio.ts";
import { parseRecurrence } from "../portfolio/recurrence/parse-recurrence.ts";
import { todayOf } from "../portfolio/today.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { parsePeriod } from "../reports/parse-period.ts";
import { findReport } from "../reports/registry.ts";
import { findEntities } from "../reports/scope.ts";
import { calendarOf } from "./calendar.ts";
import type { KnownSchedulesDependencies } from "./known-schedules.ts";
import type { MadeSchedule } from "./ports.ts";
import { nextRuns } from "./runs.ts";
import type { Schedule } from "./schedule.ts";
import { findTimeZone } from "./time-zone.ts";

/** What somebody wants to be made again and again, as typed. */
export interface ScheduleRequest {
  /** A ULID of {@link planSchedule}: saving it twice is saving it once. */
  readonly id?: string;
  /** Id or alias of a report definition. */
  readonly report: string;
  readonly choices?: DraftChoices;
  /** e.g. `every monday 08:00`. */
  readonly when: string;
  /** IANA name or city; the portfolio's time zone without it. */
  readonly timeZone?: string;
  /** `required` without it. */
  readonly approval?: Schedule["approval"];
  /** Where previews go. */
  readonly channel: string;
}

export interface PlanScheduleDependencies extends KnownSchedulesDependencies {
  readonly registry: readonly ReportDefinition[];
  readonly loadPortfolio: LoadPortfolio;
  readonly ids: Ids;
}

/** A schedule that could be saved. */
export interface PlannedSchedule {
  readonly schedule: MadeSchedule;
  /** The next three moments at which it is due. */
  readonly nextRuns: readonly Date[];
}

const SHOWN_RUNS = 3;

/**
 * Checks everything about a schedule that somebody wants to make, and writes nothing: they see what it comes to first.
 *
 * @throws NotAllowedError, UnknownReportError, UnknownRecurrenceError, UnknownPeriodError, UnknownEntityError,
 *   NoApproverError, PortfolioError
 */
export async function planSchedule(
  request: ScheduleRequest,
  by: Requester,
  deps: PlanScheduleDependencies,
): Promise<PlannedSchedule> {
  const access = await assertAccess(deps, by, "request");
  const { settings } = access;
  const { id: reportType } = findReport(deps.registry, request.report);
  // A moment at which it is sent belongs to one report, not to all that are to come.
  const { sendAt: _, ...choices } = request.choices ?? {};
  const recurrence = parseRecurrence(request.when);
  const timeZone =
    request.timeZone === undefined ? settings.timeZone : findTimeZone(request.timeZone);
  await assertEnoughApprovers(access, deps.people, reportType, choices.approvers);
  const { approval = "required", channel } = request;
  assertApprovalFits(settings, reportType, approval);
  const now = deps.clock.now();
  assertChoicesFit((await deps.loadPortfolio()).portfolio, choices, now);
  const id = request.id ?? deps.ids.next(now);
  const what = { id, reportType, choices, recurrence, timeZone, approval, owner: by, channel };
  const schedule = { ...what, source: "slack" as const, createdAt: now.toISOString() };
  const runs = nextRuns(recurrence, calendarOf(schedule, settings), now, SHOWN_RUNS);
  if (runs.length === 0) throw new UnknownRecurrenceError(`"${request.when}" never comes.`);
  return { schedule, nextRuns: runs };
}

/**
 * Saves a schedule. Everything is checked again: time has passed since it was shown. Saving it once more finds it saved.
 *
 * @throws What {@link planSchedule} throws; ScheduleNotFoundError if it was deleted since; StoreUnavailableError
 */
export async function saveSchedule(
  request: ScheduleRequest & { readonly id: string },
  by: Requester,
  deps: PlanScheduleDependencies,
): Promise<PlannedSchedule> {
  const planned = await planSchedule(request, by, deps);
  if (await deps.schedules.create(planned.schedule)) return planned;
  const kept = (await deps.schedules.list()).find(({ id }) => id === request.id)?.made;
  const isOwn = kept?.owner.userId === by.userId && kept.owner.teamId === by.teamId;
  if (isOwn) return { ...planned, schedule: kept };
  throw new ScheduleNotFoundError("This schedule was saved before and is not there any more.", {
    hint: "Type the command again for a new one.",
  });
}

function assertApprovalFits(
  settings: Settings,
  reportType: string,
  approval: Schedule["approval"],
): void {
  if (approval === "required" || maySchedulesSend(settings, reportType)) return;
  throw new NotAllowedError(`Schedules may not send the report "${reportType}" without approval.`, {
    hint: 'Leave that out; or ask an admin to set schedules_may_send: true under its "approval" in settings.yml.',
  });
}

/** Of each time it is made, the period and the entity are read anew; that they can be read is known now. */
function assertChoicesFit(portfolio: Portfolio, choices: DraftChoices, now: Date): void {
  assertNoteFits(choices);
  const { settings } = portfolio;
  const { locale, fiscalYearStart = 1 } = settings;
  if (choices.entity !== undefined) findEntities(portfolio, choices.entity);
  if (choices.period !== undefined) {
    parsePeriod(choices.period, { reportingDate: todayOf(settings, now), locale, fiscalYearStart });
  }
}
