/** Headlines and headings in the cases where a word has to change. */
import { describe, expect, it } from "vitest";
import type { Entity, Finding, Portfolio, Remedy } from "../../../src/portfolio/portfolio.ts";
import { compose, headings, sample, withEntities } from "./sample.ts";

const source = { file: "entities/jada.yml", line: 1, asOf: "2026-10-29" };

const finding = (id: string, severity: Finding["severity"]): Finding => {
  return { id, title: id, severity, since: "2026-01-01", evidence: "Seen", source };
};
const findings = (count: number, severity: Finding["severity"]) =>
  Array.from({ length: count }, (_finding, index) => finding(`${severity}-${index}`, severity));
const work = (resolves: readonly string[], due = "2026-11-20"): Remedy => {
  return { title: "Do it", owner: "Owner", due, effortHours: 2, resolves, source };
};

/** The sample with some lists of JADA replaced, and those of all others empty. */
function jada(lists: Partial<Entity>): Portfolio {
  const none = { shortfalls: [], agenda: [], vulnerabilities: [], roadmap: [] };
  const quiet = { ...none, deliveryGaps: [], uxShortfalls: [] };
  return withEntities((each) => ({ ...each, ...quiet, ...(each.id === "jada" ? lists : {}) }));
}

const all = ["critical-0", "critical-1", "critical-2"];
const late = "2026-10-30";

describe("the CEO headline", () => {
  it.each<[string, Partial<Entity>, string]>([
    ["nothing at all", {}, "No shortfall is on record; nothing is on the 30-day agenda."],
    [
      "no shortfall, but work",
      { agenda: [work([])] },
      "No shortfall is on record; the 30-day agenda (2 hours) has no shortfall to close.",
    ],
    [
      "no work",
      { shortfalls: findings(3, "critical") },
      "3 shortfalls are critical; nothing is on the 30-day agenda.",
    ],
    [
      "all closed",
      { shortfalls: findings(3, "critical"), agenda: [work(all)] },
      "3 shortfalls are critical; the 30-day agenda (2 hours) closes all 3.",
    ],
    [
      "some closed, one of several late",
      { shortfalls: findings(3, "critical"), agenda: [work(["critical-0"], late), work([])] },
      "3 shortfalls are critical; the 30-day agenda (4 hours) closes 1 of them, but 1 of its 2 items is overdue.",
    ],
    [
      "none closed, all late",
      { shortfalls: findings(3, "critical"), agenda: [work([], late), work([], late)] },
      "3 shortfalls are critical; the 30-day agenda (4 hours) closes none of them, and both of its items are overdue.",
    ],
    [
      "one, closed by one late item",
      { shortfalls: findings(1, "critical"), agenda: [work(all, late)] },
      "1 shortfall is critical; the 30-day agenda (2 hours) closes it, but its one item is overdue.",
    ],
    [
      "one, not closed",
      { shortfalls: findings(1, "critical"), agenda: [work([])] },
      "1 shortfall is critical; the 30-day agenda (2 hours) does not close it.",
    ],
    [
      "none critical",
      { shortfalls: findings(2, "high"), agenda: [work(["high-0"])] },
      "2 shortfalls are open, none critical; the 30-day agenda (2 hours) closes 1 of them.",
    ],
    [
      "one, not critical",
      { shortfalls: findings(1, "high"), agenda: [work(["high-0"])] },
      "1 shortfall is open, none critical; the 30-day agenda (2 hours) closes it.",
    ],
  ])("with %s", (_case, lists, headline) => {
    expect(compose("ceo", jada(lists)).headline).toBe(headline);
  });
});

