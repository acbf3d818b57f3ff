import { describe, expect, it } from "vitest";
import { charts, compose, figure, tables } from "./sample.ts";

describe("the CTO report of the sample", () => {
  const report = compose("cto");

  it("opens with vulnerabilities, the way out and what can be saved", () => {
    expect(report.headline).toBe(
      "6 vulnerabilities are open, 3 of them critical; $25 of the $50–84 that AWS costs a month " +
        "can be saved.",
    );
  });

  it.each([
    ["open-vulnerabilities", "6", "3 critical; 1 new and 1 closed in October 2026"],
    ["roadmap-points", "10", "70 hours of work; 2 overdue"],
    ["cloud-cost", "$50–84", "7 services at 7 entities"],
    ["cloud-savings", "$25", "37% of the middle of that range"],
    ["ux-delivery-gaps", "6", "3 in what visitors see, 3 in how it is released"],
  ])("shows %s as %s", (id, value, note) => {
    expect(figure(report, id)).toBe(value);
    expect(report.metrics.find((metric) => metric.id === id)?.note).toBe(note);
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
      { kind: "text", value: "" },
      { kind: "money", minor: 5000 },
      { kind: "money", minor: 8400 },
      { kind: "money", minor: 2500 },
    ]);
    expect(bill?.rows[0]?.cells[1]).toEqual({
      kind: "text",
      value: "QuickDumpNow, Client portfolio",
    });
    const [chart] = charts(report);
    expect(chart?.categories).toEqual(
      bill?.rows.map(({ cells }) => cells[0]?.kind === "text" && cells[0].value),
    );
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
      effect:
        'overdue by 10 days; closes "Live Stripe keys are hard-coded in the source" (critical); takes 3 hours',
    });
    expect(report.actions.at(-1)?.effect).toBe("saves $13 a month; takes 2 hours");
  });

  it("audits the stack of each domain, the riskiest first", () => {
    const audit = tables(report).find(({ title }) => title.what.startsWith("Layers"));
    expect(audit?.rows).toHaveLength(7);
    expect(audit?.rows[0]?.cells[0]).toEqual({ kind: "text", value: "JADA" });
    expect(report.sections.at(-1)?.heading).toBe(
      "13 of 21 layers in 7 domains need fixing or replacing; JADA carries the most risk",
    );
  });

  it("names every file with its oldest date, the oldest first", () => {
    expect(report.sources.map(({ file, asOf }) => `${asOf} ${file}`)).toEqual([
      "2026-10-20 entities/rental.yml",
      "2026-10-22 entities/logistics.yml",
      "2026-10-24 entities/clients.yml",
      "2026-10-26 entities/dc.yml",
      "2026-10-27 entities/qos.yml",
      "2026-10-28 entities/qdn.yml",
      "2026-10-29 entities/jada.yml",
    ]);
  });
});
