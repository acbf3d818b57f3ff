import type { Clock } from "../clock.ts";
import { AppError, type PortfolioError, PreviewNotPostedError } from "../errors.ts";
import type { Log } from "../log.ts";
import { composeReport } from "../reports/compose.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { findReport } from "../reports/registry.ts";
import { alreadyDecided } from "./already-decided.ts";
import { underPolicy } from "./approval-policy.ts";
import { assertEnoughApprovers } from "./approval-rights.ts";
import { hashArtifact } from "./artifact-hash.ts";
import { type MailAddresses, resolveEnvelope } from "./audience.ts";
import { assertNoteFits, type DraftChoices } from "./choices.ts";
import type {
  Artifact,
  Dispatch,
  Envelope,
  MailFacts,
  PictureRef,
  RenderedMail,
  Requester,
  ScheduledRun,
} from "./dispatch.ts";
import type { Suppressions } from "./feedback-ports.ts";
import { firstChart } from "./first-chart.ts";
import { planDeliveries } from "./plan-deliveries.ts";
import type {
  Announcer,
  DispatchStore,
  HashAddress,
  Ids,
  LoadPortfolio,
  MeasureMail,
  RenderMail,
  Unsubscriptions,
} from "./ports.ts";
import { resolvePresentation } from "./presentation.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
import { countRecipients, forecast, type SenderCheckDependencies } from "./sender-check.ts";
import { withoutSkipped } from "./skipped.ts";
import { sourceFilesOf } from "./source-files.ts";
import { summarise } from "./summary.ts";
import { takeTurn } from "./take-turn.ts";

export interface DraftRequest {
  /** Id or alias of a report definition, as typed. */
  readonly report: string;
  /** Period and entity as typed, and whatever else was chosen. */
  readonly choices?: DraftChoices;
  readonly requester: Requester;
  /** Where the preview goes. */
  readonly channel: string;
  /** Names of attachments to leave out, because the mail is too large with them. */
  readonly without?: readonly string[];
  /** The draft that this one takes the place of. */
  readonly replaces?: Dispatch;
  /** What the draft before it says then; that the mail is smaller without it. */
  readonly replacedBecause?: string;
  /** Identifies the request: the same key drafts once, however often it is delivered. */
  readonly onceKey?: string;
  /** A new ULID, where the caller has to know the dispatch before it is there. */
  readonly id?: string;
  /** What it is made for, if nobody asked for it just now. */
  readonly scheduled?: ScheduledRun;
}

