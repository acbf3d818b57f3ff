import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildDispatchStatus } from "../../../src/commands/messages/dispatch-status.ts";
import {
  buildApprovedNotice,
  buildFreshNotice,
  buildPdfHead,
  buildRecalledNotice,
  buildSettledNotice,
} from "../../../src/commands/messages/elsewhere.ts";
import {
  buildLeftOutNotice,
  buildOutdatedNotice,
  buildUnreadNotice,
} from "../../../src/commands/messages/notice.ts";
import type { SlackMessage } from "../../../src/commands/messages/preview.ts";
import { buildPersonalReminder, buildReminder } from "../../../src/commands/messages/reminder.ts";
import { buildSummary } from "../../../src/commands/messages/summary.ts";
import { buildClosedHome } from "../../../src/commands/views/home.ts";
import { withMissed } from "../../../src/commands/views/missed.ts";
import type { Occasion } from "../../../src/dispatch/announcer-port.ts";
import { PortfolioError } from "../../../src/errors.ts";
import { countText } from "../../support/fake-slack/blocks.ts";
import { findViewFaults } from "../../support/fake-slack/view-rules.ts";
import {
  assertHarmless,
  assertSlackTakes,
  FILE,
  hostileEntry,
  hostileText,
  largestEntry,
  said,
} from "./samples.ts";

/** Worst in length after escaping, in width, and in the middle of a cut. */
const UNITS = ["x", "&", "<", "😀", "\n", "*"];
/** As long as Slack takes one. */
const LONGEST_LINK = `https://example.com/${"r".repeat(2_980)}`;
const OCCASIONS: readonly Occasion[] = ["unseen", "reminder", "escalation"];
const SEEN = { channel: "C01REPORTS", ts: "1.2" };
const IN_PERSON = { channel: "D02MEMBER", ts: "1.2" };

/** Slack's own limit is about 13,000, measured and not documented. */
function assertFits(message: SlackMessage): void {
  assertSlackTakes(message);
  expect(countText(message.blocks)).toBeLessThan(13_000);
}

describe.each(OCCASIONS)("a word about a report that waits, %s", (occasion) => {
  it.each(UNITS)("is taken by Slack at its largest, also with a copy, of %j", (unit) => {
    const { dispatch } = largestEntry("awaiting_approval", unit, FILE);
    for (const preview of [SEEN, IN_PERSON]) {
      assertFits(buildReminder({ ...dispatch, preview }, occasion));
      assertFits(buildPersonalReminder({ ...dispatch, preview }, occasion));
    }
    const { preview: _, ...unseen } = dispatch;
    assertFits(buildPersonalReminder(unseen, occasion));
  });

  it("is taken by Slack whatever the data holds", () => {
    fc.assert(
      fc.property(hostileEntry, fc.constantFrom(SEEN, IN_PERSON), ({ dispatch }, preview) => {
        assertFits(buildReminder({ ...dispatch, preview }, occasion));
        assertFits(buildPersonalReminder({ ...dispatch, preview }, occasion));
      }),
      { numRuns: 60 },
    );
  });
});

describe("a notice to one person", () => {
  const faultsOf = (text: string, count: number) =>
    new PortfolioError(
      Array.from({ length: count }, (_, n) => ({
        ...{ file: text.slice(0, 200), line: n, column: 1, path: text.slice(0, 300) },
        problem: text.slice(0, 500),
      })),
      { hint: text.slice(0, 300) },
    );

  it.each(UNITS)("is taken by Slack at its largest, of %j", (unit) => {
    const long = unit.repeat(5_000);
    const { dispatch } = largestEntry("approved", unit);
    const names = Array.from({ length: 200 }, () => long);
    const leftOut = names.map((name) => ({ name, reason: "bounced" as const }));
    for (const lastValidIsUnchanged of [true, false]) {
      const unread = buildUnreadNotice({ reason: faultsOf(long, 300), lastValidIsUnchanged });
      assertFits(unread);
      // What comes of it is said before what is wrong, which may be cut.
      expect(said(unread.blocks)).toContain("Your approval is on record.");
    }
    assertFits(buildOutdatedNotice(faultsOf(long, 300)));
    assertFits(buildLeftOutNotice({ names, leftOut: leftOut.map((it) => ({ ...it, since: "" })) }));
    for (const kind of ["again", "mark"] as const) {
      assertFits(buildSettledNotice(kind, { names, leftOut: [] }));
    }
    for (const build of [buildRecalledNotice, buildPdfHead]) assertFits(build(dispatch));
    const fresh = buildFreshNotice({ ...dispatch, preview: SEEN });
    assertFits(fresh);
    expect(said(fresh.blocks)).toContain("stands in <#C01REPORTS>.");
    const approved = buildApprovedNotice({ ...dispatch, preview: SEEN });
    assertFits(approved);
    expect(said(approved.blocks)).toContain("is on record. Its preview shows how it goes on.");
  });

  it("is taken by Slack whatever the data holds", () => {
    fc.assert(
      fc.property(hostileEntry, hostileText, ({ dispatch }, text) => {
        for (const build of [buildApprovedNotice, buildRecalledNotice, buildPdfHead]) {
          assertFits(build(dispatch));
        }
        assertFits(buildFreshNotice(dispatch));
        assertFits(buildSettledNotice("mark", { names: [text], leftOut: [] }));
        assertFits(buildOutdatedNotice(faultsOf(text, 3)));
        assertFits(buildLeftOutNotice({ names: [text], leftOut: [] }));
      }),
      { numRuns: 60 },
    );
  });
});

describe("with the longest link that Slack takes", () => {
  it.each(UNITS)("summary and status are taken by Slack at their largest, of %j", (unit) => {
    const { dispatch, deliveries } = largestEntry("partly_sent", unit, FILE);
    const mails = deliveries.map((it, n) =>
      n % 2 === 0 ? it : { ...it, state: "uncertain" as const },
    );
    const event = { seq: 1, event: "sending", at: "2026-10-31T16:00:00.000Z", hash: "" };
    const events = Array.from({ length: 200 }, () => ({ ...event, reason: unit.repeat(400) }));
    assertFits(buildSummary(dispatch, mails, LONGEST_LINK));
    assertFits(buildDispatchStatus({ dispatch, deliveries: mails, events }, LONGEST_LINK));
  });
});

describe("what somebody has missed", () => {
  it.each(UNITS)("stands above the Home tab at its largest, of %j", (unit) => {
    const missed = Array.from({ length: 5 }, () => ({
      at: "2026-10-31T16:00:00.000Z",
      text: unit.repeat(5_000),
    }));
    const view = withMissed(buildClosedHome("You may not see reports."), missed);
    expect(findViewFaults(JSON.parse(JSON.stringify(view)), "home")).toEqual([]);
    assertHarmless(view.blocks);
    expect(said(view.blocks)).toMatch(
      /^Could not be sent to you[\s\S]*You may not see reports\.$/u,
    );
  });
});
