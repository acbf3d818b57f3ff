import { describe, expect, it } from "vitest";
import { daysBetween } from "../../../src/reports/formulas/days.ts";
import type { Report } from "../../../src/reports/report.ts";
import { compose, composeFor, headings, sample, under, withEntities } from "./sample.ts";

const items = ({ sections }: Report) =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "list" ? block.items : [])),
  );

describe("a report on one entity", () => {
  it("says in words that there is nothing, not that 0 of 0 is", () => {
    const ceo = composeFor("ceo", { entity: "rental" });
    expect(under(ceo, "critical-shortfalls")).toBe("unchanged in October 2026; none is open");
    expect(under(ceo, "overdue-actions")).toBe("nothing is due");

    const cto = composeFor("cto", { entity: "rental" });
    expect(under(cto, "open-vulnerabilities")).toBe("unchanged in October 2026; none is open");
    expect(under(cto, "roadmap-points")).toBe("nothing is planned");
    expect(under(cto, "cloud-savings")).toBe("none is identified");
    expect(under(cto, "ux-delivery-gaps")).toBe("unchanged in October 2026; none is open");
  });

  it("says of a single service that it costs all, not most", () => {
    const report = composeFor("cto", { entity: "rental" });
    expect(headings(report)).toContain("CloudFront and S3 costs all of what is spent on AWS");
    expect(JSON.stringify(report)).toContain("CloudFront and S3 costs up to $3 a month.");
  });

  it("speaks of its own roadmap alone, as another entity's may close its findings", () => {
    const finding = sample.entities
      .find(({ id }) => id === "qdn")
      ?.vulnerabilities.find(({ closed }) => closed === undefined);
    const elsewhere = sample.entities
      .filter(({ id }) => id !== "qdn")
      .flatMap(({ roadmap }) => roadmap.flatMap(({ resolves }) => resolves));
    expect(elsewhere).toContain(finding?.id);
    expect(JSON.stringify(composeFor("cto", { entity: "qdn" }))).toContain(
      "No roadmap point of QuickDumpNow closes",
    );
    expect(JSON.stringify(composeFor("cto", { entity: "clients" }))).toContain(
      "No roadmap point of Client portfolio takes up",
    );
    expect(JSON.stringify(composeFor("cto", {}))).not.toContain("No roadmap point");
  });
});

describe("a report on a longer period", () => {
  const [from, to] = ["2026-01-01", sample.settings.reportingDate ?? ""];
  const shortfalls = sample.entities.flatMap((entity) => entity.shortfalls);

  it("counts what came in it, and says so far while it lasts", () => {
    const critical = shortfalls.filter(({ severity }) => severity === "critical");
    const fresh = critical.filter(({ since }) => from <= since && since <= to).length;
    const closed = shortfalls.filter(({ closed = "" }) => from <= closed && closed <= to);
    expect(closed).toEqual([]);
    const said = under(composeFor("ceo", { period: "ytd" }), "critical-shortfalls");
    expect(said).toBe(`▲ ${fresh} new so far in 2026; of ${shortfalls.length} open`);
    expect(under(composeFor("ceo", { period: "2026" }), "critical-shortfalls")).toBe(said);
    expect(under(composeFor("ceo", { period: "2025" }), "critical-shortfalls")).toMatch(
      / in 2025; /,
    );
  });

  it("calls new only what is not older than a month, and gives the age of the rest", () => {
    const tags = new Map(
      items(composeFor("ceo", { period: "ytd" })).map(({ title, tags = [] }) => [title, tags]),
    );
    for (const { title, since, severity } of shortfalls) {
      if (severity !== "critical") continue;
      const days = daysBetween(since, to);
      expect(tags.get(title)?.at(-1)).toBe(
        days <= 31 && since >= from ? "new" : `open ${days} days`,
      );
    }
  });
});

it("lists shortfalls that are not critical as the open ones, where no other is", () => {
  const mild = withEntities((entity) => ({
    ...entity,
    shortfalls: entity.shortfalls.filter(({ severity }) => severity === "low"),
  }));
  const written = JSON.stringify(compose("ceo", mild));
  expect(written).toContain('"Open: ');
  expect(written).not.toContain("Also open");
  expect(JSON.stringify(compose("ceo"))).toContain('"Also open: ');
});

it("says that a channel reaches nobody, not 0", () => {
  const reaches = items(composeFor("cmo", {})).flatMap(({ tags = [] }) => tags);
  expect(reaches).toContain("reaches nobody a month");
  expect(reaches).not.toContain("reaches 0 a month");
});
