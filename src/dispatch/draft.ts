import type { PortfolioError } from "../errors.ts";
import { findReport } from "../reports/registry.ts";
import { underPolicy } from "./approval-policy.ts";
import { assertEnoughApprovers } from "./approval-rights.ts";
import { assertNoteFits } from "./choices.ts";
import type { Dispatch } from "./dispatch.ts";
import { followOld } from "./follow-old.ts";
import { type PrepareDependencies, type PrepareRequest, prepare } from "./prepare.ts";
import { type Replacement, replaceOld } from "./replace-old.ts";
import { originOf } from "./revision.ts";
import { assertAccess, type RightsDependencies } from "./rights.ts";
import { type ShowDraftDependencies, showDraft, type UnseenDraft } from "./show-draft.ts";

export interface DraftRequest extends PrepareRequest {
  /** Where the preview goes. */
  readonly channel: string;
  /** What this one takes the place of. */
  readonly replaces?: Replacement;
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

/** A draft in the place of another. */
export interface ReplacingDraft extends Draft {
  /** The one before it. */
  readonly old: Dispatch;
}

/** Slack repeats a delivery within minutes; an hour is ample. */
const ONCE_SECONDS = 3600;

/**
 * Works a report out, renders and freezes it, and puts the preview in front of people. What it takes the place of stands
 * as it was until the new preview does:
 *
 *     save ── follow it ── preview ── void the old one ──► the new one alone can be approved
 *       ✗ ─────── ✗ ───────── ✗ the old one stands  ✗ both stand; the approval of one is the end of the other
 *
 * @returns undefined if this very request has been handled before.
 * @throws NotAllowedError, UnknownReportError, UnknownPeriodError, UnknownEntityError, PortfolioError, NoAudienceError, StoreUnavailableError, AlreadyDecidedError; and
 *   PreviewNotPostedError after voiding the dispatch, since nobody could have approved it.
 */
export async function draft(
  request: DraftRequest,
  deps: DraftDependencies,
): Promise<Draft | undefined> {
  const { onceKey, replaces } = request;
  if (onceKey !== undefined && !(await deps.store.claimOnce(onceKey, ONCE_SECONDS))) {
    return undefined;
  }
  const { outdatedBy, ...made } = await makeDraft(request, deps);
  if (replaces !== undefined) await followOld(replaces, made.dispatch, deps);
  const dispatch = await showDraft(made, request.channel, deps);
  if (replaces !== undefined) await replaceOld(dispatch, replaces, deps);
  return { dispatch, ...(outdatedBy !== undefined && { outdatedBy }) };
}

function revisionOf(old: Dispatch): Pick<Dispatch, "replaces" | "origin"> {
  return { replaces: old.id, origin: originOf(old) };
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
  const dispatch = {
    ...prepared,
    ...underPolicy(prepared, policy),
    ...(request.replaces && revisionOf(request.replaces.old)),
  };
  await deps.store.saveDraft(dispatch, artifact, deliveries);
  return { dispatch, artifact, ...(outdatedBy !== undefined && { outdatedBy }) };
}
