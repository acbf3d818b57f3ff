import { assertEnoughApprovers } from "../dispatch/approval-rights.ts";
import { type MailAddresses, resolveEnvelope } from "../dispatch/audience.ts";
import type { DraftChoices } from "../dispatch/choices.ts";
import type { Requester } from "../dispatch/dispatch.ts";
import type { Ids, LoadPortfolio } from "../dispatch/ports.ts";
import { assertAccess } from "../dispatch/rights.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { ScheduleNotFoundError } from "../errors.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { findReport } from "../reports/registry.ts";
import { assertApprovalFits, assertChoicesFit } from "./check-plan.ts";
import type { KnownSchedulesDependencies } from "./known-schedules.ts";
import { nameSchedule } from "./name-schedule.ts";
import { foresee, type TypedTiming } from "./outlook.ts";
import type { MadeSchedule } from "./ports.ts";
import type { Schedule } from "./schedule.ts";

/** What somebody wants to be made again and again, as typed. */
export interface ScheduleRequest extends TypedTiming {
  /** A ULID of {@link planSchedule}: saving it twice is saving it once. */
  readonly id?: string;
  /** Id or alias of a report definition. */
  readonly report: string;
  readonly choices?: DraftChoices;
  /** `required` without it. */
  readonly approval?: Schedule["approval"];
  /** Where previews go. */
  readonly channel: string;
}

export interface PlanScheduleDependencies extends KnownSchedulesDependencies {
  readonly registry: readonly ReportDefinition[];
  readonly loadPortfolio: LoadPortfolio;
  readonly addresses: MailAddresses;
  readonly ids: Ids;
  readonly store: Pick<DispatchStore, "claimOnce">;
}

/** A schedule that could be saved. */
export interface PlannedSchedule {
  readonly schedule: MadeSchedule;
  /** What it makes, for people. */
  readonly name: string;
  /** Names of those who were chosen, in the place of the audience. */
  readonly chosenRecipients?: readonly string[];
  /** The next three moments at which it is due; fewer if it does not come that often. */
  readonly nextRuns: readonly Date[];
}

/**
 * Checks everything about a schedule that somebody wants to make, and writes nothing: they see what it comes to first.
 *
 * @throws NotAllowedError, UnknownReportError, UnknownRecurrenceError, UnknownPeriodError, UnknownEntityError,
 *   NoApproverError, NoAudienceError, UnknownPersonError, NoteTooLongError, PortfolioError
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
  const now = deps.clock.now();
  const { nextRuns, ...timing } = foresee(request, settings, now);
  await assertEnoughApprovers(access, deps.people, reportType, choices.approvers);
  const { approval = "required", channel } = request;
  assertApprovalFits(access, reportType, approval);
  assertChoicesFit((await deps.loadPortfolio()).portfolio, choices, now);
  const id = request.id ?? deps.ids.next(now);
  const what = { id, reportType, choices, ...timing, approval, owner: by, channel };
  const schedule = { ...what, source: "slack" as const, createdAt: now.toISOString() };
  const { recipients } = resolveEnvelope(settings, reportType, deps.addresses, choices.recipients);
  const chosenRecipients = choices.recipients && recipients.map(({ name }) => name);
  const name = nameSchedule(schedule, deps.registry);
  return { schedule, name, nextRuns, ...(chosenRecipients && { chosenRecipients }) };
}

/** How long a form that is sent again is recognised, in seconds. */
const ONCE_SECONDS = 3600;

/**
 * Saves a schedule from a form, in which everything was shown before.
 *
 * @param onceKey Identifies the form: the same key saves once, however often it is delivered.
 * @returns undefined if this very form has been handled before.
 * @throws What {@link planSchedule} throws; StoreUnavailableError
 */
export async function makeSchedule(
  request: ScheduleRequest,
  by: Requester,
  onceKey: string,
  deps: PlanScheduleDependencies,
): Promise<PlannedSchedule | undefined> {
  const planned = await planSchedule(request, by, deps);
  if (!(await deps.store.claimOnce(onceKey, ONCE_SECONDS))) return undefined;
  await deps.schedules.create(planned.schedule);
  return planned;
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
  const { records } = await deps.schedules.list();
  const kept = records.find(({ id }) => id === request.id)?.made;
  const isOwn = kept?.owner.userId === by.userId && kept.owner.teamId === by.teamId;
  if (isOwn) return { ...planned, schedule: kept };
  throw new ScheduleNotFoundError("This schedule was saved before and is not there any more.", {
    hint: "Type the command again for a new one.",
  });
}
