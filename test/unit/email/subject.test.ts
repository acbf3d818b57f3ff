import fc from "fast-check";
import { expect, it } from "vitest";
import { buildSubject, SUBJECT_LIMIT } from "../../../src/email/subject.ts";
import { sampleReport } from "./sample-report.ts";

it("says what it is, for when, and the headline", () => {
  const report = { ...sampleReport, headline: "Six vulnerabilities are open." };
  expect(buildSubject(report)).toBe("CTO report · October 2026: Six vulnerabilities are open.");
});

it("cuts a long headline between words", () => {
  const headline = `${"quite long ".repeat(20)}end`;
  const subject = buildSubject({ ...sampleReport, headline });
  expect(subject.length).toBeLessThanOrEqual(SUBJECT_LIMIT);
  expect(subject).toMatch(/(quite|long)…$/u);
});

it("is one line within the limit, whatever the report says", () => {
  const text = fc.string({ unit: "binary", maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, (title, label, headline) => {
      const period = { ...sampleReport.period, label };
      const subject = buildSubject({ ...sampleReport, title, period, headline });
      expect(subject.length).toBeLessThanOrEqual(SUBJECT_LIMIT);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }),
  );
});
