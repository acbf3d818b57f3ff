import {
  AGAIN_ACTION,
  CHOOSE_ACTION,
  FRESH_PREVIEW_ACTION,
  MARK_ACTION,
  RECALL_ACTION,
  RETRY_ACTION,
} from "../../../src/commands/messages/afterwards.ts";
import {
  APPROVE_ACTION,
  EDIT_ACTION,
  LEAVE_OUT_ACTION,
  REJECT_ACTION,
  TEST_ACTION,
} from "../../../src/commands/messages/decision.ts";
import { HISTORY_ACTION } from "../../../src/commands/messages/history.ts";
import { SAVE_SCHEDULE_ACTION } from "../../../src/commands/messages/planned-schedule.ts";
import { PDF_ACTION } from "../../../src/commands/messages/report-button.ts";
import {
  DELETE_SCHEDULE_ACTION,
  PAUSE_SCHEDULE_ACTION,
  RESUME_SCHEDULE_ACTION,
  RUN_SCHEDULE_ACTION,
} from "../../../src/commands/messages/schedule-buttons.ts";
import { PAGE_OF_SCHEDULES_ACTION } from "../../../src/commands/messages/schedules.ts";
import { LIFT_ACTION, PAGE_ACTION } from "../../../src/commands/messages/suppressions.ts";
import { COMMAND } from "../../../src/commands/parse-command.ts";
import { ACTIONS } from "../../../src/commands/views/compose/ids.ts";
import { CHOOSE_REPORT_ACTION, SEND_NOW_ACTION } from "../../../src/commands/views/home-send.ts";
import { REASON_ACTION } from "../../../src/commands/views/reject-modal.ts";
import { type Attempt, command, forge, press, send } from "./acts.ts";
import type { Stage } from "./stage.ts";
import {
  aPreview,
  idOf,
  itsMails,
  referenceIn,
  someMail,
  undecidedOn,
  unfinished,
  unseenSchedule,
  waiting,
} from "./targets.ts";

const LOOKS: readonly Attempt[] = [
  command("help", "member", "`suppressions`"),
  command("nonsense", "member", "nonsense"),
  command("cto last-month next-month", "member", "was not understood"),
  command("history", "viewer", "Latest reports"),
  command("digest", "viewer", "Daily digest"),
  command("suppressions", "viewer", "1 address gets no reports"),
  command("schedules", "viewer", "1 schedule"),
  command("roles", "admin", "Changes"),
  {
    ...command("status", "viewer", "Id: "),
    by: (user, stage) => stage.bot.slack.as(user).command(COMMAND, `status ${idOf(0)(stage)}`),
  },
  press("Get the PDF", PDF_ACTION, unfinished, "viewer", ".pdf"),
  forge("a page of the history", `${HISTORY_ACTION}_newest`, () => "/", "viewer", "Latest reports"),
  forge("a page of the suppressions", `${PAGE_ACTION}_later`, () => "0", "viewer", "1 address"),
  forge(
    "a page of the schedules",
    `${PAGE_OF_SCHEDULES_ACTION}_later`,
    () => "0/0/",
    "viewer",
    "1 schedule",
  ),
  {
    what: "a choice on the Home tab",
    id: CHOOSE_REPORT_ACTION,
    least: "viewer",
    by: (user, { bot, home }) =>
      bot.slack.as(user).choose(home, { action: CHOOSE_REPORT_ACTION }, "cfo"),
    seen: "Latest",
  },
];

/** A preview that waits, and the line of one that was approved, in the reports channel. */
const A_PREVIEW = /Approve\n/u;
const APPROVED = /^Approved by <@U12BOARD>/mu;

const home = (stage: Stage) => stage.home;
const digest = (stage: Stage) => stage.digest;

