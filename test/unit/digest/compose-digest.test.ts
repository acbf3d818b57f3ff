import { describe, expect, it } from "vitest";
import type { DigestEntry } from "../../../src/digest/sections/names.ts";
import { DEFAULT_POLICY } from "../../../src/dispatch/approval-policy.ts";
import { DIGEST_TYPE } from "../../../src/dispatch/digest-type.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { PortfolioError } from "../../../src/errors.ts";
import { REPORTS } from "../../../src/reports/registry.ts";
import { mailFacts, summary } from "../commands/samples.ts";
import { sample, withEntities } from "../reports/sample.ts";
import { digestOf, entry, MORNING, sentAt, settings } from "./digests.ts";

const YESTERDAY = "2026-11-29T20:00:00.000Z";

describe("what was sent", () => {
  it.each([
    ["the last moment of the day before", "2026-11-29T07:59:59.999Z", 0],
    ["the first moment of yesterday", "2026-11-29T08:00:00.000Z", 1],
    ["the last moment of yesterday", "2026-11-30T07:59:59.999Z", 1],
    ["the first moment of today", "2026-11-30T08:00:00.000Z", 0],
  ])("at %s in the portfolio's time zone", (_, at, count) => {
    expect(digestOf([sentAt(at, "delivered")]).sent).toHaveLength(count);
  });

  it.each([
    // The day the clocks went back has 25 hours, the day they went forward 23.
    ["2026-11-02", "2026-11-01", "2026-11-01T07:00:00.000Z", "2026-11-02T07:59:59.999Z"],
    ["2026-03-09", "2026-03-08", "2026-03-08T08:00:00.000Z", "2026-03-09T06:59:59.999Z"],
  ])("on %s covers all of %s, whatever the clocks do", (day, since, first, last) => {
    const entries = [sentAt(first, "delivered"), sentAt(last, "delivered")];
    const now = new Date(`${day}T16:00:00.000Z`);
    expect(digestOf(entries, { day, since, now }).sent).toHaveLength(2);
    const around = [first, last].map((at, index) =>
      sentAt(new Date(Date.parse(at) + (index === 0 ? -1 : 1)).toISOString(), "delivered"),
    );
    expect(digestOf(around, { day, since, now }).sent).toHaveLength(0);
  });

  it("is counted by what became of each mail", () => {
    const states = [
      "delivered",
      "complained",
      "accepted",
      "bounced",
      "uncertain",
      "failed",
    ] as const;
    const digest = digestOf([sentAt(YESTERDAY, ...states)]);
    expect(digest.sent).toMatchObject([
      {
        name: "CTO report, October 2026",
        figures: { delivered: 2, accepted: 1, bounced: 1, inDoubt: 1, failed: 1, pending: 0 },
      },
    ]);
  });

  it("on a Monday covers the weekend, and says since when", () => {
    const digest = digestOf([sentAt("2026-11-27T20:00:00.000Z", "delivered")], {
      since: "2026-11-27",
    });
    expect(digest.headline).toBe("1 report was sent since Friday.");
  });

  it("covers the day itself for whoever asks during it", () => {
    const digest = digestOf([sentAt("2026-11-30T15:00:00.000Z", "delivered")], { upToNow: true });
    expect(digest.headline).toBe("1 report was sent since yesterday.");
  });

  it("does not count the digest's own mail, but says if that went wrong", () => {
    const own = sentAt(YESTERDAY, "bounced");
    const digest = digestOf([{ ...own, dispatch: { ...own.dispatch, reportType: "digest" } }]);
    expect(digest.sent).toEqual([]);
    expect(digest.problems).toHaveLength(1);
  });
});

