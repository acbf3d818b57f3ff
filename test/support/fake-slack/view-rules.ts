/** What Slack checks in a view before it shows it. */

import { checkBlocks } from "./blocks.ts";
import { checkString, checkText } from "./checks.ts";
import { createFaults } from "./faults.ts";
import { asObjects, isObject } from "./json.ts";
import { LIMITS } from "./limits.ts";

/** Which of the two kinds of view a method takes. */
export type ViewType = "modal" | "home";

/** What is wrong with a view as Slack would list it; empty if nothing is. */
export function findViewFaults(view: unknown, type: ViewType): readonly string[] {
  const faults = createFaults();
  if (!isObject(view)) {
    faults.add("/view", "must provide an object");
    return faults.messages;
  }
  if (view["type"] !== type) faults.add("/view/type", `must be one of: ${type}`);
  if (type === "modal") checkModal(faults, view);
  checkString(faults, "/view/callback_id", view["callback_id"], LIMITS.callbackId);
  checkMetadata(faults, view["private_metadata"]);
  checkBlocks(faults, "/view/blocks", view["blocks"], type);
  return faults.messages;
}

/** Whether the view is too large to be shown at all (`view_too_large`). */
export function isViewTooLarge(view: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(view) ?? "") > LIMITS.viewBytes;
}

type Faults = ReturnType<typeof createFaults>;

function checkModal(faults: Faults, view: Readonly<Record<string, unknown>>): void {
  const button = { max: LIMITS.viewButton, only: "plain_text" } as const;
  const title = { max: LIMITS.viewTitle, only: "plain_text" } as const;
  checkText(faults, "/view/title", view["title"], title, true);
  checkText(faults, "/view/close", view["close"], button);
  checkText(faults, "/view/submit", view["submit"], button);
  const hasInput = asObjects(view["blocks"]).some((block) => block["type"] === "input");
  if (hasInput && view["submit"] === undefined) {
    faults.add("/view", "missing required field: submit (the view has input blocks)");
  }
}

/** Unlike other strings this one may be empty. */
function checkMetadata(faults: Faults, value: unknown): void {
  if (value === "") return;
  checkString(faults, "/view/private_metadata", value, LIMITS.privateMetadata);
}
