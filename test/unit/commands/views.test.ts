import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildRejectModal,
  REASON_ACTION,
  REASON_BLOCK,
  REJECT_VIEW,
} from "../../../src/commands/views/reject-modal.ts";
import {
  findViewFaults,
  isViewTooLarge,
  type ViewType,
} from "../../support/fake-slack/view-rules.ts";
import { assertHarmless, dispatchIn, hostileEntry, said } from "./samples.ts";

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