describe("what waits", () => {
  const since = (at: string, change = {}) =>
    entry("awaiting_approval", { generatedAt: at, ...change });

  it.each([
    ["2026-11-30T15:59:40.000Z", "1 minute"],
    ["2026-11-30T15:35:00.000Z", "25 minutes"],
    ["2026-11-30T15:00:00.000Z", "1 hour"],
    ["2026-11-29T17:00:00.000Z", "23 hours"],
    ["2026-11-28T16:00:00.000Z", "2 days"],
  ])("since %s waits for %s", (at, waited) => {
    expect(digestOf([since(at)]).waiting).toMatchObject([{ waited }]);
  });

  it("names those who can still approve, and not whoever has", () => {
    const policy = { ...DEFAULT_POLICY, approvals: 2 };
    const approvals = [{ by: "U01ADMIN", at: YESTERDAY }];
    const [waiting] = digestOf([since(YESTERDAY, { policy, approvals })]).waiting;
    expect(waiting).toMatchObject({ on: ["U04SECOND"], approvals: 1, needed: 2 });
  });

  it("comes with the longest waiting first, and not with what is over though no sweep was there", () => {
    const digest = digestOf([
      since("2026-11-30T12:00:00.000Z"),
      since("2026-11-29T12:00:00.000Z"),
      since("2026-11-28T12:00:00.000Z", { approvalExpiresAt: MORNING.toISOString() }),
    ]);
    expect(digest.waiting.map(({ waited }) => waited)).toEqual(["28 hours", "4 hours"]);
  });

  it("leaves out a draft whose preview does not stand yet: nobody can decide on it", () => {
    const { preview: _, ...unseen } = since(YESTERDAY).dispatch;
    expect(digestOf([{ dispatch: unseen, deliveries: [] }]).waiting).toEqual([]);
  });

  it("says of a mail that is too large that it cannot be approved", () => {
    const mail = mailFacts({ bytes: 12_000_000 });
    expect(digestOf([since(YESTERDAY, { mail })]).waiting).toMatchObject([{ tooLarge: true }]);
  });
});

describe("what went wrong", () => {
  it.each([
    ["yesterday, of a mail of last week", "2026-11-24T20:00:00.000Z", YESTERDAY, 1],
    ["today, of a mail of yesterday", YESTERDAY, "2026-11-30T09:00:00.000Z", 0],
    ["last week, of a mail of then", "2026-11-24T20:00:00.000Z", "2026-11-24T21:00:00.000Z", 0],
  ])("is told on the day after it became known: %s", (_, sent, settledAt, count) => {
    const { dispatch, deliveries } = sentAt(sent, "delivered", "bounced");
    const known = deliveries.map((delivery) => ({ ...delivery, settledAt }));
    expect(digestOf([{ dispatch, deliveries: known }]).problems).toHaveLength(count);
  });

  it("is one problem for each reason, the worst first, with what to do", () => {
    const digest = digestOf([
      sentAt(YESTERDAY, "bounced", "failed", "failed", "uncertain", "delivered"),
    ]);
    expect(digest.problems.map(({ kind, who }) => [kind, who])).toEqual([
      ["failed", ["Person 1", "Person 2"]],
      ["uncertain", ["Person 3"]],
      ["bounced", ["Person 0"]],
    ]);
    expect(digest.problems.every(({ advice }) => advice.endsWith("."))).toBe(true);
  });

  it("can be decided when the report has ended, and that is what it says before", () => {
    const wrong = sentAt(YESTERDAY, "uncertain");
    const under = { ...wrong, dispatch: { ...wrong.dispatch, state: "sending" as const } };
    const [[ended], [underWay]] = [digestOf([wrong]).problems, digestOf([under]).problems];
    expect(ended).toMatchObject({
      round: 0,
      advice: "Find out whether it arrived, then press Decide.",
    });
    expect(underWay?.round).toBeUndefined();
    expect(underWay?.advice).toContain("once the other mails have gone out");
  });

  it("forgets a bounce of before, and never a mail that is in doubt", () => {
    const digest = digestOf([sentAt("2026-11-20T12:00:00.000Z", "bounced", "uncertain")]);
    expect(digest.problems.map(({ kind }) => kind)).toEqual(["uncertain"]);
  });

  it("says why an approved report waits", () => {
    const parked = { because: "quota", reason: "Today's quota is used up." } as const;
    const digest = digestOf([entry("sending", { parked })]);
    expect(digest.problems).toMatchObject([
      { kind: "parked", who: [], reason: "Today's quota is used up." },
    ]);
    expect(digest.quiet).toBe(false);
  });
});

