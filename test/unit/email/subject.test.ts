import fc from "fast-check";
import { expect, it } from "vitest";
import { buildSubject, SUBJECT_LIMIT } from "../../../src/email/subject.ts";
import { sampleReport } from "./sample-report.ts";

it("says what it is, for when, and the headline", () => {
  const report = { ...sampleReport, headline: "Six vulnerabilities are open." };
  expect(buildSubject(report, "Harbour")).toBe(
    "CTO report · October 2026: Six vulnerabilities are open.",
  );
});

it("cuts a long headline between words", () => {
  const headline = `${"quite long ".repeat(20)}end`;
  const subject = buildSubject({ ...sampleReport, headline }, "Harbour");
  expect(subject.length).toBeLessThanOrEqual(SUBJECT_LIMIT);
  expect(subject).toMatch(/(quite|long)…$/u);
});

it("is one line within the limit, whatever the report says", () => {
  const text = fc.string({ unit: "binary", maxLength: 300 });
  const part = fc.oneof(text, fc.constantFrom("{title}", "{headline}", "{figure}", "{portfolio}"));
  const template = fc.option(
    fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" ")),
    { nil: undefined },
  );
  fc.assert(
    fc.property(text, text, text, template, (title, label, headline, template) => {
      const period = { ...sampleReport.period, label };
      const subject = buildSubject({ ...sampleReport, title, period, headline }, title, template);
      expect(subject.length).toBeLessThanOrEqual(SUBJECT_LIMIT);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }),
  );
});

it("says what the operator wants it to, in their order", () => {
  const report = { ...sampleReport, headline: "Six are open." };
  const template = "[{portfolio}] {figure}, {period}, {title}: {headline}";
  expect(buildSubject(report, "Harbour", template)).toBe(
    "[Harbour] Open vulnerabilities 6, October 2026, CTO report: Six are open.",
  );
});

it("takes a text that looks like a placeholder for the text it is", () => {
  const report = { ...sampleReport, title: "{headline}", headline: "{title} {portfolio}" };
  expect(buildSubject(report, "Harbour", "{title}: {headline}")).toBe(
    "{headline}: {title} {portfolio}",
  );
});
