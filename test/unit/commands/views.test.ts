import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildClosedHome, buildHome } from "../../../src/commands/views/home.ts";
import {
  buildRejectModal,
  REASON_ACTION,
  REASON_BLOCK,
  REJECT_VIEW,
} from "../../../src/commands/views/reject-modal.ts";
import { REPORTS } from "../../../src/reports/registry.ts";
import {
  findViewFaults,
  isViewTooLarge,
  type ViewType,
} from "../../support/fake-slack/view-rules.ts";
import {
  assertHarmless,
  deliveryTo,
  dispatchIn,
  hostileEntry,
  hostileText,
  largestEntry,
  mailFacts,
  said,
} from "./samples.ts";

function assertSlackShows(view: { readonly blocks: unknown }, type: ViewType): void {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  expect(findViewFaults(sent, type)).toEqual([]);
  expect(isViewTooLarge(sent)).toBe(false);
  assertHarmless(view.blocks);
}

describe("the modal that asks why", () => {
  it("names the report, carries the dispatch by id, and asks for one text", () => {
    const view = buildRejectModal(dispatchIn("awaiting_approval"));
    expect(view).toMatchObject({
      callback_id: REJECT_VIEW,
      private_metadata: "01KB0000000000000000000000",
    });
    expect(said(view.blocks)).toContain("CTO report, October 2026, will not be sent.");
    expect(view.blocks[1]).toMatchObject({
      block_id: REASON_BLOCK,
      element: { type: "plain_text_input", action_id: REASON_ACTION, max_length: 500 },
    });
    expect(view.blocks[1]).not.toHaveProperty("optional");
    assertSlackShows(view, "modal");
  });

  it("is shown by Slack whatever the data holds, and still says what happens", () => {
    fc.assert(
      fc.property(hostileEntry, ({ dispatch }) => {
        const view = buildRejectModal(dispatch);
        assertSlackShows(view, "modal");
        expect(said(view.blocks)).toContain("will not be sent.");
      }),
    );
  });
});

describe("the Home tab", () => {
  it("lists the reports and how the latest went, in the order given", () => {
    const view = buildHome(REPORTS, [
      { dispatch: dispatchIn("awaiting_approval"), deliveries: [] },
      { dispatch: dispatchIn("sent"), deliveries: [deliveryTo("Owner")] },
    ]);
    expect(said(view.blocks)).toContain("`/exec-report cto`");
    expect(view.blocks.slice(-2).map(said)).toEqual([
      "*CTO report* · October 2026\n6 vulnerabilities are open; R&amp;D costs &lt;$100.\nWaits for approval",
      "*CTO report* · October 2026\n6 vulnerabilities are open; R&amp;D costs &lt;$100.\nApproved by <@U01ADMIN> · sent to 3",
    ]);
    assertSlackShows(view, "home");
  });

  it("does not say that something waits which nobody can approve", () => {
    const dispatch = dispatchIn("awaiting_approval", { mail: mailFacts({ bytes: 12_000_000 }) });
    const view = buildHome(REPORTS, [{ dispatch, deliveries: [] }]);
    expect(said(view.blocks.at(-1))).toContain("Too large to be sent");
  });

  it("teaches while there is nothing to show", () => {
    const view = buildHome(REPORTS, []);
    expect(said(view.blocks.at(-1))).toContain("Type /exec-report in a channel");
    assertSlackShows(view, "home");
    assertSlackShows(buildHome([], []), "home");
  });

  it("says why it is closed to somebody, and nothing else", () => {
    const view = buildClosedHome("You may not see reports. <!channel>");
    expect(said(view.blocks)).toBe("You may not see reports. <!channel>");
    fc.assert(fc.property(hostileText, (text) => assertSlackShows(buildClosedHome(text), "home")));
  });

  it("is shown by Slack whatever the data holds, and still says how each went", () => {
    fc.assert(
      fc.property(fc.array(hostileEntry, { maxLength: 10 }), (entries) => {
        const view = buildHome(REPORTS, entries);
        assertSlackShows(view, "home");
        const history = view.blocks.slice(3).map(said);
        for (const [index, { dispatch }] of entries.entries()) {
          if (dispatch.state === "awaiting_approval")
            expect(history[index]).toMatch(/Waits for approval|Too large to be sent/);
          if (dispatch.state === "voided") expect(history[index]).toContain("Withdrawn");
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is shown by Slack at its very largest", () => {
    for (const unit of ["x", "&", "<", "😀", "\n"]) {
      const entries = Array.from({ length: 10 }, () => largestEntry("partly_sent", unit));
      assertSlackShows(buildHome(REPORTS, entries), "home");
    }
  });
});
