import type { PortfolioError } from "../errors.ts";
import { findReport } from "../reports/registry.ts";
import { alreadyDecided } from "./already-decided.ts";
import { underPolicy } from "./approval-policy.ts";
import { assertEnoughApprovers } from "./approval-rights.ts";
import { assertNoteFits } from "./choices.ts";
import type { Dispatch } from "./dispatch.ts";
import { type PrepareDependencies, type PrepareRequest, prepare } from "./prepare.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
import { type ShowDraftDependencies, showDraft, type UnseenDraft } from "./show-draft.ts";
import { takeTurn } from "./take-turn.ts";

export interface DraftRequest extends PrepareRequest {
  /** Where the preview goes. */
  readonly channel: string;
  /** The draft that this one takes the place of. */
  readonly replaces?: Dispatch;
  /** What the draft before it says then; that the mail is smaller without it. */
  readonly replacedBecause?: string;
  /** Identifies the request: the same key drafts once, however often it is delivered. */
  readonly onceKey?: string;
}

export interface DraftDependencies
  extends RightsDependencies,
    PrepareDependencies,
    ShowDraftDependencies {}

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
