import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildDecision,
  EDIT_ACTION,
  LEAVE_OUT_ACTION,
  REJECT_ACTION,
  readLeaveOut,
} from "../../../src/commands/messages/decision.ts";
import { buildPreview } from "../../../src/commands/messages/preview.ts";
import { PDF_ACTION } from "../../../src/commands/messages/report-button.ts";
import type { MailFacts } from "../../../src/dispatch/dispatch.ts";
import { assertSlackTakes, dispatchIn, hostileText, mailFacts, said } from "./samples.ts";

const MB = 1024 * 1024;
const ID = "01KB0000000000000000000000";
const FILES = [
  { name: "small.csv", bytes: 2_000 },
  { name: "cfo-2026-10.pdf", bytes: 8.1 * MB },
  { name: "cfo-2026-10.xlsx", bytes: 2 * MB },
];

const waiting = (mail: Partial<MailFacts> = {}) =>
  dispatchIn("awaiting_approval", {
    mail: mailFacts({ bytes: 12.3 * MB, attachments: FILES, ...mail }),
  });

function buttonsOf(mail: Partial<MailFacts> = {}) {
  const actions = buildDecision(waiting(mail)).at(-1);
  return actions?.type === "actions" ? actions.elements : [];
}

describe("a preview of a mail that is too large", () => {
  it("says so, and offers to leave out the largest file instead of approving", () => {
    const message = buildPreview(waiting(), []);
    assertSlackTakes(message);
    expect(message.text).toBe("CTO report, October 2026: is too large to be sent");
    expect(message.blocks.slice(-2).map(said)).toEqual([
      "The mail is 12.3 MB; Amazon SES takes 10 MB. Nothing can be sent like this.",
      "Leave out cfo-2026-10.pdf (8.1 MB)\nReject\nEdit\nGet the PDF",
    ]);
    expect(buttonsOf()).toMatchObject([
      { action_id: LEAVE_OUT_ACTION, style: "primary", value: `${ID}/cfo-2026-10.pdf` },
      { action_id: REJECT_ACTION, value: ID },
      { action_id: EDIT_ACTION, value: ID },
      { action_id: PDF_ACTION, value: ID },
    ]);
    expect(buttonsOf()[1]).not.toHaveProperty("style");
  });

  it("begins with the first byte over the limit", () => {
    expect(said(buttonsOf({ bytes: 10 * MB }))).toBe(
      "Approve\nReject\nEdit\nSend me a test\nGet the PDF",
    );
    expect(said(buttonsOf({ bytes: 10 * MB + 1 }))).toMatch(/^Leave out /);
    expect(said(buildDecision(waiting({ bytes: 10 * MB + 1 })))).toContain("The mail is 10.1 MB");
  });

  it("says what else to do where there is nothing to leave out", () => {
    const [text] = buildDecision(waiting({ attachments: [] }));
    expect(said(text)).toBe(
      "The mail is 12.3 MB; Amazon SES takes 10 MB. Nothing can be sent like this. Ask for a shorter period, or for one entity.",
    );
    expect(said(buttonsOf({ attachments: [] }))).toBe("Reject\nEdit");
  });

  it("cuts a long name on the button, not its size, and refers to all of it", () => {
    const name = `${"x".repeat(100)}.pdf`;
    const [button] = buttonsOf({ attachments: [{ name, bytes: 9 * MB }] });
    expect(button).toMatchObject({ value: `${ID}/${name}` });
    expect(said(button)).toMatch(/^Leave out x+… \(9\.0 MB\)$/);
    expect(said(button)).toHaveLength(75);
  });

  it("offers no file whose name does not fit into a button, and says what else to do", () => {
    const named = (length: number) => [{ name: "x".repeat(length), bytes: 9 * MB }];
    const room = 2_000 - `${ID}/`.length;
    expect(buttonsOf({ attachments: named(room) })).toHaveLength(3);
    expect(buttonsOf({ attachments: named(room + 1) })).toHaveLength(2);
    const [text] = buildDecision(waiting({ attachments: named(room + 1) }));
    expect(said(text)).toContain("Ask for a shorter period");
  });

  it("refers to exactly the dispatch and the file, whatever the file is called", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.constant("a/b//c")), (name) => {
        const [button] = buttonsOf({ attachments: [{ name, bytes: 9 * MB }] });
        if (button?.type !== "button" || button.action_id !== LEAVE_OUT_ACTION) return;
        expect(readLeaveOut(button.value ?? "")).toEqual({ dispatchId: ID, attachment: name });
      }),
    );
  });
});
