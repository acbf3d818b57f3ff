import { describe, expect, it } from "vitest";
import { buildPreview } from "../../../src/commands/messages/preview.ts";
import type { Forecast } from "../../../src/dispatch/dispatch.ts";
import { textsOf } from "../../support/fake-slack/dump.ts";
import { deliveryTo, dispatchIn } from "./samples.ts";

const shownOf = (...it: Parameters<typeof buildPreview>) =>
  textsOf(buildPreview(...it).blocks).join("\n");

describe("a dispatch that waits", () => {
  const parked = {
    because: "quota",
    reason: "Today's quota is used up.",
    until: "2026-11-01T14:00:00.000Z",
  } as const;

  it("says until about when, in the reader's own time, and what is out already", () => {
    const deliveries = [
      deliveryTo("Owner", { state: "accepted" }),
      deliveryTo("Web developer", { state: "pending" }),
    ];
    const text = shownOf(dispatchIn("sending", { parked }), deliveries);
    expect(text).toContain(
      "waits for today's quota until about <!date^1793541600^{date_short_pretty} at {time}|Nov 1, 2026 at 14:00 UTC>",
    );
    expect(text).toContain("sent to 1 of 3 so far");
    expect(text).toContain("Today's quota is used up.");
  });

  it("says no time where nobody knows one", () => {
    const { until: _, ...unknown } = parked;
    const text = shownOf(dispatchIn("sending", { parked: unknown }), []);
    expect(text).toContain("waits for today's quota");
    expect(text).not.toContain("until about");
  });

  it("says when uncertain mails can be decided, as long as that cannot be", () => {
    const uncertain = [deliveryTo("Owner", { state: "uncertain", reason: "Cut." })];
    const later = "can be decided once the others have gone out";
    expect(shownOf(dispatchIn("sending", { parked }), uncertain)).toContain(later);
    expect(shownOf(dispatchIn("sending", { parked }), [deliveryTo("Owner")])).not.toContain(later);
    expect(shownOf(dispatchIn("partly_sent"), uncertain)).not.toContain(later);
  });

  it("says nothing of it any more once it has ended", () => {
    expect(shownOf(dispatchIn("sent", { parked }), [])).not.toMatch(/wait|used up/);
  });
});

describe("what sending will take", () => {
  const forecast: Forecast = { recipients: 1600, leftToday: 12_345, seconds: 127, notes: [] };

  it.each([
    [{ seconds: 1 }, "About 1 s to send"],
    [{ seconds: 0 }, "About 1 s to send"],
    [{ seconds: 89 }, "About 89 s to send"],
    [{ seconds: 127 }, "About 3 min to send"],
    [{ seconds: 5_340 }, "About 89 min to send"],
    [{ seconds: 5_341 }, "About 2 h to send"],
    [{ recipients: 1 }, "to send, and 1 of the 12,345 left"],
    [{}, "About 3 min to send, and 1,600 of the 12,345 left of today's quota"],
    [{ notes: ["Not signed <b>"] }, "quota · Not signed <b>"],
    [{ problem: "Not verified." }, "Not verified."],
  ])("is shown with the buttons: %j", (change, text) => {
    const dispatch = dispatchIn("awaiting_approval", { forecast: { ...forecast, ...change } });
    expect(shownOf(dispatch, [])).toContain(text);
  });

  it("says nothing of a quota where there is none, and nothing once it is decided", () => {
    const { leftToday: _, ...unlimited } = forecast;
    expect(shownOf(dispatchIn("awaiting_approval", { forecast: unlimited }), [])).not.toContain(
      "quota",
    );
    expect(shownOf(dispatchIn("sending", { forecast }), [])).not.toContain("About 3 min");
  });
});
