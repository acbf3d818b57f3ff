import type { App, BlockAction, ButtonAction, StaticSelectAction } from "@slack/bolt";
import type { ListenerDependencies } from "./dependencies.ts";
import { onAppHomeOpened } from "./listeners/app-home.ts";
import { onApprove } from "./listeners/approve.ts";
import { onComposeChange } from "./listeners/compose-change.ts";
import { onComposeSubmit } from "./listeners/compose-submit.ts";
import { onEdit } from "./listeners/edit.ts";
import { onExecReport } from "./listeners/exec-report.ts";
import { onFreshPreview } from "./listeners/fresh-preview.ts";
import { onGetPdf, onOpenReport } from "./listeners/full-report.ts";
import { onPageOfHistory } from "./listeners/history.ts";
import { onChooseReport, onSendNow } from "./listeners/home-send.ts";
import { onLeaveOut } from "./listeners/leave-out.ts";
import { onRecall } from "./listeners/recall.ts";
import { onReject } from "./listeners/reject.ts";
import { onRejectReason } from "./listeners/reject-reason.ts";
import { onRetryFailed } from "./listeners/retry.ts";
import { onCancelSchedule, onSaveSchedule } from "./listeners/schedule.ts";
import {
  onDeleteSchedule,
  onPageOfSchedules,
  onPauseSchedule,
  onRunSchedule,
} from "./listeners/schedules.ts";
import { onSendTest } from "./listeners/send-test.ts";
import { onLift, onPageOfSuppressions } from "./listeners/suppressions.ts";
import {
  onChooseUncertain,
  onSettleUncertain,
  onUncertainDecision,
} from "./listeners/uncertain.ts";
import {
  AGAIN_ACTION,
  CHOOSE_ACTION,
  FRESH_PREVIEW_ACTION,
  MARK_ACTION,
  RECALL_ACTION,
  RETRY_ACTION,
} from "./messages/afterwards.ts";
import {
  APPROVE_ACTION,
  EDIT_ACTION,
  LEAVE_OUT_ACTION,
  REJECT_ACTION,
  TEST_ACTION,
} from "./messages/decision.ts";
import { HISTORY_ACTION } from "./messages/history.ts";
import { CANCEL_SCHEDULE_ACTION, SAVE_SCHEDULE_ACTION } from "./messages/planned-schedule.ts";
import { OPEN_ACTION, PDF_ACTION } from "./messages/report-button.ts";
import {
  DELETE_SCHEDULE_ACTION,
  PAUSE_SCHEDULE_ACTION,
  RESUME_SCHEDULE_ACTION,
  RUN_SCHEDULE_ACTION,
} from "./messages/schedule-buttons.ts";
import { PAGE_OF_SCHEDULES_ACTION } from "./messages/schedules.ts";
import { LIFT_ACTION, PAGE_ACTION } from "./messages/suppressions.ts";
import { COMMAND } from "./parse-command.ts";
import { ACTIONS, COMPOSE_VIEW, DECISIVE } from "./views/compose/ids.ts";
import { CHOOSE_REPORT_ACTION, SEND_NOW_ACTION } from "./views/home-send.ts";
import { REJECT_VIEW } from "./views/reject-modal.ts";
import { UNCERTAIN_VIEW } from "./views/uncertain-modal.ts";

/** Everything Slack can ask of the bot. */
export function register(app: App, deps: ListenerDependencies): void {
  app.command(COMMAND, onExecReport(deps));
  app.action<BlockAction<ButtonAction>>(APPROVE_ACTION, onApprove(deps));
  app.action<BlockAction<ButtonAction>>(REJECT_ACTION, onReject(deps));
  app.action<BlockAction<ButtonAction>>(LEAVE_OUT_ACTION, onLeaveOut(deps));
  app.action<BlockAction<ButtonAction>>(EDIT_ACTION, onEdit(deps));
  for (const question of DECISIVE) {
    app.action<BlockAction>(ACTIONS[question], onComposeChange(deps));
  }
  app.view({ callback_id: COMPOSE_VIEW, type: "view_submission" }, onComposeSubmit(deps));
  app.action<BlockAction<ButtonAction>>(LIFT_ACTION, onLift(deps));
  app.action<BlockAction<ButtonAction>>(
    new RegExp(`^${PAGE_ACTION}`, "u"),
    onPageOfSuppressions(deps),
  );
  app.action<BlockAction<ButtonAction>>(RECALL_ACTION, onRecall(deps));
  app.action<BlockAction<ButtonAction>>(FRESH_PREVIEW_ACTION, onFreshPreview(deps));
  app.view({ callback_id: REJECT_VIEW, type: "view_submission" }, onRejectReason(deps));
  app.action<BlockAction<ButtonAction>>(SEND_NOW_ACTION, onSendNow(deps));
  app.action<BlockAction<StaticSelectAction>>(CHOOSE_REPORT_ACTION, onChooseReport(deps));
  app.event("app_home_opened", onAppHomeOpened(deps));
  registerLooks(app, deps);
  registerAfterwards(app, deps);
  registerSchedules(app, deps);
}

/** Ways to look at a report, and back at those of before. */
function registerLooks(app: App, deps: ListenerDependencies): void {
  app.action<BlockAction<ButtonAction>>(TEST_ACTION, onSendTest(deps));
  app.action<BlockAction<ButtonAction>>(OPEN_ACTION, onOpenReport);
  app.action<BlockAction<ButtonAction>>(PDF_ACTION, onGetPdf(deps));
  app.action<BlockAction<ButtonAction>>(
    new RegExp(`^${HISTORY_ACTION}`, "u"),
    onPageOfHistory(deps),
  );
}

/** What can be done about mails when their report has ended. */
function registerAfterwards(app: App, deps: ListenerDependencies): void {
  app.action<BlockAction<ButtonAction>>(RETRY_ACTION, onRetryFailed(deps));
  app.action<BlockAction<ButtonAction>>(AGAIN_ACTION, onSettleUncertain("again", deps));
  app.action<BlockAction<ButtonAction>>(MARK_ACTION, onSettleUncertain("mark", deps));
  app.action<BlockAction<ButtonAction>>(CHOOSE_ACTION, onChooseUncertain(deps));
  app.view({ callback_id: UNCERTAIN_VIEW, type: "view_submission" }, onUncertainDecision(deps));
}

/** What can be done with reports that are made again and again. */
function registerSchedules(app: App, deps: ListenerDependencies): void {
  app.action<BlockAction<ButtonAction>>(SAVE_SCHEDULE_ACTION, onSaveSchedule(deps));
  app.action<BlockAction<ButtonAction>>(CANCEL_SCHEDULE_ACTION, onCancelSchedule(deps));
  app.action<BlockAction<ButtonAction>>(PAUSE_SCHEDULE_ACTION, onPauseSchedule(true, deps));
  app.action<BlockAction<ButtonAction>>(RESUME_SCHEDULE_ACTION, onPauseSchedule(false, deps));
  app.action<BlockAction<ButtonAction>>(RUN_SCHEDULE_ACTION, onRunSchedule(deps));
  app.action<BlockAction<ButtonAction>>(DELETE_SCHEDULE_ACTION, onDeleteSchedule(deps));
  app.action<BlockAction<ButtonAction>>(
    new RegExp(`^${PAGE_OF_SCHEDULES_ACTION}`, "u"),
    onPageOfSchedules(deps),
  );
}
