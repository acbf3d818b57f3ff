import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildRejectModal,
  REASON_ACTION,
  REASON_BLOCK,
  REJECT_VIEW,
} from "../../../src/commands/views/reject-modal.ts";
import {
  buildUncertainModal,
  MAILS_BLOCK,
  UNCERTAIN_VIEW,
} from "../../../src/commands/views/uncertain-modal.ts";
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

describe("the modal for uncertain mails", () => {
  const uncertain = (name: string, n: number) =>
    deliveryTo(name, { state: "uncertain", recipientHash: String(n).padStart(64, "0") });

  it("asks for which of them what is to be done, and says what that means", () => {
    const mails = [
      uncertain("Owner", 1),
      { ...uncertain("Audit copy", 2), kind: "audit" as const },
    ];
    const view = buildUncertainModal(dispatchIn("partly_sent"), mails);
    expect(view).toMatchObject({
      callback_id: UNCERTAIN_VIEW,
      private_metadata: "01KB0000000000000000000000/0",
    });
    const all = said(view.blocks);
    expect(all).toContain("CTO report, October 2026: the mails were handed over");
    expect(all).toContain("Owner\nAudit copy");
    expect(all).toMatch(/Send again\n.*gets it twice\nMark as sent\n/u);
    assertSlackShows(view, "modal");
  });

  it.each([
    [100, false],
    [101, true],
    [400, true],
  ])("offers a hundred of %i mails, and says if there are more", (count, more) => {
    const mails = Array.from({ length: count }, (_, n) => uncertain(`Person ${n}`, n));
    const view = buildUncertainModal(dispatchIn("partly_sent"), mails);
    const asked = view.blocks.find(({ block_id: id }) => id === MAILS_BLOCK);
    expect(asked).toMatchObject({ element: { options: { length: 100 } } });
    expect(said(view.blocks).includes(`${count - 100} more can be decided on`)).toBe(more);
    assertSlackShows(view, "modal");
  });

  it.each(["x", "&", "<", "😀", "\n", "\ud83d"])("is shown at its largest, of %j", (unit) => {
    const { dispatch } = largestEntry("partly_sent", unit);
    const mails = Array.from({ length: 400 }, (_, n) => uncertain(unit.repeat(5_000), n));
    assertSlackShows(buildUncertainModal(dispatch, mails), "modal");
  });

  it("is shown by Slack whatever the data holds", () => {
    const names = fc.array(hostileText, { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(hostileEntry, names, ({ dispatch }, all) => {
        assertSlackShows(buildUncertainModal(dispatch, all.map(uncertain)), "modal");
      }),
      { numRuns: 40 },
    );
  });
});
