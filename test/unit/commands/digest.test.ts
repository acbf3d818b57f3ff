import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildDigest, buildShownDigest } from "../../../src/commands/messages/digest.ts";
import { type Digest, PROBLEM_KINDS } from "../../../src/digest/digest.ts";
import { REPORTS } from "../../../src/reports/registry.ts";
import { digestOf, entry, sentAt } from "../digest/digests.ts";
import { sample } from "../reports/sample.ts";
import { assertSlackTakes, deliveryTo, dispatchIn, hostileText, said } from "./samples.ts";

const YESTERDAY = "2026-11-29T20:00:00.000Z";
const AT = "2026-11-30T18:00:00.000Z";
const IDS = ["U01ADMIN", "U02MEMBER", "U03GUEST", "U04SECOND", "U05THIRD"];

const LATE = { dueAt: new Date("2026-11-30T16:00:00.000Z") };

/** A digest with `count` of everything, all texts being `text`. */
function fullOf(text: string, count: number): Digest {
  const times = <T>(it: T) => Array.from({ length: count }, () => it);
  const id = "01KB0000000000000000000000";
  const name = { dispatchId: id, name: text };
  return {
    ...digestOf([]),
    headline: text,
    quiet: false,
    waiting: times({
      ...name,
      ...{ headline: text, since: YESTERDAY, waited: "20 hours", expiresAt: AT, on: IDS },
      ...{ approvals: 1, needed: 2, recipients: 50, tooLarge: false, channel: "C01REPORTS" },
    }),
    problems: times(0).map((_, index) => ({
      ...name,
      ...{ kind: PROBLEM_KINDS[index % 5] ?? "failed", who: [text, text], reason: text },
      ...{ advice: "They get no report any more. Ask them before an admin lifts it.", round: 1 },
      dispatchId: `${id}${index}`,
    })),
    done: times(0).map(() => ({
      ...{ name: text, afresh: true, deliveries: [deliveryTo(text)] },
      dispatch: dispatchIn("partly_sent", { approval: { by: text, at: AT } }),
    })),
    notSent: times({ name: text, cause: text, on: IDS, afresh: id }),
    sent: times({
      ...{ ...name, state: "partly_sent" as const, recipients: 1_000_000 },
      figures: { delivered: 1, accepted: 2, bounced: 3, inDoubt: 4, failed: 5, pending: 6 },
    }),
    moved: times({
      ...{ report: text, label: text, value: text, before: text, words: text },
      ...{ trend: "up" as const, meaning: "bad" as const },
    }),
    overdue: {
      on: "2026-10-31",
      newly: 0,
      items: times({
        ...{ title: text, owner: text, due: "2026-10-30", days: 1 },
        keepsOpen: "keeps 1 critical, 12 high, 13 medium and 14 low findings open",
      }),
    },
    planned: times({ name: text, at: AT }),
    notes: times(text).slice(0, 1),
  };
}

