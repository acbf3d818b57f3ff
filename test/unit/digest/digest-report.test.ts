import { describe, expect, it } from "vitest";
import { toReport } from "../../../src/digest/digest-report.ts";
import { renderDigests } from "../../support/sample-digests.ts";
import { sample } from "../reports/sample.ts";
import { digestOf, entry, sentAt } from "./digests.ts";

const YESTERDAY = "2026-11-29T20:00:00.000Z";

describe("the digest as a report", () => {
  it("says in figures what needs somebody, and means it", () => {
    const report = toReport(
      digestOf(
        [
          sentAt(YESTERDAY, "delivered", "failed"),
          entry("awaiting_approval", { reportType: "ceo" }),
        ],
        {
          portfolio: sample,
        },
      ),
    );
    expect(report.title).toBe("Daily digest");
    expect(report.period.label).toBe("Monday, Nov 30, 2026");
    const figures = report.metrics.map(({ id, value, meaning }) => [id, value, meaning]);
    expect(figures).toEqual([
      ["sent", { kind: "count", value: 1 }, "neutral"],
      ["waiting", { kind: "count", value: 1 }, "bad"],
      ["problems", { kind: "count", value: 1 }, "bad"],
      ["overdue", { kind: "count", value: 5 }, "bad"],
    ]);
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "1 report waits for approval",
      "1 problem needs a look",
      "5 actions are overdue",
      "Sent yesterday",
    ]);
  });

  it("names no Slack id", () => {
    const digest = digestOf([
      entry("awaiting_approval"),
      entry("expired", { reportType: "ceo", approvalExpiresAt: YESTERDAY }),
    ]);
    expect(JSON.stringify(toReport(digest))).not.toMatch(/U0\d/);
  });

  it("is a headline and nothing else on a quiet day", () => {
    const { headline, metrics, sections, actions } = toReport(digestOf([]));
    expect(headline).toMatch(/^Nothing was sent yesterday/);
    expect([...metrics, ...sections, ...actions]).toEqual([]);
  });
});

describe("the digest's mail", () => {
  it("says the same in HTML and text", async () => {
    const [busy, quiet, long] = await renderDigests();
    for (const part of [
      "waits for 3 hours on 2 people",
      "2 delivered, 1 bounced",
      "Nobody decided in time.",
      "actions are overdue",
      "CFO report",
    ]) {
      expect(busy?.mail.html).toContain(part);
      expect(busy?.mail.text.replaceAll(/\s+/gu, " ")).toContain(part);
    }
    expect(quiet?.mail.text).toContain("Nothing was sent yesterday");
    expect(quiet?.mail.html).not.toContain("keeps 1 critical finding open");
    expect(long?.mail.html).toMatch(/and \d+ more/u);
    expect(Buffer.byteLength(long?.mail.html ?? "")).toBeLessThan(102_400);
  });
});
