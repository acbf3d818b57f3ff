import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SesEventType, sesEvent } from "../../../demo/ses-event.ts";
import { parseSesEvent } from "../../../src/email/ses-events.ts";

const AT = new Date("2026-10-31T12:00:00.000Z");
const call = {
  messageId: "m-1",
  tags: { dispatch: "01KB", delivery: "aa" },
  destinations: ["owner@example.com"],
};
const parse = (type: SesEventType, more = {}) =>
  parseSesEvent("sns-1", sesEvent(type, call, AT, more));

describe("parseSesEvent", () => {
  it.each<[SesEventType, object, string]>([
    ["Send", {}, "send"],
    ["Delivery", {}, "delivery"],
    ["DeliveryDelay", {}, "delay"],
    ["Bounce", {}, "hard_bounce"],
    ["Bounce", { bounceType: "Transient" }, "soft_bounce"],
    ["Bounce", { bounceType: "Undetermined" }, "soft_bounce"],
    ["Complaint", {}, "complaint"],
    ["Complaint", { complaintFeedbackType: null }, "complaint"],
    ["Complaint", { complaintFeedbackType: "not-spam" }, "not_spam"],
    ["Reject", {}, "reject"],
    ["Rendering Failure", {}, "rendering_failure"],
  ])("reads %s %j as %s", (type, more, kind) => {
    expect(parse(type, more)).toMatchObject({
      id: "sns-1",
      kind,
      at: AT.toISOString(),
      messageId: "m-1",
      tags: call.tags,
      recipients: call.destinations,
    });
  });

  it("keeps no address in a reason, and no more of it than a line", () => {
    expect(parse("Bounce")?.reason).toBe(
      "There is no such address. (smtp; 550 5.1.1 <o•••@example.com>: no such user)",
    );
    const diagnosticCode = `550\r\n ${"owner@example.com ".repeat(100)}`;
    const bouncedRecipients = [{ emailAddress: "owner@example.com", diagnosticCode }];
    const reason = parse("Bounce", { bouncedRecipients })?.reason ?? "";
    expect(reason).toHaveLength(300);
    expect(reason).not.toMatch(/owner|\n/);
  });

  it("takes the event's own time, in UTC", () => {
    expect(parse("Delivery", { timestamp: "2026-10-31T14:00:00+01:00" })?.at).toBe(
      "2026-10-31T13:00:00.000Z",
    );
    expect(parse("Delivery", { timestamp: "soon" })?.at).toBe(AT.toISOString());
  });

  it("passes over what is not about a mail from here, whatever it is", () => {
    const untagged = sesEvent("Send", { ...call, tags: {} }, AT);
    const opened = sesEvent("Send", call, AT).replace('"Send"', '"Open"');
    for (const text of [untagged, opened, "", "Successfully validated SNS topic", "[]", "null"]) {
      expect(parseSesEvent("sns-1", text)).toBeUndefined();
    }
    fc.assert(fc.property(fc.json(), (text) => parseSesEvent("sns-1", text) === undefined));
  });
});
