import type { types } from "@slack/bolt";
import type { Form } from "../../../dispatch/form/form.ts";
import type { SendTime } from "../../../dispatch/form/form-input.ts";
import { ATTACHMENT_KINDS, type AttachmentKind } from "../../../portfolio/portfolio.ts";
import { plural } from "../../../reports/parts/wording.ts";
import { type Block, clipMarkup, markup, mention, plain } from "../../text.ts";
import { chooseMany, toOption } from "./choose-many.ts";
import { ACTIONS, blockOf } from "./ids.ts";

const FILES: Readonly<Record<AttachmentKind, string>> = {
  pdf: "PDF, to keep",
  xlsx: "Spreadsheet (XLSX), to calculate with",
  csv: "CSV, one file for each table",
};

const TIMES: Readonly<Record<SendTime, string>> = {
  approved: "Right after the approval",
  later: "At a time",
  schedule: "On a schedule",
};

export function askAttachments({ attachments, report }: Form): Block[] {
  const options = ATTACHMENT_KINDS.map((kind) => ({ value: kind, label: FILES[kind] }));
  return [
    {
      type: "input",
      block_id: blockOf("attachments", report.value),
      optional: true,
      label: plain("Attachments"),
      element: chooseMany(ACTIONS.attachments, options, attachments),
    },
  ];
}

export function askNote({ note, report, when }: Form): Block[] {
  return [
    {
      type: "input",
      block_id: blockOf("note", report.value),
      optional: true,
      label: plain("Note"),
      hint: plain(
        `Stands at the top of ${when === "schedule" ? "each mail and each" : "the mail and of the"} PDF. Up to 1,000 characters.`,
      ),
      element: {
        type: "plain_text_input",
        action_id: ACTIONS.note,
        multiline: true,
        placeholder: plain("Please look at the open vulnerabilities before Friday."),
        ...(note !== "" && { initial_value: plain(note).text }),
      },
    },
  ];
}

/** When it goes out; decides whether a time is asked for. */
export function askWhen({ when, times, report }: Form): Block[] {
  const options = times.map((value) => toOption({ value, label: TIMES[value] }));
  const initial = options.find(({ value }) => value === when);
  const element: types.RadioButtons = {
    type: "radio_buttons",
    action_id: ACTIONS.when,
    options,
    ...(initial && { initial_option: initial }),
  };
  return [
    {
      type: "input",
      block_id: blockOf("when", report.value),
      dispatch_action: true,
      label: plain("Send"),
      element,
    },
  ];
}

/** @param daysAhead The longest wait. */
export function askSendAt({ sendAt, report }: Form, daysAhead: number): Block[] {
  const seconds = sendAt === undefined ? Number.NaN : Math.floor(new Date(sendAt).getTime() / 1000);
  return [
    {
      type: "input",
      block_id: blockOf("sendAt", report.value),
      label: plain("Not before"),
      hint: plain(
        `In your own time zone, at most ${plural(daysAhead, "day")} ahead. It can be recalled until then. If it is approved later, it goes out right after the approval.`,
      ),
      element: {
        type: "datetimepicker",
        action_id: ACTIONS.sendAt,
        ...(Number.isFinite(seconds) && { initial_date_time: seconds }),
      },
    },
  ];
}

/** Nobody asks more people than this for an approval or two. */
const MOST_CHOSEN = 100;
/** More people than this are counted, not named. */
const MOST_NAMED = 30;

/** Who is to approve it; Slack's own list of people, and below it who of them may. */
export function askApprovers({ approvers, ableToApprove, approvals, report }: Form): Block[] {
  const named = ableToApprove.slice(0, MOST_NAMED).map((id) => clipMarkup(mention(id), 60));
  const more = ableToApprove.length - named.length;
  const who = named.length === 0 ? "nobody" : named.join(", ");
  return [
    {
      type: "input",
      block_id: blockOf("approvers", report.value),
      optional: true,
      label: plain("Who approves"),
      hint: plain(
        `Leave it empty for anybody who may.${approvals > 1 ? ` It takes the approval of ${approvals} people.` : ""}`,
      ),
      element: {
        type: "multi_users_select",
        action_id: ACTIONS.approvers,
        placeholder: plain("Anybody who may"),
        ...(approvers.length > 0 && { initial_users: approvers.slice(0, MOST_CHOSEN) }),
      },
    },
    {
      type: "context",
      elements: [markup(`May approve it: ${who}${more > 0 ? ` and ${more} more` : ""}`)],
    },
  ];
}
