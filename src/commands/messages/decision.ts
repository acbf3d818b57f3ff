import type { types } from "@slack/bolt";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { isTooLarge, largestAttachment } from "../../dispatch/mail-size.ts";
import { type Block, clip, LIMITS, plain } from "../text.ts";
import { buildButton, primary } from "./button.ts";
import { buildReportButton } from "./report-button.ts";
import { describeFileSize, describeMailSize } from "./size.ts";

export const APPROVE_ACTION = "approve_report";
export const REJECT_ACTION = "reject_report";
export const EDIT_ACTION = "edit_report";
export const TEST_ACTION = "send_test";
export const LEAVE_OUT_ACTION = "leave_out_attachment";

/**
 * What can be done about a dispatch that waits; and why it cannot be approved, if it cannot.
 *
 * @param link Where the whole report can be read for a while, if anywhere.
 */
export function buildDecision(dispatch: Dispatch, link?: string): Block[] {
  const reject = buildButton(REJECT_ACTION, "Reject", dispatch.id);
  const edit = buildButton(EDIT_ACTION, "Edit", dispatch.id);
  const open = buildReportButton(dispatch, link);
  if (!isTooLarge(dispatch)) {
    const approve = primary(buildButton(APPROVE_ACTION, "Approve", dispatch.id));
    const test = buildButton(TEST_ACTION, "Send me a test", dispatch.id);
    return [buildActions([approve, reject, edit, test, ...open])];
  }
  const leaveOut = buildLeaveOut(dispatch);
  const size = `The mail is ${describeMailSize(dispatch.mail.bytes)}; Amazon SES takes 10 MB.`;
  const advice = leaveOut.length > 0 ? "" : " Ask for a shorter period, or for one entity.";
  return [
    { type: "section", text: plain(`${size} Nothing can be sent like this.${advice}`) },
    buildActions([...leaveOut, reject, edit, ...open]),
  ];
}

/** What the button *Leave out* refers to. */
export interface LeaveOutReference {
  readonly dispatchId: string;
  readonly attachment: string;
}

/** No dispatch's id contains a slash; the rest is the file's name, whatever it contains. */
export function readLeaveOut(value: string): LeaveOutReference {
  const [dispatchId = ""] = value.split("/");
  return { dispatchId, attachment: value.slice(dispatchId.length + 1) };
}

/** A button for the largest file; none where there is no file, or its name would not fit into the reference. */
function buildLeaveOut({ id, mail }: Dispatch): types.Button[] {
  const name = largestAttachment(mail);
  const file = mail.attachments.find((attachment) => attachment.name === name);
  if (file === undefined) return [];
  const value = `${id}/${file.name}`;
  if (value.length > LIMITS.buttonValue) return [];
  const size = ` (${describeFileSize(file.bytes)})`;
  const room = LIMITS.buttonText - size.length;
  return [
    primary(buildButton(LEAVE_OUT_ACTION, `${clip(`Leave out ${name}`, room)}${size}`, value)),
  ];
}

function buildActions(elements: types.Button[]): Block {
  return { type: "actions", block_id: "decision", elements };
}