describe("the digest's message", () => {
  it("shows what waits first, with the buttons of a preview, and then what is good to know", () => {
    const waits = entry("awaiting_approval", { generatedAt: "2026-11-30T13:00:00.000Z" });
    const digest = digestOf(
      [
        waits,
        sentAt(YESTERDAY, "delivered", "bounced"),
        entry("expired", { reportType: "ceo", approvalExpiresAt: YESTERDAY }),
      ],
      { portfolio: sample, registry: REPORTS },
    );
    const { blocks, text } = buildDigest(digest);
    const all = said(blocks);
    expect(all).toContain("Daily digest · Monday, Nov 30");
    expect(all).toContain("waits for 3 hours on <@U01ADMIN> or <@U04SECOND>");
    expect(all).toContain("to 3: 1 delivered, 1 bounced");
    expect(all).toContain("Nobody decided in time. It waited on <@U01ADMIN> or <@U04SECOND>.");
    expect(text).toContain("1 report waits for approval");
    const order = [
      "Approve",
      "Needs a look",
      "Expected, but not sent",
      "Sent yesterday",
      "Moved most",
      "Overdue",
    ];
    const places = order.map((part) => all.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(JSON.stringify(blocks)).toContain(`"value":"${waits.dispatch.id}"`);
    assertSlackTakes({ blocks, text });
  });

  it("is one line on a quiet day, and all there is for whoever asks", () => {
    const quiet = digestOf([], { portfolio: sample, registry: REPORTS, since: "2026-11-30" });
    expect(quiet.quiet).toBe(true);
    expect(buildDigest(quiet).blocks).toHaveLength(1);
    expect(said(buildShownDigest({ digest: quiet }).blocks)).toContain("Moved most");
  });

  it("says that it is late, also on a quiet day", () => {
    for (const digest of [digestOf([]), digestOf([sentAt(YESTERDAY, "delivered")])]) {
      expect(said(buildDigest(digest, LATE).blocks)).toContain(
        "Late: it was due <!date^1796054400^",
      );
      expect(said(buildDigest(digest).blocks)).not.toContain("Late");
    }
  });

  it("says when the next one comes, or how to have it posted", () => {
    const next = { day: "2026-12-01", dueAt: new Date("2026-12-01T16:00:00.000Z") };
    const posting = { channel: "C01REPORTS", days: "weekdays", next } as const;
    const digest = digestOf([]);
    const posted = said(buildShownDigest({ digest, posting }).blocks);
    expect(posted).toContain("The next one is posted in <#C01REPORTS> <!date^1796140800^");
    expect(said(buildShownDigest({ digest }).blocks)).toContain("settings.yml");
  });

  it("offers no Approve for what cannot be approved", () => {
    const [waiting] = fullOf("x", 1).waiting;
    if (waiting === undefined) throw new Error("nothing waits");
    const digest = { ...digestOf([]), quiet: false, waiting: [{ ...waiting, tooLarge: true }] };
    const all = said(buildDigest(digest).blocks);
    expect(all).toContain("Reject");
    expect(all).not.toContain("Approve");
  });

  it("offers what mends a problem once for each report, and nothing where nobody can do anything", () => {
    const failed = sentAt(YESTERDAY, "failed", "failed", "uncertain", "bounced");
    const [one, two, ...rest] = failed.deliveries;
    if (one === undefined || two === undefined) throw new Error("nothing failed");
    const deliveries = [one, { ...two, reason: "Another." }, ...rest];
    const { blocks } = buildDigest(digestOf([{ ...failed, deliveries }]));
    const buttons = JSON.stringify(blocks).match(/"action_id":"[a-z_]+"/gu);
    expect(buttons).toEqual(['"action_id":"retry_failed"', '"action_id":"decide_uncertain"']);
    expect(said(blocks)).toContain("goes out again to Person 0, Person 1; to nobody else.");
    const own = { ...failed.dispatch, reportType: "digest" };
    const { blocks: quiet } = buildDigest(digestOf([{ ...failed, dispatch: own }]));
    expect(JSON.stringify(quiet)).not.toContain("action_id");
  });

  it("is taken by Slack however much there is, and says how much it leaves out", () => {
    for (const unit of ["x", "&", "<", "😀", "*"]) {
      for (const remarks of [{}, { ...LATE, misplaced: unit.repeat(1_000) }]) {
        const message = buildDigest(fullOf(unit.repeat(1_000), 200), remarks);
        assertSlackTakes(message);
        const all = said(message.blocks);
        expect(all).toContain("196 more wait for approval");
        expect(all).toContain("196 more were not sent");
        expect(all).toContain("196 more need a look");
        expect(all.match(/and 19\d more/g)).toHaveLength(5);
      }
    }
  });

  it("is taken by Slack whatever the data holds", () => {
    fc.assert(
      fc.property(hostileText, fc.nat(12), (text, count) => {
        assertSlackTakes(buildDigest(fullOf(text, count), { ...LATE, misplaced: text }));
        assertSlackTakes(buildShownDigest({ digest: fullOf(text, count) }));
      }),
      { numRuns: 30 },
    );
  });
});