describe("what was expected and not sent", () => {
  const expired = (change = {}) =>
    entry("expired", {
      approvalExpiresAt: YESTERDAY,
      generatedAt: "2026-11-28T20:00:00.000Z",
      ...change,
    });

  it("says whom an expired report waited on, and that it can be had afresh", () => {
    const it = expired();
    expect(digestOf([it]).notSent).toEqual([
      {
        name: "CTO report, October 2026",
        cause: "Nobody decided in time.",
        on: ["U01ADMIN", "U04SECOND"],
        afresh: it.dispatch.id,
      },
    ]);
  });

  it("knows an expired one that no sweep has seen yet", () => {
    const waiting = entry("awaiting_approval", { approvalExpiresAt: YESTERDAY });
    const digest = digestOf([waiting]);
    expect(digest.waiting).toEqual([]);
    expect(digest.notSent).toMatchObject([{ cause: "Nobody decided in time." }]);
  });

  const voided = (change: Partial<Dispatch> = {}) =>
    entry("voided", { voidedAt: YESTERDAY, generatedAt: YESTERDAY, ...change });
  const changed = (change: Partial<Dispatch> = {}) =>
    voided({ changes: ["A posting was added."], voidedBecause: "It has changed.", ...change });
  const unseen = (change: Partial<Dispatch> = {}) =>
    voided({ voidedBecause: "The preview could not be shown.", ...change });

  it("says why nobody could decide on it", () => {
    const other = { summary: { ...summary, period: "2026 to date" } };
    const causes = digestOf([changed(), unseen(other)]).notSent.map(({ cause }) => cause);
    expect(causes).toEqual([
      "Its data, audience or rules changed after the preview.",
      "The preview could not be shown.",
    ]);
  });

  it("counts one that was overtaken on the day of that, not on the day that it was made", () => {
    const before = { generatedAt: "2026-11-28T20:00:00.000Z" };
    expect(digestOf([changed(before)]).notSent).toHaveLength(1);
    expect(digestOf([changed({ voidedAt: "2026-11-30T08:00:00.000Z" })]).notSent).toEqual([]);
  });

  it("does not count what was asked for again, nor what was rejected", () => {
    expect(digestOf([expired(), entry("awaiting_approval")]).notSent).toEqual([]);
    const other = entry("awaiting_approval", { choices: { entity: "jada" } });
    expect(digestOf([expired(), other]).notSent).toHaveLength(1);
    expect(digestOf([entry("rejected", { generatedAt: YESTERDAY })]).notSent).toEqual([]);
  });

  it("knows what was asked for again by what it is about, whatever the words", () => {
    const told = (...entries: readonly DigestEntry[]) =>
      digestOf(entries, { portfolio: sample, settings: sample.settings }).notSent.length;
    const november = { summary: { ...summary, period: "November 2026" } };
    expect(told(expired(), entry("sent", { choices: { period: "2026-10" } }))).toBe(0);
    // What went out before is no answer to what was asked for after it.
    expect(told(entry("sent"), expired())).toBe(1);
    const inWords = (period: string, entity: string) => ({ choices: { period, entity } });
    const old = expired(inWords("this-month", "DangerousCentaur, jada"));
    expect(told(old, entry("sent", inWords("2026-10", "JADA,dc")))).toBe(0);
    expect(told(old, entry("sent", inWords("2026-10", "jada")))).toBe(1);
    // The same words a month later are about another month.
    expect(told(expired(), entry("awaiting_approval", november))).toBe(1);
    const before = expired(inWords("last-month", "jada"));
    const next = entry("sent", { ...inWords("last-month", "jada"), ...november });
    expect(told(before, next)).toBe(1);
    // Without the portfolio nobody knows which name is whose; words that are alike still are.
    const again = entry("sent", inWords("2026-10", "JADA,dangerouscentaur"));
    expect(digestOf([old, again]).notSent).toEqual([]);
  });

  const edited = () => voided({ voidedBecause: "Replaced: it was edited." });
  const withoutPreview = ({ dispatch: { preview: _, ...dispatch }, deliveries }: DigestEntry) => ({
    dispatch,
    deliveries,
  });

  it.each([
    ["edited, then sent", [edited(), entry("sent")], []],
    ["edited, then rejected", [edited(), entry("rejected")], []],
    ["edited, then overtaken", [edited(), changed()], [1]],
    ["edited, then over", [edited(), expired()], [1]],
    ["over, made afresh, edited, and sent", [expired(), edited(), entry("sent")], []],
    ["over, made afresh, and over again", [expired(), expired()], [1]],
    ["over, and its fresh preview not shown", [expired(), unseen()], [0]],
    [
      "over the day before, and its fresh preview not shown",
      [expired({ approvalExpiresAt: "2026-11-28T21:00:00.000Z" }), unseen()],
      [1],
    ],
    ["overtaken, and two fresh previews not shown", [changed(), unseen(), unseen()], [0]],
    ["sent, and its edited draft overtaken", [entry("sent"), changed()], []],
    ["sent, and its edited draft not shown", [entry("sent"), unseen()], []],
    [
      "edited by two, one of them in vain",
      [edited(), withoutPreview(voided({ voidedBecause: "Not needed." })), entry("sent")],
      [],
    ],
    [
      "over, and its fresh preview on its way",
      [expired(), withoutPreview(entry("awaiting_approval"))],
      [0],
    ],
  ])("tells of one that was %s by the revision that counts", (_, entries, told) => {
    const origin = entries[0]?.dispatch.id ?? "";
    const revisions = entries.map(({ dispatch, deliveries }, index) => ({
      dispatch: {
        ...dispatch,
        summary: { ...summary, title: `Revision ${index}` },
        // Each was asked for in other words.
        choices: { entity: `words ${index}` },
        ...(index > 0 && { origin }),
      },
      deliveries,
    }));
    // As the store has them: the newest first.
    expect(digestOf(revisions.toReversed()).notSent.map(({ name }) => name)).toEqual(
      told.map((index) => `Revision ${index}, October 2026`),
    );
  });

  it("counts no draft that was withdrawn because another one does its work", () => {
    const lost = voided({ voidedBecause: "Another preview of this report was decided on first." });
    const mail = unseen({ reportType: DIGEST_TYPE });
    const run = { scheduleId: "weekly", dueAt: YESTERDAY };
    expect(digestOf([lost, mail, unseen({ scheduled: run })]).notSent).toEqual([]);
  });

  it("takes in what schedules have missed", () => {
    const missed = { name: "CFO report, every Monday", cause: "No data.", on: [] };
    const digest = digestOf([], { missedRuns: [missed] });
    expect(digest.notSent).toEqual([missed]);
    expect(digest.headline).toBe("1 report was expected and not sent; nothing was sent yesterday.");
  });
});

