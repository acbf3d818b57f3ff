import { askUnseen } from "./ask-people.ts";
import {
  type Approved,
  approve,
  assertDecidable,
  type DecideDependencies,
  reject,
} from "./decide.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import {
  type Draft,
  type DraftDependencies,
  type DraftRequest,
  draft,
  type ReplacingDraft,
} from "./draft.ts";
import { type EditRequest, edit } from "./edit.ts";
import { exampleEntity } from "./example-entity.ts";
import { type FeedbackDependencies, takeFeedback } from "./feedback.ts";
import type { FormBasis } from "./form/form.ts";
import { type FormFacts, readFormFacts } from "./form/form-facts.ts";
import { openForm } from "./form/open-form.ts";
import { makeFreshPreview } from "./fresh-preview.ts";
import { getPdf } from "./full-report.ts";
import {
  type DispatchStatus,
  type DispatchWithDeliveries,
  type HistoryPage,
  type HistoryRequest,
  readHistory,
  readStatus,
  withDeliveries,
} from "./history.ts";
import { leaveOut } from "./leave-out.ts";
import { findOnly, findTyped } from "./lookup.ts";
import type { MailEvent } from "./mail-event.ts";
import {
  type KeepMissedDependencies,
  keepMissed,
  keepWhatIsMissed,
  listMissed,
  type MissedMessage,
} from "./missed.ts";
import { createNews } from "./news.ts";
import { keepPreviewsInPlace } from "./preview-place.ts";
import { recall } from "./recall.ts";
import type { ReadRecord } from "./record.ts";
import { createRefresher, type RefresherDependencies } from "./refresher.ts";
import {
  findMails,
  mayHaveFailed,
  type Reopened,
  retryFailed,
  type Seen,
  settleUncertain,
} from "./reopen.ts";
import { assertAccess, assertMember, type RightsDependencies } from "./rights.ts";
import { listRoles, type RoleOverview, type RoleOverviewDependencies } from "./role-overview.ts";
import { createRoleWatch, type RoleWatchDependencies } from "./role-record.ts";
import { sendTest } from "./send-test.ts";
import { createSender, type Sender, type SenderDependencies } from "./sender.ts";
import { isHeld } from "./state.ts";
import {
  liftSuppression,
  listSuppressions,
  type SuppressionList,
  type SuppressionListDependencies,
} from "./suppression-list.ts";
import { type WatchDependencies, watchApprovals } from "./watch-approvals.ts";

export type DispatcherDependencies = RightsDependencies &
  DraftDependencies &
  DecideDependencies &
  Omit<SenderDependencies, "refresher"> &
  Omit<FeedbackDependencies, "news" | "refresher"> &
  SuppressionListDependencies &
  RoleOverviewDependencies &
  RoleWatchDependencies &
  KeepMissedDependencies &
  WatchDependencies &
  Pick<RefresherDependencies, "unshown"> & { readonly readRecord: ReadRecord };

/** Every way a report can go, for every surface that starts or steers one. */
export interface Dispatcher extends Sender {
  /** See {@link assertMember}. */
  assertMember(by: Requester): Promise<void>;
  /** See {@link draft}. */
  draft(request: DraftRequest): Promise<Draft | undefined>;
  /** See {@link assertDecidable}. */
  assertDecidable(dispatchId: string, by: Requester): Promise<Dispatch>;
  /** See {@link approve}. Sending is a step of its own: {@link Sender.send}. */
  approve(dispatchId: string, by: Requester): Promise<Approved>;
  /** See {@link leaveOut}. */
  leaveOut(
    dispatchId: string,
    attachment: string,
    by: Requester,
    onceKey: string,
  ): Promise<ReplacingDraft | undefined>;
  /** See {@link openForm}. */
  openForm(by: Requester, editedId?: string): Promise<FormBasis>;
  /** See {@link readFormFacts}. */
  readFormFacts(reportType: string, by: Requester): Promise<FormFacts>;
  /** See {@link edit}. */
  edit(dispatchId: string, request: EditRequest): Promise<Draft | undefined>;
  /** See {@link reject}. */
  reject(dispatchId: string, by: Requester, reason: string): Promise<Dispatch>;
  /** See {@link recall}. */
  recall(dispatchId: string, by: Requester): Promise<Dispatch>;
  /** See {@link retryFailed}. Sending is a step of its own: {@link Sender.goOn}. */
  retryFailed(dispatchId: string, by: Requester, seen?: Seen): Promise<Reopened>;
  /** See {@link settleUncertain}. To be followed by {@link Sender.goOn}. */
  settleUncertain(
    dispatchId: string,
    kind: "again" | "mark",
    by: Requester,
    seen?: Seen,
  ): Promise<Reopened>;
  /** See {@link findMails}. */
  findUncertain(dispatchId: string, by: Requester, seen?: Seen): ReturnType<typeof findMails>;
  /** See {@link sendTest}. */
  sendTest(dispatchId: string, by: Requester, onceKey: string): ReturnType<typeof sendTest>;
  /** See {@link getPdf}. */
  getPdf(dispatchId: string, by: Requester): ReturnType<typeof getPdf>;
  /** See {@link readHistory}. */
  history(request: HistoryRequest, by: Requester): Promise<HistoryPage>;
  /** See {@link readStatus}. */
  status(typed: string, by: Requester): Promise<DispatchStatus>;
  /** The report that somebody wants to send again: see {@link findTyped}; if none is named, the only one. */
  findFailed(typed: string, by: Requester): Promise<Dispatch>;
  /** The report that somebody wants to recall, likewise. */
  findHeld(typed: string, by: Requester): Promise<Dispatch>;
  /** See {@link makeFreshPreview}. */
  makeFreshPreview(
    dispatchId: string,
    by: Requester,
    onceKey: string,
  ): Promise<ReplacingDraft | undefined>;
  /** See {@link exampleEntity}. */
  exampleEntity(requester: Requester): Promise<string | undefined>;
  /** See {@link takeFeedback}. */
  takeFeedback(event: MailEvent): Promise<void>;
  /** See {@link listSuppressions}. */
  listSuppressions(by: Requester): Promise<SuppressionList>;
  /** See {@link liftSuppression}. */
  liftSuppression(recipientHash: string, by: Requester): ReturnType<typeof liftSuppression>;
  /** See {@link keepMissed}. */
  keepMissed(userId: string, text: string): Promise<void>;
  /** See {@link listMissed}. */
  listMissed(by: Requester): Promise<readonly MissedMessage[]>;
  /** See {@link listRoles}. */
  listRoles(by: Requester): Promise<RoleOverview>;
  /** The newest dispatches first, for somebody who may see them. Throws `NotAllowedError`. */
  latest(requester: Requester, limit: number): Promise<readonly DispatchWithDeliveries[]>;
}