const REQUESTS: readonly Attempt[] = [
  command("", "requester", "Report"),
  {
    what: "a choice in a form",
    id: ACTIONS.report,
    least: "requester",
    by: (user, { bot: { slack }, forms }) =>
      slack.as(user).choose(slack.showModal(user, forms.compose), ACTIONS.report, "cfo"),
    seen: "CFO",
  },
  press("Edit", EDIT_ACTION, waiting(0), "requester", "takes the place of"),
  press(
    "Send me a test",
    TEST_ACTION,
    waiting(0),
    "requester",
    "do not say which address is yours",
  ),
  send("the form of Edit", "edit", () => ({}), "requester", A_PREVIEW),
  forge(
    "Leave out an attachment",
    LEAVE_OUT_ACTION,
    (stage) => `${idOf(2)(stage)}/report.pdf`,
    "requester",
    A_PREVIEW,
  ),
  command("cto", "requester", A_PREVIEW),
  send("the form for a report", "compose", () => ({}), "requester", A_PREVIEW),
  press("Send now", SEND_NOW_ACTION, home, "requester", A_PREVIEW),
  press("Make a fresh preview", FRESH_PREVIEW_ACTION, (it) => it.expired, "requester", A_PREVIEW),
  press(
    "Make a fresh preview on the digest",
    FRESH_PREVIEW_ACTION,
    digest,
    "requester",
    // Somebody has made one by then.
    "has been made already",
  ),
  command("schedule cto every monday 08:00", "requester", "Nothing is saved yet."),
  forge(
    "Save a schedule that sends without approval",
    SAVE_SCHEDULE_ACTION,
    unseenSchedule,
    "admin",
    "Saved.",
  ),
  press("Save", SAVE_SCHEDULE_ACTION, ({ proposal }) => proposal, "requester", "Saved."),
];

const DECISIONS: readonly Attempt[] = [
  press("Reject", REJECT_ACTION, aPreview, "approver", "Reason"),
  press("Reject on the Home tab", REJECT_ACTION, home, "approver", "Reason", undecidedOn(home)),
  press("Reject on the digest", REJECT_ACTION, digest, "approver", "Reason", undecidedOn(digest)),
  send(
    "the form that rejects",
    "reject",
    () => ({ [REASON_ACTION]: "Old" }),
    "approver",
    "Rejected",
  ),
  press("Approve on the digest", APPROVE_ACTION, digest, "approver", APPROVED, undecidedOn(digest)),
  press("Approve on the Home tab", APPROVE_ACTION, home, "approver", APPROVED, undecidedOn(home)),
  press("Approve", APPROVE_ACTION, aPreview, "approver", APPROVED),
  press("Decide one by one", CHOOSE_ACTION, unfinished, "approver", "What to do"),
  send("the form for uncertain mails", "uncertain", someMail, "approver", "sent to 1 of 3"),
  press("Send again", AGAIN_ACTION, unfinished, "approver", "sent to 2 of 3"),
  forge("Mark as sent", MARK_ACTION, itsMails, "approver", "It is known by now"),
  press("Retry failed", RETRY_ACTION, unfinished, "approver", "sent to 3"),
  command("retry", "approver", "There is no report with mails that failed"),
  press("Recall", RECALL_ACTION, ({ held }) => held, "approver", "recalled by"),
  command("recall", "approver", "several reports on hold"),
];

const CHANGES: readonly Attempt[] = [
  press("Lift", LIFT_ACTION, ({ suppressions }) => suppressions, "admin", "Lifted"),
  press("Pause", PAUSE_SCHEDULE_ACTION, ({ schedules }) => schedules, "admin", "Paused."),
  forge(
    "Resume",
    RESUME_SCHEDULE_ACTION,
    ({ schedules }) => referenceIn(schedules, PAUSE_SCHEDULE_ACTION),
    "admin",
    "Resumed.",
  ),
  press("Run now", RUN_SCHEDULE_ACTION, ({ schedules }) => schedules, "admin", "Made: "),
  press("Delete", DELETE_SCHEDULE_ACTION, ({ schedules }) => schedules, "admin", "Deleted."),
];

/** What only looks comes first, then what changes something, so that each finds what it is about. */
export const ATTEMPTS: readonly Attempt[] = [...LOOKS, ...REQUESTS, ...DECISIONS, ...CHANGES];
