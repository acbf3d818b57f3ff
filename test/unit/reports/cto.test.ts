import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/reports/report.ts";
import { charts, compose, figure, tables, under } from "./sample.ts";

describe("the CTO report of the sample", () => {
  const report = compose("cto");

  it("opens with the vulnerabilities and what can be saved", () => {
    expect(report.headline).toBe(
      "3 of 6 open vulnerabilities are critical; $25 of the $50–84 a month for AWS can be saved.",
    );
  });

  it("states a finding over each section", () => {
    expect(report.sections.map(({ heading }) => heading)).toEqual([
      "The oldest of 6 vulnerabilities is 262 days old",
      "70 hours of planned work close all 12 findings; 2 of 10 points are late",
      "EC2 holds $15.50 of $25 a month in AWS savings",
      "3 delivery gaps slow or endanger releases",
      "3 UX shortfalls stand between visitors and a booking",
      "4 hand-offs of the last 60 days leave 5 items open",
      "JADA carries 36% of the technical risk (27 of 75 points)",
    ]);
  });

  it.each([
    ["open-vulnerabilities", "6", "1 new, 1 closed in October 2026; 3 critical"],
    ["roadmap-points", "10", "70 hours of work; 2 overdue"],
    ["cloud-cost", "$50–84", "7 services, 7 entities"],
    ["cloud-savings", "$25", "37% of the $67 midpoint"],
    ["ux-delivery-gaps", "6", "unchanged in October 2026; 3 UX, 3 delivery"],
  ])("shows %s as %s", (id, value, note) => {
    expect(figure(report, id)).toBe(value);
    expect(under(report, id)).toBe(note);
  });

  it("names the vulnerabilities, the worst first", () => {
    const [list] = report.sections[0]?.blocks ?? [];
    expect(
      list?.kind === "list" && list.items.map(({ title, tags }) => [tags?.[0], title]),
    ).toEqual([
      ["critical", "Plaintext environment file is in the git history"],
      ["critical", "Live Stripe keys are hard-coded in the source"],
      ["critical", "One deploy key opens all nine client sites"],
      ["high", "Google Apps Script endpoints take requests without authentication"],
      ["high", "JWT handling accepts expired and unsigned tokens"],
      ["medium", "CloudFront has no web application firewall"],
    ]);
  });

  it("adds the bill up by service, in table and chart alike", () => {
    const bill = tables(report).find(({ title }) => title.what.startsWith("AWS cost"));
    expect(bill?.total).toEqual([
      { kind: "text", value: "Total" },
      { kind: "money", minor: 5000 },
      { kind: "money", minor: 8400 },
      { kind: "money", minor: 2500 },
    ]);
    const [chart] = charts(report);
    expect(chart?.categories).toEqual(["EC2", "Lightsail", "Route 53", "4 other services"]);
    const sum = (values: readonly Value[] = []) =>
      values.reduce((total, value) => total + (value.kind === "money" ? value.minor : 0), 0);
    expect(chart?.series.map(({ values }) => sum(values))).toEqual([8400, 8400 - 2500]);
    expect(chart?.message).toBe(
      "EC2 costs most, up to $23 of $84 a month; savings bring the upper end down to $59.",
    );
  });

  it("ranks ten points: what closes the worst comes first, what only saves comes last", () => {
    expect(report.actions).toHaveLength(10);
    expect(report.actions[0]).toEqual({
      title: "Rotate the Stripe keys and move them to a secrets manager",
      owner: "Technology lead, JADA",
      due: "2026-10-21",
      overdueDays: 10,
      effect: "3 hours; closes 1 critical finding",
    });
    expect(report.actions[3]?.effect).toBe("16 hours; closes 1 high and 1 medium finding");
    expect(report.actions.at(-1)?.effect).toBe("2 hours; saves $13 a month");
  });

  it("audits the stack of each domain, the riskiest first", () => {
    const audit = tables(report).find(({ title }) => title.what.startsWith("Layers"));
    expect(audit?.rows).toHaveLength(7);
    expect(audit?.rows[0]?.cells[0]).toEqual({ kind: "text", value: "JADA" });
    expect(audit?.total?.slice(1)).toEqual(
      [8, 9, 4, 75].map((value) => ({ kind: "count", value })),
    );
    const [, list, text] = report.sections.at(-1)?.blocks ?? [];
    expect(list?.kind === "list" && list.items).toHaveLength(4);
    expect(list?.kind === "list" && list.items[0]).toEqual({
      title: "Replace: Availability, JADA",
      detail: "Calendar kept by hand. Guests cannot see free dates.",
    });
    expect(text?.kind === "text" && text.text).toMatch(/^Fix: Website \(JADA\); .*\.$/);
  });

  it("names every file with its oldest date, the oldest first", () => {
    expect(report.sources.map(({ file, asOf }) => `${asOf} ${file}`)).toEqual([
      "2026-09-14 handoffs/2026-09-14-qdn-quote-form.md",
      "2026-10-06 handoffs/2026-10-06-clients-deploy-key.md",
      "2026-10-19 handoffs/2026-10-19-jada-charter-sales.md",
      "2026-10-20 entities/rental.yml",
      "2026-10-22 entities/logistics.yml",
      "2026-10-24 entities/clients.yml",
      "2026-10-26 entities/dc.yml",
      "2026-10-26 handoffs/2026-10-26-qos-winter-offer.md",
      "2026-10-27 entities/qos.yml",
      "2026-10-28 entities/qdn.yml",
      "2026-10-29 entities/jada.yml",
    ]);
  });
});