export function createDispatcher(given: DispatcherDependencies): Dispatcher {
  const askApprovers = (dispatch: Dispatch) => askUnseen(dispatch, given);
  const announcer = keepWhatIsMissed(keepPreviewsInPlace({ ...given, askApprovers }), given);
  const deps = { ...given, announcer };
  const refresher = createRefresher(deps);
  const sender = createSender({ ...deps, refresher });
  const feedback = { ...deps, refresher, news: createNews(deps) };
  const noticeRoles = createRoleWatch(deps);
  // What cannot be recorded now is recorded by the next sweep.
  const notice = () =>
    noticeRoles().catch((err: unknown) => deps.log.error({ err }, "roles were not compared"));

  return {
    ...sender,
    async stop() {
      await sender.stop();
      await refresher.stop();
    },
    async recover() {
      await Promise.all([sender.recover(), watchApprovals(deps), notice(), refresher.catchUp()]);
    },
    assertMember: (by) => assertMember(deps, by),
    recall: (dispatchId, by) => recall(dispatchId, by, deps),
    retryFailed: (dispatchId, by, seen = {}) => retryFailed(dispatchId, by, seen, deps),
    settleUncertain: (dispatchId, kind, by, seen = {}) =>
      settleUncertain(dispatchId, kind, by, seen, deps),
    findUncertain: (dispatchId, by, seen = {}) =>
      findMails(dispatchId, "uncertain", by, seen, deps),
    makeFreshPreview: (dispatchId, by, onceKey) => makeFreshPreview(dispatchId, by, onceKey, deps),
    draft: (request) => draft(request, deps),
    assertDecidable: (dispatchId, by) => assertDecidable(dispatchId, by, deps),
    leaveOut: (dispatchId, attachment, by, onceKey) =>
      leaveOut(dispatchId, attachment, by, onceKey, deps),
    openForm: (by, editedId) => openForm(by, editedId, deps),
    readFormFacts: (reportType, by) => readFormFacts(reportType, by, deps),
    edit: (dispatchId, request) => edit(dispatchId, request, deps),
    approve: (dispatchId, by) => approve(dispatchId, by, deps),
    reject: (dispatchId, by, reason) => reject(dispatchId, by, reason, deps),
    exampleEntity: (requester) => exampleEntity(requester, deps),
    takeFeedback: (event) => takeFeedback(event, feedback),
    listSuppressions: (by) => listSuppressions(by, deps),
    liftSuppression: (recipientHash, by) => liftSuppression(recipientHash, by, deps),
    keepMissed: (userId, text) => keepMissed(userId, text, deps),
    listMissed: (by) => listMissed(by, deps),
    listRoles: (by) => listRoles(by, deps, noticeRoles),
    async latest(requester, limit) {
      await assertAccess(deps, requester, "view");
      return await withDeliveries(await deps.store.latest(limit), deps);
    },
    sendTest: (dispatchId, by, onceKey) => sendTest(dispatchId, by, onceKey, deps),
    getPdf: (dispatchId, by) => getPdf(dispatchId, by, deps),
    history: (request, by) => readHistory(request, by, deps),
    status: (typed, by) => readStatus(typed, by, deps),
    findFailed: (typed, by) =>
      typed === ""
        ? findOnly("with mails that failed", (it) => mayHaveFailed(it, deps), by, deps)
        : findTyped(typed, by, deps),
    findHeld: (typed, by) =>
      typed === "" ? findOnly("on hold", isHeld, by, deps) : findTyped(typed, by, deps),
  };
}