describe("the CTO headline", () => {
  const opening = (vulnerabilities: readonly Finding[]) =>
    compose("cto", jada({ vulnerabilities })).headline.split("; ")[0];

  it.each<[string, readonly Finding[], string]>([
    ["none", [], "No open vulnerability is on record"],
    ["one critical", findings(1, "critical"), "The one open vulnerability is critical"],
    ["one other", findings(1, "high"), "The one open vulnerability is not critical"],
    ["all critical", findings(2, "critical"), "Both open vulnerabilities are critical"],
    ["none critical", findings(2, "low"), "None of 2 open vulnerabilities is critical"],
    [
      "one of several critical",
      [...findings(1, "critical"), ...findings(2, "low")],
      "1 of 3 open vulnerabilities is critical",
    ],
  ])("with %s", (_case, vulnerabilities, words) => {
    expect(opening(vulnerabilities)).toBe(words);
  });

  it("says so where nothing can be saved", () => {
    const spent = withEntities((entity) => {
      const services = entity.cloud?.services.map(({ saving: _saving, ...service }) => service);
      return entity.cloud && services
        ? { ...entity, cloud: { ...entity.cloud, services } }
        : entity;
    });
    const report = compose("cto", spent);
    expect(report.headline).toContain("; no saving is identified on the $50–84 a month for AWS.");
    expect(headings(report)).toContain("EC2 costs most of what is spent on AWS");
  });
});

describe("headings", () => {
  it.each<[string, Partial<Entity>, string]>([
    ["no shortfall", {}, "No shortfall is on record"],
    [
      "all in one place",
      { shortfalls: findings(3, "critical") },
      "All 3 critical shortfalls are at JADA",
    ],
    ["one", { shortfalls: findings(1, "critical") }, "The one critical shortfall is at JADA"],
    ["none critical", { shortfalls: findings(2, "low") }, "2 shortfalls are open, none critical"],
  ])("name who carries the shortfalls: %s", (_case, lists, heading) => {
    expect(compose("ceo", jada(lists)).sections[0]?.heading).toBe(heading);
  });

  it("name nobody where several carry as many", () => {
    const tied = withEntities((each) => ({
      ...each,
      shortfalls: each.kind === "operating" ? [finding(`${each.id}-x`, "critical")] : [],
    }));
    expect(headings(compose("ceo", tied))).toContain(
      "The 4 critical shortfalls are spread over 4 entities",
    );
  });

  it.each<[string, Partial<Entity>, string]>([
    ["nothing", {}, "Nothing is left to do on the roadmap"],
    ["no plan", { vulnerabilities: findings(2, "high") }, "No work is planned for 2 findings"],
    ["only work", { roadmap: [work([])] }, "2 hours of planned work remain"],
    [
      "nothing closed",
      { vulnerabilities: findings(2, "high"), roadmap: [work([])] },
      "2 hours of planned work close none of 2 findings",
    ],
    [
      "one, closed late",
      { vulnerabilities: findings(1, "high"), roadmap: [work(["high-0"], late)] },
      "2 hours of planned work close the one finding; the one point is late",
    ],
  ])("say what the roadmap closes: %s", (_case, lists, heading) => {
    expect(compose("cto", jada(lists)).sections[1]?.heading).toBe(heading);
  });

  it("say how many carry the most risk where several do", () => {
    const tied = withEntities((each) => ({
      ...each,
      deliveryGaps: [],
      uxShortfalls: [],
      vulnerabilities: each.kind === "operating" ? [finding(`${each.id}-x`, "critical")] : [],
    }));
    expect(compose("cto", tied).sections.at(-1)?.heading).toBe(
      "4 domains carry the most risk, 9 of 36 points each",
    );
  });

  it("say who carries all of the risk, or none", () => {
    const last = (lists: Partial<Entity>) => compose("cto", jada(lists)).sections.at(-1)?.heading;
    expect(last({})).toBe("No technical risk is on record for 7 domains");
    expect(last({ vulnerabilities: findings(1, "critical") })).toBe(
      "JADA carries all of the technical risk (9 of 9 points)",
    );
  });
});

it("a saving that no work takes up is named with what to do", () => {
  const report = compose("cto", jada({ roadmap: [] }));
  expect(JSON.stringify(report.sections[2])).toContain(
    "run staging on demand, not around the clock ($12 a month, EC2)",
  );
  expect(JSON.stringify(compose("cto", sample).sections[2])).not.toContain("No roadmap point");
});
