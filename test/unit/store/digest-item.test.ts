import fc from "fast-check";
import { expect, it } from "vitest";
import { ZodError } from "zod";
import { type Digest, PROBLEM_KINDS } from "../../../src/digest/digest.ts";
import type { DigestRemarks } from "../../../src/digest/ports.ts";
import { DISPATCH_STATES } from "../../../src/dispatch/dispatch.ts";
import { fromContentItem, toContentItem } from "../../../src/store/digest-item.ts";
import { allOf, anyCount, anyMeaning, anyMoment, anyOf, anyWord, anyWords } from "./records.ts";

const few = { maxLength: 2 };
const anyDay = anyMoment.map((at) => at.slice(0, 10));
const name = { dispatchId: anyWord, name: anyWord };

const anyDigest = allOf<Omit<Digest, "done">>({
  day: anyDay,
  portfolio: anyWord,
  timeZone: anyWord,
  format: allOf({ locale: anyWord, currency: anyWord }),
  span: anyWord,
  quiet: fc.boolean(),
  headline: anyWord,
  sent: fc.array(
    allOf<Digest["sent"][number]>({
      ...name,
      state: fc.constantFrom(...DISPATCH_STATES),
      recipients: anyCount,
      figures: allOf({
        delivered: anyCount,
        accepted: anyCount,
        bounced: anyCount,
        inDoubt: anyCount,
        failed: anyCount,
        pending: anyCount,
      }),
    }),
    few,
  ),
  waiting: fc.array(
    anyOf<Digest["waiting"][number]>(
      {
        ...name,
        headline: anyWord,
        since: anyMoment,
        waited: anyWord,
        expiresAt: anyMoment,
        on: anyWords,
        approvals: anyCount,
        needed: anyCount,
        recipients: anyCount,
        tooLarge: fc.boolean(),
        channel: anyWord,
      },
      "dispatchId",
      "name",
      "headline",
      "since",
      "waited",
      "on",
      "approvals",
      "needed",
      "recipients",
      "tooLarge",
    ),
    few,
  ),
  problems: fc.array(
    anyOf<Digest["problems"][number]>(
      {
        ...name,
        kind: fc.constantFrom(...PROBLEM_KINDS),
        who: anyWords,
        reason: anyWord,
        advice: anyWord,
        round: anyCount,
      },
      "dispatchId",
      "name",
      "kind",
      "who",
      "reason",
      "advice",
    ),
    few,
  ),
  notSent: fc.array(
    anyOf<Digest["notSent"][number]>(
      { name: anyWord, cause: anyWord, on: anyWords, afresh: anyWord },
      "name",
      "cause",
      "on",
    ),
    few,
  ),
  moved: fc.array(
    allOf<Digest["moved"][number]>({
      report: anyWord,
      label: anyWord,
      value: anyWord,
      before: anyWord,
      trend: fc.constantFrom("up" as const, "down" as const, "same" as const),
      words: anyWord,
      meaning: anyMeaning,
    }),
    few,
  ),
  overdue: allOf<Digest["overdue"]>({
    on: anyDay,
    newly: anyCount,
    items: fc.array(
      allOf({
        title: anyWord,
        owner: anyWord,
        due: anyDay,
        days: anyCount,
        keepsOpen: anyWord,
      }),
      few,
    ),
  }),
  planned: fc.array(allOf({ name: anyWord, at: anyMoment }), few),
  notes: anyWords,
});

const anyRemarks = anyOf<DigestRemarks>({
  dueAt: anyMoment.map((at) => new Date(at)),
  misplaced: anyWord,
});

it("a digest comes back as it was posted; what was done about it since is asked anew", () => {
  fc.assert(
    fc.property(anyDigest, anyMoment, anyRemarks, (posted, at, remarks) => {
      const content = { digest: { ...posted, done: [] }, postedAt: new Date(at), remarks };
      expect(fromContentItem(toContentItem(content) ?? "")).toStrictEqual(content);
    }),
  );
});

it("what is too long for an item is not kept", () => {
  const [digest] = fc.sample(anyDigest, 1) as [Digest];
  const content = (headline: string) => ({
    digest: { ...digest, done: [], headline },
    postedAt: new Date("2026-11-30T07:00:00.000Z"),
    remarks: {},
  });
  const rest = (toContentItem(content("")) ?? "").length;
  const room = 120_000 - rest;
  expect(toContentItem(content("x".repeat(room)))).toHaveLength(120_000);
  expect(toContentItem(content("x".repeat(room + 1)))).toBeUndefined();
});

it("what is no digest is an error", () => {
  expect(() => fromContentItem('{"posted_at":"2026-11-30T07:00:00.000Z","digest":{}}')).toThrow(
    ZodError,
  );
});
