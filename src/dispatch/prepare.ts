import type { Clock } from "../clock.ts";
import { composeReport } from "../reports/compose.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { findReport } from "../reports/registry.ts";
import type { Artifact, Envelope, RenderedMail } from "./artifact.ts";
import { hashArtifact } from "./artifact-hash.ts";
import { type MailAddresses, resolveEnvelope } from "./audience.ts";
import type { DraftChoices } from "./choices.ts";
import type { Dispatch, MailFacts, Requester, ScheduledRun } from "./dispatch.ts";
import type { Suppressions } from "./feedback-ports.ts";
import type { MeasureMail, RenderMail } from "./mail-ports.ts";
import { planDeliveries } from "./plan-deliveries.ts";
import type { HashAddress, Ids, LoadPortfolio, Unsubscriptions } from "./ports.ts";
import { resolvePresentation } from "./presentation.ts";
import { countRecipients, forecast, type SenderCheckDependencies } from "./sender-check.ts";
import { withoutSkipped } from "./skipped.ts";
import { sourceFilesOf } from "./source-files.ts";
import { summarise } from "./summary.ts";

/** What a dispatch is made from. */
export interface PrepareRequest {
  /** Id or alias of a report definition, as typed. */
  readonly report: string;
  /** Period and entity as typed, and whatever else was chosen. */
  readonly choices?: DraftChoices;
  readonly requester: Requester;
  /** Names of attachments to leave out, because the mail is too large with them. */
  readonly without?: readonly string[];
  /** A new ULID, where the caller has to know the dispatch before it is there. */
  readonly id?: string;
  /** What it is made for, if nobody asked for it just now. */
  readonly scheduled?: ScheduledRun;
}

export interface PrepareDependencies extends SenderCheckDependencies {
  readonly registry: readonly ReportDefinition[];
  readonly loadPortfolio: LoadPortfolio;
  readonly renderMail: RenderMail;
  readonly measureMail: MeasureMail;
  readonly hashAddress: HashAddress;
  readonly unsubscriptions: Unsubscriptions;
  readonly suppressions: Suppressions;
  readonly addresses: MailAddresses;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Works everything out and writes nothing: what is the same gives the same artifact. */
export async function prepare(request: PrepareRequest, deps: PrepareDependencies) {
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
