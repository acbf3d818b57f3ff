import type { types } from "@slack/bolt";
import type { Form } from "../../../dispatch/form/form.ts";
import { APPROVAL_NEEDS, type ApprovalNeed } from "../../../dispatch/form/form-input.ts";
import { describeRecurrence } from "../../../schedule/describe.ts";
import type { FormOutlook } from "../../../schedule/schedule-form.ts";
import { type Block, markup, moment, plain, SHARES } from "../../text.ts";
import { toOption } from "./choose-many.ts";
import { ACTIONS, blockOf } from "./ids.ts";

/** Longer than anything that can be understood. */
const LONGEST = 200;

/** When it is made. Enter shows the next times; who presses the form's button without it sees them first. */
export function askRecurrence({ recurrence, report }: Form): Block[] {
  return [
    {
      type: "input",
      block_id: blockOf("recurrence", report.value),
      dispatch_action: true,
      label: plain("When"),
      hint: plain(
        "For example every weekday 7:30, first business day of the month 09:00, or cron: 0 8 * * 1. A time zone may follow: in Berlin. Press Enter to see the next times.",
      ),
      element: {
        type: "plain_text_input",
        action_id: ACTIONS.recurrence,
        dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
        max_length: LONGEST,
        placeholder: plain("every monday 08:00"),
        ...(recurrence !== "" && { initial_value: plain(recurrence, LONGEST).text }),
      },
    },
  ];
}

/** What the form tells of when its schedule recurs. */
export interface ShownOutlook {
  readonly outlook: FormOutlook;
  /** Somebody was about to save it without having seen this. */
  readonly isNews: boolean;
}

/** What it comes to: by the clock that was meant, and in the time zone of whoever looks at it. */
export function tellOutlook(
  { outlook, isNews }: ShownOutlook,
  { approval }: Pick<Form, "approval">,
): Block[] {
  if ("problem" in outlook) return [note(outlook.problem)];
  const { recurrence, timeZone, nextRuns } = outlook;
  const times = nextRuns.map((at) => `• ${moment(at.toISOString())}`);
  const lines = ["The next times, in your own time zone:", ...times];
  const news = "When it is made has changed. Check these times, then press Save again.";
  const then = approval === "required" ? "waits for approval" : "is sent without approval";
  return [
    { type: "section", text: plain(describeRecurrence(recurrence, timeZone)) },
    { type: "section", text: markup(lines.join("\n")) },
    ...(isNews ? [{ type: "section" as const, text: plain(news) }] : []),
    note(`Each time it is shown in the conversation in which you typed the command, and ${then}.`),
  ];
}

function note(text: string): Block {
  return { type: "context", elements: [plain(text, SHARES.note)] };
}

const NEEDS: Readonly<Record<ApprovalNeed, string>> = {
  required: "Somebody approves it each time",
  not_needed: "It is sent without anybody looking at it",
};

/** Asked of admins alone, where the rules of the report allow it. */
export function askApproval({ approval, report }: Form): Block[] {
  const options = APPROVAL_NEEDS.map((value) => toOption({ value, label: NEEDS[value] }));
  const initial = options.find(({ value }) => value === approval);
  const element: types.RadioButtons = {
    type: "radio_buttons",
    action_id: ACTIONS.approval,
    options,
    ...(initial && { initial_option: initial }),
  };
  return [
    {
      type: "input",
      block_id: blockOf("approval", report.value),
      dispatch_action: true,
      label: plain("Approval"),
      element,
    },
  ];
}
