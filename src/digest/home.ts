import type { Clock } from "../clock.ts";
import { ableToApprove, mayDecide } from "../dispatch/approval-rights.ts";
import { type MailAddresses, usualRecipients } from "../dispatch/audience.ts";
import type { Requester } from "../dispatch/dispatch.ts";
import type { DispatchWithDeliveries } from "../dispatch/history.ts";
import type { MailAccount } from "../dispatch/mail-ports.ts";
import type { LoadPortfolio } from "../dispatch/ports.ts";
import { type Access, assertAccess, may, type RightsDependencies } from "../dispatch/rights.ts";
import { isSettled } from "../dispatch/state.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import {
  type ListedSchedule,
  type ListSchedulesDependencies,
  listSchedules,
  type UnreadableSchedule,
} from "../schedule/list-schedules.ts";
import type { WaitingReport } from "./digest.ts";
import { type Health, readHealth } from "./health.ts";
import { waitingReports } from "./sections/waiting.ts";

/** What one person sees of everything, and may do about it. */
export interface Home {
  /** What they may decide on and have not. */
  readonly toDecide: readonly WaitingReport[];
  /** What they have asked for, and others have to decide on. */
  readonly asked: readonly WaitingReport[];
  /** Absent for whoever may not ask for reports. */
  readonly send?: SendChoice;
  /** The newest first. */
  readonly latest: readonly DispatchWithDeliveries[];
  readonly schedules: readonly (ListedSchedule | UnreadableSchedule)[];
  readonly health: Health;
}

/** Which report to send, and what is known of it. */
export interface SendChoice {
  readonly reports: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: string;
  /** What the chosen report answers. */
  readonly description: string;
  /** Who would get it, by role. */
  readonly recipients: readonly string[];
  /** The last one that went out. */
  readonly last?: DispatchWithDeliveries;
  /** Slack channel id where the preview would appear. */
  readonly channel: string;
}

export interface HomeDependencies extends RightsDependencies, ListSchedulesDependencies {
  readonly store: DispatchStore;
  readonly loadPortfolio: LoadPortfolio;
  readonly registry: readonly ReportDefinition[];
  readonly addresses: MailAddresses;
  /** Absent for a mail service that has no such thing as an account. */
  readonly account?: MailAccount;
  readonly clock: Clock;
}

/** Dispatches shown, and those among which the last of a type is looked for. */
const SHOWN = 10;
const LOOKED_AT = 50;

/**
 * Everything that one person may see.
 *
 * @param chosen Id of the report they have chosen; the first one without it.
 * @throws NotAllowedError, PortfolioError if the settings are broken, StoreUnavailableError
 */
export async function readHome(
  by: Requester,
  chosen: string | undefined,
  deps: HomeDependencies,
): Promise<Home> {
  const access = await assertAccess(deps, by, "view");
  const [latest, waiting, schedules, health] = await Promise.all([
    deps.store.latest(LOOKED_AT),
    readWaiting(access, deps),
    listSchedules(by, deps),
    readHealth(may(access, "lift"), deps),
  ]);
  const withDeliveries = async (dispatch: DispatchWithDeliveries["dispatch"]) => ({
    dispatch,
    deliveries: await deps.store.getDeliveries(dispatch.id),
  });
  const send = sendChoice(access, chosen, deps);
  const last = latest.find((it) => it.reportType === send?.chosen && isSettled(it.state));
  return {
    ...waiting,
    ...(send && { send: { ...send, ...(last && { last: await withDeliveries(last) }) } }),
    latest: await Promise.all(latest.slice(0, SHOWN).map(withDeliveries)),
    schedules,
    health,
  };
}

async function readWaiting(
  access: Access,
  { store, clock }: HomeDependencies,
): Promise<Pick<Home, "toDecide" | "asked">> {
  const { roster } = access;
  const open = await Promise.all((await store.findOpen()).map((id) => store.get(id)));
  const entries = open
    .filter((it) => it !== undefined)
    .map((dispatch) => ({ dispatch, deliveries: [] }));
  const waiting = waitingReports(entries, clock.now(), ({ reportType, requestedBy, choices }) =>
    ableToApprove({ roster, by: requestedBy }, reportType, choices.approvers),
  );
  const dispatchOf = ({ dispatchId }: WaitingReport) =>
    entries.find(({ dispatch }) => dispatch.id === dispatchId)?.dispatch;
  const isMine = (report: WaitingReport) => {
    const dispatch = dispatchOf(report);
    return (
      dispatch !== undefined &&
      mayDecide(access, dispatch.reportType) &&
      report.on.includes(access.by.userId)
    );
  };
  return {
    toDecide: waiting.filter(isMine),
    asked: waiting.filter(
      (report) => !isMine(report) && dispatchOf(report)?.requestedBy.userId === access.by.userId,
    ),
  };
}

function sendChoice(
  access: Access,
  chosen: string | undefined,
  { registry, addresses }: Pick<HomeDependencies, "registry" | "addresses">,
): Omit<SendChoice, "last"> | undefined {
  const report = registry.find(({ id }) => id === chosen) ?? registry[0];
  if (!may(access, "request") || report === undefined) return undefined;
  const { settings } = access;
  return {
    reports: registry.map(({ id, title }) => ({ id, title })),
    chosen: report.id,
    description: report.description,
    recipients: usualRecipients(settings, report.id, addresses).map(({ name }) => name),
    channel: settings.channels.reports,
  };
}
