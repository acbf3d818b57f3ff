import type { Artifact } from "../dispatch/artifact.ts";
import { hashArtifact } from "../dispatch/artifact-hash.ts";
import { resolveEnvelope } from "../dispatch/audience.ts";
import { DIGEST_TYPE, NO_PERSON } from "../dispatch/digest-type.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import { planDeliveries } from "../dispatch/plan-deliveries.ts";
import type { PrepareDependencies } from "../dispatch/prepare.ts";
import { resolvePresentation } from "../dispatch/presentation.ts";
import { withoutSkipped } from "../dispatch/skipped.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { summarise } from "../dispatch/summary.ts";
import { NoAudienceError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import type { Digest } from "./digest.ts";
import { toReport } from "./digest-report.ts";

export interface DigestMailDependencies extends Omit<PrepareDependencies, "registry"> {
  readonly store: DispatchStore;
  readonly homeTeam: string;
  readonly log: Log;
}

/** What became of a day's mail. */
export interface DigestMail {
  /** Id of the dispatch; absent where nobody gets one. */
  readonly id?: string;
}

/**
 * Makes the digest's mail a dispatch that is approved: nobody looks at it before it goes out, and everything after that
 * is as for a report. Calling it again goes on with what is there; nothing is mailed twice.
 *
 *     A  note its id ── save ─── suspended ───────────────────────── hold? no: withdraw it
 *     B               lease over: claim ── no head: note another id ── save ── hold? yes: approve ── send
 *
 * @param hold Whether the day is still ours. Asked between saving and approving: whoever takes the day over later finds
 *   what was saved, and whoever took it over before has a mail of their own.
 * @returns What is to be sent, or that the day is not ours any more.
 * @throws Error if another process has withdrawn it.
 */
export async function draftDigestMail(
  id: string,
  digest: Digest,
  settings: Settings,
  to: readonly string[],
  deps: DigestMailDependencies & { readonly hold: () => Promise<boolean> },
): Promise<DigestMail | "superseded"> {
  const { store, clock, log } = deps;
  const found = await store.get(id);
  if (found === undefined) {
    try {
      await save(id, digest, withAudience(settings, to), deps);
    } catch (err) {
      if (!(err instanceof NoAudienceError)) throw err;
      log.info({ err, day: digest.day }, "nobody is left to get the digest by mail");
      return {};
    }
    if (!(await deps.hold())) {
      const voidedBecause = "Another process makes the mail of this day.";
      await store.changeState({ dispatchId: id, to: "voided", voidedBecause });
      return "superseded";
    }
  }
  const approval = { by: NO_PERSON, at: clock.now().toISOString() };
  const { dispatch } = await store.changeState({ dispatchId: id, to: "approved", approval });
  // Whoever saved it found the day taken over, before they could know that it is gone on with.
  if (dispatch.state === "voided") throw new Error("The digest's mail was withdrawn meanwhile.");
  return { id };
}

/** The settings as if the digest were a type of report. */
function withAudience(settings: Settings, to: readonly string[]): Settings {
  return { ...settings, audiences: { ...settings.audiences, [DIGEST_TYPE]: { to } } };
}

async function save(
  id: string,
  digest: Digest,
  settings: Settings,
  deps: DigestMailDependencies,
): Promise<void> {
  const { store, renderMail, hashAddress } = deps;
  const everybody = resolveEnvelope(settings, DIGEST_TYPE, deps.addresses);
  const { envelope, skipped } = await withoutSkipped(everybody, DIGEST_TYPE, settings, deps);
  const report = toReport(digest);
  const presentation = await present(settings, deps);
  const artifact: Artifact = { mail: await renderMail(report, presentation), envelope };
  const bytes = await deps.measureMail(artifact.mail, envelope);
  const dispatch: Dispatch = {
    ...{ id, reportType: DIGEST_TYPE, state: "awaiting_approval", skipped, choices: {} },
    requestedBy: { userId: NO_PERSON, teamId: deps.homeTeam },
    generatedAt: deps.clock.now().toISOString(),
    summary: summarise(report, false),
    mail: { bytes, attachments: [], leftOut: [], envelope: envelope.mode },
    recipientNames: envelope.recipients.map(({ name }) => name),
    hasAuditCopy: envelope.auditCopy !== undefined,
    artifactHash: hashArtifact(artifact),
    ...(settings.retention && { retention: settings.retention }),
    summaryChannel: settings.digest?.channel ?? settings.channels.reports,
  };
  await store.saveDraft(dispatch, artifact, planDeliveries(id, artifact, hashAddress));
}

/** In the portfolio's look; without its logo if the portfolio cannot be read. */
async function present(settings: Settings, { loadPortfolio }: DigestMailDependencies) {
  const logos = await loadPortfolio().then(
    ({ portfolio }) => portfolio.logos,
    () => undefined,
  );
  const portfolio = { settings, entities: [], ...(logos && { logos }) };
  return resolvePresentation(portfolio, DIGEST_TYPE);
}
