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
import { ACTIONS, COMPOSE_VIEW } from "../../../src/commands/views/compose/ids.ts";
import { CHOOSE_REPORT_ACTION, SEND_NOW_ACTION } from "../../../src/commands/views/home-send.ts";
import { REASON_ACTION, REJECT_VIEW } from "../../../src/commands/views/reject-modal.ts";
import {
  DEED_ACTION,
  MAILS_ACTION,
  UNCERTAIN_VIEW,
} from "../../../src/commands/views/uncertain-modal.ts";
import type { Role } from "../../../src/portfolio/portfolio.ts";
import { textsOf } from "../fake-slack/dump.ts";
import type { SlackMessage, SlackView } from "../fake-slack/fake-slack.ts";
import { elementsOf } from "../fake-slack/find-element.ts";
import { asObject, type JsonObject } from "../fake-slack/json.ts";
import { isView } from "../fake-slack/payloads.ts";
import type { FormValues } from "../fake-slack/view-state.ts";
import type { Stage } from "./stage.ts";

/** One thing that somebody can ask of the bot. */
export interface Attempt {
  readonly what: string;
  /** What Slack calls it: the id of a button or a form; the command. */
  readonly id: string;
  /** Whoever has less may not; `member` may without any role. */
  readonly least: Role | "member";
  /** Resolves once the bot has acknowledged it. */
  readonly by: (user: string, stage: Stage) => Promise<unknown>;
  /** What whoever may do it sees then, in an answer, a form, the Home tab or the channel. */
  readonly seen: string | RegExp;
}

type Source = SlackMessage | SlackView;
type Least = Attempt["least"];

const command = (text: string, least: Least, seen: Attempt["seen"]): Attempt => ({
  what: `/exec-report ${text}`,
  id: COMMAND,
  least,
  by: (user, { bot }) => bot.slack.as(user).command(COMMAND, text, { channel: "reports" }),
  seen,
});

/** A button where it stands; of several that are called the same the first, or the one with this value. */
const press = (
  what: string,
  action: string,
  on: (stage: Stage) => Source,
  least: Least,
  seen: Attempt["seen"],
  value?: (stage: Stage) => string,
): Attempt => ({
  what,
  id: action,
  least,
  by: (user, stage) => {
    const { slack } = stage.bot;
    const button = findButton(on(stage), action, value?.(stage));
    // What only somebody else sees is pressed in a copy: what takes its place is seen by whoever pressed.
    const source = isEphemeral(button) ? slack.showEphemeral(user, button) : button;
    return slack.as(user).click(source, { action });
  },
  seen,
});

/** A button that nothing shows now: what a client sends need not be what was shown to it. */
const forge = (
  what: string,
  action: string,
  value: (stage: Stage) => string,
  least: Least,
  seen: Attempt["seen"],
): Attempt => {
  const on = (stage: Stage) => {
    const button = { type: "button", action_id: action, value: value(stage) };
    return { ...stage.schedules, blocks: [{ type: "actions", elements: [button] }] };
  };
  return press(what, action, on, least, seen);
};

const VIEWS: Readonly<Record<keyof Stage["forms"], string>> = {
  compose: COMPOSE_VIEW,
  edit: COMPOSE_VIEW,
  reject: REJECT_VIEW,
  uncertain: UNCERTAIN_VIEW,
};

/** A form that was opened before, sent. */
const send = (
  what: string,
  form: keyof Stage["forms"],
  values: (view: SlackView) => FormValues,
  least: Least,
  seen: Attempt["seen"],
): Attempt => ({
  what,
  id: VIEWS[form],
  least,
  by: (user, { bot: { slack }, forms }) => {
    const view = slack.showModal(user, forms[form]);
    return slack.as(user).submit(values(view));
  },
  seen,
});

function findButton<T extends Source>(source: T, action: string, value?: string): T {
  const isMeant = (block: JsonObject) =>
    elementsOf([block]).some(
      ({ element }) =>
        element["action_id"] === action && (value === undefined || element["value"] === value),
    );
  return { ...source, blocks: source.blocks.filter(isMeant).slice(0, 1) };
}

function isEphemeral(source: Source): source is SlackMessage {
  return !isView(source) && source.ephemeralTo !== undefined;
}

/** What a button of a message refers to. */
function referenceIn(source: Source | undefined, action: string): string {
  const all = elementsOf(source?.blocks ?? []);
  const found = all.find(({ element }) => element["action_id"] === action);
  return String(found?.element["value"]);
}

/** Each of the previews that wait is used up by one deed. */
const waiting =
  (n: number) =>
  ({ bot, waiting: all }: Stage): SlackMessage => {
    const message = all[n];
    if (message === undefined) throw new Error(`There is no preview ${n}.`);
    return bot.current(message) ?? message;
  };
/** Those that nothing but decisions uses up, and that nobody has decided on so far. */
const undecided = (stage: Stage): readonly SlackMessage[] =>
  [3, 4, 5].map((n) => waiting(n)(stage)).filter((it) => textsOf(it.blocks).includes("Approve"));
/** One of them that this source shows, too. */
const undecidedOn = (on: (stage: Stage) => Source) => (stage: Stage) => {
  const shown = JSON.stringify(on(stage).blocks);
  const ids = undecided(stage).map((it) => referenceIn(it, APPROVE_ACTION));
  const found = ids.find((id) => shown.includes(`"${id}"`));
  if (found === undefined) throw new Error("Nothing there waits any more.");
  return found;
};
const aPreview = (stage: Stage): SlackMessage => {
  const [first] = undecided(stage);
  if (first === undefined) throw new Error("No preview waits any more.");
  return first;
};
const idOf = (n: number) => (stage: Stage) => referenceIn(stage.waiting[n], APPROVE_ACTION);
/** As it stands by now. */
const unfinished = ({ bot, unfinished: message }: Stage) => bot.current(message) ?? message;
/** Refers to how it stands by now. */
const itsMails = (stage: Stage) => referenceIn(unfinished(stage), RETRY_ACTION);

/** The first of the uncertain mails. */
const someMail = (view: SlackView): FormValues => {
  const field = elementsOf(view.blocks).find(
    ({ element }) => element["action_id"] === MAILS_ACTION,
  );
  const [option] = [field?.element["options"]].flat();
  return { [MAILS_ACTION]: [String(asObject(option)["value"])], [DEED_ACTION]: "mark" };
};

const LOOKS: readonly Attempt[] = [
  command("help", "member", "Exec Report works a report out"),
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
  command("retry", "approver", /No .*failed/u),
  press("Recall", RECALL_ACTION, ({ held }) => held, "approver", "recalled by"),
  command("recall", "approver", "held back"),
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
