import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildClosedHome, buildHome } from "../../../src/commands/views/home.ts";
import { withMissed } from "../../../src/commands/views/missed.ts";
import type { Home } from "../../../src/digest/home.ts";
import { parseRecurrence } from "../../../src/portfolio/recurrence/parse-recurrence.ts";
import { findViewFaults, isViewTooLarge } from "../../support/fake-slack/view-rules.ts";
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

function assertSlackShows(view: { readonly blocks: unknown }): void {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  expect(findViewFaults(sent, "home")).toEqual([]);
  expect(isViewTooLarge(sent)).toBe(false);
  assertHarmless(view.blocks);
}

const NOTHING: Home = { toDecide: [], asked: [], latest: [], schedules: [], health: [] };
const recurrence = parseRecurrence("every monday 08:00");
if (recurrence === undefined) throw new Error("this recurs");

const waiting = (text: string) => ({
  ...{ dispatchId: "01KB0000000000000000000000", name: text, headline: text, waited: "3 hours" },
  ...{ since: "2026-11-30T13:00:00.000Z", expiresAt: "2026-12-01T13:00:00.000Z" },
  ...{ on: ["U01ADMIN", "U04SECOND"], approvals: 0, needed: 1, recipients: 5, tooLarge: false },
  channel: "C01REPORTS",
});

/** Everything that a tab can show, `count` times, all texts being `text`. */
function fullHome(text: string, count: number, latest: Home["latest"]): Home {
  const times = <T>(it: T) => Array.from({ length: count }, () => it);
  const [last] = latest;
  const schedule = {
    ...{ id: "weekly", reportType: text, choices: { period: text, entity: text } },
    ...{ recurrence, timeZone: "America/Los_Angeles", approval: "required" as const },
    ...{ owner: { userId: text, teamId: "T01DEMO" }, channel: "C01REPORTS", paused: false },
    ...{ source: "settings" as const, createdAt: "2026-11-01T00:00:00.000Z" },
  };
  return {
    toDecide: times(waiting(text)),
    asked: times(waiting(text)),
    send: {
      reports: Array.from({ length: 8 }, (_, n) => ({ id: `report-${n}`, title: text })),
      ...{ chosen: "report-0", description: text, recipients: times(text), channel: "C01REPORTS" },
      ...(last && { last }),
    },
    latest,
    schedules: times({
      schedule,
      name: text,
      nextRun: new Date("2026-12-07T16:00:00.000Z"),
      mayManage: true,
    }),
    health: (["good", "bad", "unknown"] as const).map((state) => ({
      about: text.slice(0, 20),
      state,
      words: text,
    })),
  };
}

describe("the Home tab", () => {
  it("shows what waits, what can be sent, what went out, what recurs, and how things stand", () => {
    const sent = { dispatch: dispatchIn("sent"), deliveries: [deliveryTo("Owner")] };
    const view = buildHome(fullHome("CTO report", 1, [sent]));
    const all = said(view.blocks);
    const order = [
      "Waits for you",
      "Approve",
      "Reject",
      "Asked for by you",
      "Send a report",
      "Send now",
      "Latest",
      "Approved by <@U01ADMIN>",
      "Schedules",
      "Every Monday at 08:00",
      "Health",
      "✓",
    ];
    let at = 0;
    for (const part of order) {
      const place = all.indexOf(part, at);
      expect(place, part).toBeGreaterThanOrEqual(at);
      at = place;
    }
    assertSlackShows(view);
  });

  it("teaches while there is nothing to show, and offers nothing to whoever may do nothing", () => {
    const all = said(buildHome(NOTHING).blocks);
    expect(all).toContain("Nothing waits for you.");
    expect(all).toContain("Reports that were asked for stand here.");
    expect(all).toContain("made again and again");
    expect(all).not.toContain("Send");
    assertSlackShows(buildHome(NOTHING));
  });

  it("gives a colour to Send now only where nothing waits", () => {
    const coloured = (home: Home) => JSON.stringify(buildHome(home)).includes('"style":"primary"');
    const full = fullHome("CTO report", 1, []);
    expect(coloured(full)).toBe(false);
    expect(coloured({ ...full, toDecide: [] })).toBe(true);
  });

  it("does not say that something waits which nobody can approve", () => {
    const dispatch = dispatchIn("awaiting_approval", { mail: mailFacts({ bytes: 12_000_000 }) });
    const view = buildHome({ ...NOTHING, latest: [{ dispatch, deliveries: [] }] });
    expect(said(view.blocks)).toContain("Too large to be sent");
  });

  it("says why it is closed to somebody, and nothing else", () => {
    const view = buildClosedHome("You may not see reports. <!channel>");
    expect(said(view.blocks)).toBe("You may not see reports. <!channel>");
    fc.assert(fc.property(hostileText, (text) => assertSlackShows(buildClosedHome(text))));
  });

  it("is shown by Slack whatever the data holds", () => {
    const entries = fc.array(hostileEntry, { maxLength: 3 });
    fc.assert(
      fc.property(hostileText, fc.nat(12), entries, (text, count, latest) => {
        assertSlackShows(buildHome(fullHome(text, count, latest)));
      }),
      { numRuns: 20 },
    );
  });

  it("is shown by Slack at its very largest, and says how much it leaves out", () => {
    for (const unit of ["x", "&", "<", "😀", "*"]) {
      const latest = Array.from({ length: 10 }, () => largestEntry("partly_sent", unit));
      const view = buildHome(fullHome(unit.repeat(1_000), 100, latest));
      assertSlackShows(view);
      const missed = { at: "2026-10-31T16:00:00.000Z", text: unit.repeat(1_000) };
      assertSlackShows(withMissed(view, [missed, missed, missed, missed, missed]));
      expect(said(view.blocks)).toContain("92 more wait for you");
      expect(said(view.blocks)).toContain("90 more schedules");
    }
  });
});