export interface DraftDependencies extends RightsDependencies, SenderCheckDependencies {
  readonly registry: readonly ReportDefinition[];
  readonly loadPortfolio: LoadPortfolio;
  readonly renderMail: RenderMail;
  readonly measureMail: MeasureMail;
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly hashAddress: HashAddress;
  readonly unsubscriptions: Unsubscriptions;
  readonly suppressions: Suppressions;
  readonly addresses: MailAddresses;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export interface Draft {
  readonly dispatch: Dispatch;
  /** Why the data is not as it stands on disk, for whoever asked. */
  readonly outdatedBy?: PortfolioError;
}

/** Slack repeats a delivery within minutes; an hour is ample. */
const ONCE_SECONDS = 3600;

/**
 * Works a report out, renders and freezes it, and puts the preview in front of people.
 *
 * @returns undefined if this very request has been handled before.
 * @throws NotAllowedError, UnknownReportError, UnknownPeriodError, UnknownEntityError, PortfolioError, NoAudienceError, StoreUnavailableError, AlreadyDecidedError; and
 *   PreviewNotPostedError after voiding the dispatch, since nobody could have approved it.
 */
export async function draft(
  request: DraftRequest,
  deps: DraftDependencies,
): Promise<Draft | undefined> {
  const { onceKey } = request;
  if (onceKey !== undefined && !(await deps.store.claimOnce(onceKey, ONCE_SECONDS))) {
    return undefined;
  }
  const { outdatedBy, ...made } = await makeDraft(request, deps);
  const dispatch = await showDraft(made, request.channel, deps);
  return { dispatch, ...(outdatedBy !== undefined && { outdatedBy }) };
}

/** A draft that is on record and that nobody has seen. */
export interface UnseenDraft {
  readonly dispatch: Dispatch;
  readonly artifact: Artifact;
}

/** The first half of {@link draft}: works a report out, renders and freezes it. */
export async function makeDraft(
  request: DraftRequest,
  deps: DraftDependencies,
): Promise<UnseenDraft & Pick<Draft, "outdatedBy">> {
  const access = await assertAccess(deps, request.requester, "request");
  const reportType = findReport(deps.registry, request.report).id;
  const { choices = {} } = request;
  assertNoteFits(choices);
  const policy = await assertEnoughApprovers(access, deps.people, reportType, choices.approvers);
  const { dispatch: prepared, artifact, deliveries, outdatedBy } = await prepare(request, deps);
  const dispatch = { ...prepared, ...underPolicy(prepared, policy) };
  await deps.store.saveDraft(dispatch, artifact, deliveries);
  if (request.replaces !== undefined) await replace(request.replaces, dispatch, request, deps);
  return { dispatch, artifact, ...(outdatedBy !== undefined && { outdatedBy }) };
}

/** The second half of {@link draft}: puts the preview in front of people. */
export async function showDraft(
  { dispatch, artifact }: UnseenDraft,
  channel: string,
  deps: DraftDependencies,
): Promise<Dispatch> {
  const picture = await publishChart(dispatch, artifact, deps);
  return await showPreview({ ...dispatch, ...(picture && { picture }) }, channel, deps);
}

/** Works everything out and writes nothing: what is the same gives the same artifact. */
export async function prepare(request: DraftRequest, deps: DraftDependencies) {
  const { choices = {}, without = [] } = request;
  const definition = findReport(deps.registry, request.report);
  const { portfolio, outdatedBy } = await deps.loadPortfolio();
  const { settings } = portfolio;
  const { recipients } = choices;
  const everybody = resolveEnvelope(settings, definition.id, deps.addresses, recipients);
  const { envelope, skipped } = await withoutSkipped(
    everybody,
    definition.id,
    settings,
    deps,
    recipients,
  );
  const now = deps.clock.now();
  const report = composeReport(definition, portfolio, now, choices);
  const presentation = resolvePresentation(portfolio, definition.id, choices, without);
  const artifact: Artifact = { mail: await deps.renderMail(report, presentation), envelope };
  const { id = deps.ids.next(now), scheduled } = request;
  const sending = await forecast(countRecipients(artifact), deps);
  const dispatch: Dispatch = {
    id,
    reportType: definition.id,
    state: "awaiting_approval",
    requestedBy: request.requester,
    generatedAt: now.toISOString(),
    summary: summarise(report, outdatedBy !== undefined),
    choices,
    mail: mailFacts(artifact, await deps.measureMail(artifact.mail, envelope), without),
    recipientNames: envelope.recipients.map(({ name }) => name),
    skipped,
    hasAuditCopy: envelope.auditCopy !== undefined,
    artifactHash: hashArtifact(artifact),
    sources: sourceFilesOf(report, portfolio),
    ...(settings.retention && { retention: settings.retention }),
    summaryChannel: settings.channels.reports,
    ...(sending && { forecast: sending }),
    ...(scheduled && { scheduled }),
  };
  const deliveries = planDeliveries(id, artifact, deps.hashAddress);
  return { dispatch, artifact, deliveries, outdatedBy };
}

function mailFacts(
  { mail, envelope }: { readonly mail: RenderedMail; readonly envelope: Envelope },
  bytes: number,
  leftOut: readonly string[],
): MailFacts {
  return {
    bytes,
    attachments: mail.attachments.map(({ name, content }) => ({ name, bytes: content.length })),
    leftOut,
    envelope: envelope.mode,
  };
}

/** Of two people who replace the same draft one wins; the other's is withdrawn before anybody sees it. */
async function replace(
  old: Dispatch,
  { id }: Dispatch,
  { replacedBecause: voidedBecause = "Replaced by a smaller mail." }: DraftRequest,
  { store, announcer, log }: DraftDependencies,
): Promise<void> {
  if (old.state !== "awaiting_approval") return await takeTurn(old, id, store);
  const change = await store.changeState({ dispatchId: old.id, to: "voided", voidedBecause });
  if (!change.changed) {
    await store.changeState({ dispatchId: id, to: "voided", voidedBecause: "Not needed." });
    throw alreadyDecided(change.dispatch);
  }
  if (old.preview === undefined) return;
  await announcer.updatePreview(old.preview, change.dispatch, []).catch((err: unknown) => {
    log.warn({ err, dispatch: old.id }, "the preview could not be updated");
  });
}

/** A preview without its chart is still a preview: the values stand in its place. */
async function publishChart(
  dispatch: Dispatch,
  artifact: Artifact,
  { announcer, log }: DraftDependencies,
): Promise<PictureRef | undefined> {
  const chart = firstChart(artifact);
  if (chart === undefined) return undefined;
  return await announcer.publishChart(dispatch, chart).catch((err: unknown) => {
    log.warn({ err, dispatch: dispatch.id }, "the chart could not be shown in Slack");
    return undefined;
  });
}

async function showPreview(
  dispatch: Dispatch,
  channel: string,
  deps: DraftDependencies,
): Promise<Dispatch> {
  const { store, announcer } = deps;
  const preview = await announcer.postPreview(channel, dispatch, []).catch(async (cause) => {
    await withdraw(dispatch, cause, deps);
    throw new PreviewNotPostedError(
      "The report is worked out, but its preview could not be shown.",
      { hint: announcer.explain(cause), cause },
    );
  });
  try {
    await store.setPreview(dispatch.id, preview, dispatch.picture);
  } catch (cause) {
    await withdraw({ ...dispatch, preview }, cause, deps);
    throw new PreviewNotPostedError(
      "The preview is shown, but could not be put on record, so it was withdrawn.",
      { hint: cause instanceof AppError ? (cause.hint ?? "") : "Ask for the report again.", cause },
    );
  }
  return { ...dispatch, preview };
}

/** Nobody can follow a dispatch whose preview is not on record: nobody shall approve it. */
async function withdraw(
  { id, preview }: Dispatch,
  cause: unknown,
  { store, announcer, log }: DraftDependencies,
): Promise<void> {
  log.error({ err: cause, dispatch: id }, "withdrawing a dispatch without a preview");
  try {
    const voidedBecause = "The preview could not be shown.";
    const voided = await store.changeState({ dispatchId: id, to: "voided", voidedBecause });
    if (preview !== undefined) await announcer.updatePreview(preview, voided.dispatch, []);
  } catch (err) {
    log.error({ err, dispatch: id }, "could not withdraw");
  }
}