describe("the figures that moved most", () => {
  const moved = (pinned = sample.settings) =>
    digestOf([], {
      registry: REPORTS,
      portfolio: { ...sample, settings: pinned },
      settings: pinned,
    }).moved;

  it("are five, the largest change first, each with its meaning and what it was", () => {
    const figures = moved();
    expect(figures).toHaveLength(5);
    for (const { value, before, words, report, trend } of figures) {
      expect(value).not.toBe(before);
      expect(words).not.toBe("");
      expect(report).toMatch(/report$/);
      expect(trend).not.toBe("same");
    }
    expect(figures.some(({ meaning }) => meaning !== "neutral")).toBe(true);
  });

  describe.each(["2026-10-09", "2026-10-15", "2026-10-22", "2026-10-31", "2026-11-03"])(
    "on %s",
    (reportingDate) => {
      const figures = moved({ ...sample.settings, reportingDate });
      const numberIn = (text: string) => Number(text.replaceAll(/[^\d.-]/gu, ""));
      const size = ({ value, before }: (typeof figures)[number]) => {
        const [now, was] = [numberIn(value), numberIn(before)];
        return Math.abs(now - was) / ((now + was) / 2);
      };

      it("have moved, and are ranked by what their words compare with", () => {
        expect(figures.length).toBeGreaterThan(0);
        expect(figures.map(({ trend }) => trend)).not.toContain("same");
        // As they are shown, and so rounded: 20.4% and 20.6% may stand either way.
        const sizes = figures.map(size);
        for (const [index, one] of sizes.slice(1).entries()) {
          expect(sizes[index]).toBeGreaterThan(one - 0.02);
        }
      });

      it("are told with the value from which their words are taken", () => {
        for (const { value, before, words } of figures) {
          const [, by, way] = /^\$?([\d,.]+)(?: points?)? (over|under) /u.exec(words) ?? [];
          if (by === undefined) continue;
          const difference = numberIn(value) - numberIn(before);
          expect(difference).toBeCloseTo(way === "over" ? numberIn(by) : -numberIn(by), 2);
        }
      });
    },
  );

  it("of a month in progress are measured against the same days of the month before", () => {
    const jobs = moved({ ...sample.settings, reportingDate: "2026-10-22" }).find(
      ({ label }) => label === "Jobs completed",
    );
    expect(jobs).toMatchObject({ value: "20", before: "12", trend: "up" });
    expect(jobs?.words).toBe("8 over September 1–22");
  });

  it("take in the last month of the books in the month after it, and no older one", () => {
    const revenueOn = (reportingDate: string) =>
      moved({ ...sample.settings, reportingDate }).find(({ label }) => label === "Revenue a month");
    expect(revenueOn("2026-11-15")?.words).toBe("29% above September");
    expect(revenueOn("2026-12-15")).toBeUndefined();
  });

  it("show a figure that several reports share once", () => {
    const keys = moved().map(({ label, value }) => `${label} ${value}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are none without a portfolio, or with an empty one", () => {
    expect(digestOf([], { registry: REPORTS }).moved).toEqual([]);
    const empty = { settings: sample.settings, entities: [] };
    expect(digestOf([], { registry: REPORTS, portfolio: empty }).moved).toEqual([]);
  });
});

describe("what is overdue", () => {
  const overdueOn = (reportingDate: string, since = "2026-11-29") => {
    const pinned = { ...sample.settings, reportingDate };
    const portfolio = { ...sample, settings: pinned };
    return digestOf([], { settings: pinned, portfolio, since }).overdue;
  };

  it("is what was due before the day, never on it, with its owner by role", () => {
    const { items } = overdueOn("2026-10-31");
    expect(items.length).toBeGreaterThan(0);
    for (const { due, days, owner } of items) {
      expect(due < "2026-10-31").toBe(true);
      expect(days).toBe((Date.parse("2026-10-31") - Date.parse(due)) / 86_400_000);
      expect(owner).toMatch(/, /);
    }
    const dues = new Set(overdueOn("2027-12-31").items.map(({ due }) => due));
    const [day = ""] = [...dues].sort();
    expect(overdueOn(day).items.filter(({ due }) => due === day)).toEqual([]);
  });

  it("counts what fell due since the digest before", () => {
    const all = overdueOn("2027-12-31").items;
    const [latest = ""] = all
      .map(({ due }) => due)
      .toSorted()
      .reverse();
    const dayAfter = new Date(Date.parse(latest) + 86_400_000).toISOString().slice(0, 10);
    const same = all.filter(({ due }) => due === latest).length;
    expect(overdueOn(dayAfter).newly).toBe(same);
    const later = new Date(Date.parse(latest) + 2 * 86_400_000).toISOString().slice(0, 10);
    expect(overdueOn(later).newly).toBe(0);
    expect(overdueOn(later, "2026-11-28").newly).toBe(same);
  });

  it("puts what keeps critical findings open first", () => {
    const { items } = overdueOn("2027-12-31");
    const critical = items.map(({ keepsOpen }) => keepsOpen.includes("critical"));
    expect(critical[0]).toBe(true);
    expect(critical).toEqual(critical.toSorted((one, other) => Number(other) - Number(one)));
  });
});

describe("a quiet day", () => {
  it("is one sentence", () => {
    const digest = digestOf([]);
    expect(digest.quiet).toBe(true);
    expect(digest.headline).toBe("Nothing was sent yesterday, nothing waits and nothing failed.");
  });

  it("stays quiet over what was overdue the day before, and counts it", () => {
    const pinned = { ...sample.settings, reportingDate: "2028-12-31" };
    const portfolio = { ...sample, settings: pinned };
    const digest = digestOf([], { settings: pinned, portfolio });
    expect(digest.quiet).toBe(true);
    expect(digest.headline).toMatch(
      /^Nothing was sent yesterday, nothing waits and nothing failed; \d+ actions are overdue, none newly\.$/,
    );
  });

  it("says what is planned", () => {
    const planned = [{ name: "CFO report", at: "2026-11-30T18:00:00.000Z" }];
    expect(digestOf([], { planned }).headline).toContain("1 report is planned for today");
  });

  it("is not quiet when something fell due, or the portfolio cannot be read", () => {
    const pinned = { ...sample.settings, reportingDate: "2026-10-31" };
    const entity = sample.entities.find(({ agenda }) => agenda.length > 0);
    const [remedy] = entity?.agenda ?? [];
    if (entity === undefined || remedy === undefined) throw new Error("the sample has changed");
    const late = withEntities((it) =>
      it.id === entity.id ? { ...it, agenda: [{ ...remedy, due: "2026-10-30" }] } : it,
    );
    expect(digestOf([], { settings: pinned, portfolio: { ...late, settings: pinned } }).quiet).toBe(
      false,
    );
    const fault = { file: "settings.yml", line: 3, column: 1, path: "", problem: "is secret" };
    const broken = digestOf([], { portfolioError: new PortfolioError([fault]) });
    expect(broken.quiet).toBe(false);
    expect(broken.notes.join()).toContain("settings.yml, line 3");
    expect(broken.notes.join()).not.toContain("secret");
  });
});

describe("a day with everything at once", () => {
  it("says in its headline what needs somebody first", () => {
    const digest = digestOf(
      [
        sentAt(YESTERDAY, "delivered", "bounced"),
        sentAt(YESTERDAY, "delivered"),
        entry("awaiting_approval", { generatedAt: YESTERDAY, choices: { period: "ytd" } }),
        entry("expired", { approvalExpiresAt: YESTERDAY, reportType: "ceo" }),
      ],
      { portfolio: { ...sample, settings }, registry: REPORTS },
    );
    expect(digest.headline).toMatch(
      /^1 problem needs a look; 1 report was expected and not sent; 1 report waits for approval\.$/,
    );
    expect(digest.quiet).toBe(false);
  });

  it("is the same for the same input", () => {
    const entries = [sentAt(YESTERDAY, "delivered", "failed"), entry("awaiting_approval")];
    const input = { portfolio: sample, registry: REPORTS };
    expect(digestOf(entries, input)).toEqual(digestOf(entries, input));
  });
});
