import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import fc, { type Arbitrary } from "fast-check";
import { ulid } from "ulid";
import { DELIVERY_STATES, type Delivery } from "../../../src/dispatch/delivery.ts";
import {
  type Decision,
  DISPATCH_STATES,
  type Dispatch,
  REOPENING_KINDS,
  SKIP_REASONS,
} from "../../../src/dispatch/dispatch.ts";
import { ATTACHMENT_KINDS, ENVELOPE_MODES } from "../../../src/portfolio/portfolio.ts";

/** What the table gives back for an item that was written. */
export function throughTable(item: object): Record<string, unknown> {
  return unmarshall(marshall(item, { removeUndefinedValues: true }));
}

/** Any value that has all of `required` and any of the rest. */
export function anyOf<T extends object>(
  model: { readonly [Field in keyof T]-?: Arbitrary<Exclude<T[Field], undefined>> },
  ...required: (keyof T)[]
): Arbitrary<T> {
  const constraints = { requiredKeys: required as never[], noNullPrototype: true };
  return fc.record(model as object, constraints) as Arbitrary<T>;
}

/** Any value that has all of these. */
export function allOf<T>(
  model: { readonly [Field in keyof T]: Arbitrary<T[Field]> },
): Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true }) as Arbitrary<T>;
}

const MOMENTS = {
  min: new Date("2026-01-01T00:00:00.000Z"),
  max: new Date("2027-12-31T00:00:00.000Z"),
  noInvalidDate: true,
} as const;
export const anyMoment: Arbitrary<string> = fc.date(MOMENTS).map((at) => at.toISOString());
const anyId = fc.date(MOMENTS).map((at) => ulid(at.getTime(), () => 0.5));
/** Not empty: what people see is never nothing. */
export const anyWord = fc.string({ minLength: 1, maxLength: 12 });
export const anyWords = fc.array(anyWord, { maxLength: 3 });
const anyHash = fc.stringMatching(/^[0-9a-f]{64}$/);
export const anyCount = fc.nat({ max: 10_000 });
export const anyMeaning = fc.constantFrom("good" as const, "bad" as const, "neutral" as const);
const anyPlace = allOf({ channel: anyWord, ts: anyWord });
const anyRequester = allOf({ userId: anyWord, teamId: anyWord });

const anyDecision = anyOf<Decision>(
  { by: anyWord, at: anyMoment, reason: anyWord, hash: anyHash },
  "by",
  "at",
);

export const anyChoices = anyOf<Dispatch["choices"]>({
  period: anyWord,
  entity: anyWord,
  recipients: anyWords,
  attachments: fc.subarray([...ATTACHMENT_KINDS]),
  note: anyWord,
  sendAt: anyMoment,
  approvers: anyWords,
});

/** What stands in the record from the draft on. */
type Drafted = Pick<
  Dispatch,
  | "id"
  | "reportType"
  | "state"
  | "requestedBy"
  | "generatedAt"
  | "summary"
  | "choices"
  | "mail"
  | "recipientNames"
  | "skipped"
  | "hasAuditCopy"
  | "artifactHash"
  | "sources"
  | "retention"
  | "summaryChannel"
  | "scheduled"
  | "replaces"
  | "origin"
  | "policy"
  | "approvalExpiresAt"
  | "forecast"
>;

const ALWAYS = [
  "id",
  "reportType",
  "state",
  "requestedBy",
  "generatedAt",
  "summary",
  "choices",
  "mail",
  "recipientNames",
  "skipped",
  "hasAuditCopy",
  "artifactHash",
  "summaryChannel",
] as const;

export const anyDraft = anyOf<Drafted>(
  {
    id: anyId,
    reportType: anyWord,
    state: fc.constantFrom(...DISPATCH_STATES),
    requestedBy: anyRequester,
    generatedAt: anyMoment,
    summary: anyOf<Dispatch["summary"]>(
      {
        title: anyWord,
        headline: anyWord,
        figures: fc.array(
          anyOf<Dispatch["summary"]["figures"][number]>(
            { label: anyWord, value: anyWord, note: anyWord, meaning: anyMeaning },
            "label",
            "value",
            "meaning",
          ),
          { maxLength: 3 },
        ),
        period: anyWord,
        basis: anyWord,
        chart: allOf({
          message: anyWord,
          title: anyWord,
          values: fc.array(allOf({ label: anyWord, value: anyWord }), { maxLength: 3 }),
        }),
      },
      "title",
      "headline",
      "figures",
      "period",
      "basis",
    ),
    choices: anyChoices,
    mail: allOf({
      bytes: anyCount,
      attachments: fc.array(allOf({ name: anyWord, bytes: anyCount }), { maxLength: 3 }),
      leftOut: anyWords,
      envelope: fc.constantFrom(...ENVELOPE_MODES),
    }),
    recipientNames: anyWords,
    skipped: fc.array(
      anyOf<Dispatch["skipped"][number]>(
        {
          name: anyWord,
          reason: fc.constantFrom(...SKIP_REASONS),
          since: anyMoment,
          instead: anyWord,
        },
        "name",
        "reason",
        "since",
      ),
      { maxLength: 3 },
    ),
    hasAuditCopy: fc.boolean(),
    artifactHash: anyHash,
    sources: fc.array(allOf({ file: anyWord, sha256: anyHash }), { maxLength: 3 }),
    retention: allOf({ mail: anyCount, addresses: anyCount, record: anyCount }),
    summaryChannel: anyWord,
    scheduled: anyOf<NonNullable<Dispatch["scheduled"]>>(
      { scheduleId: anyWord, dueAt: anyMoment, late: fc.boolean() },
      "scheduleId",
      "dueAt",
    ),
    replaces: anyId,
    origin: anyId,
    policy: anyOf<NonNullable<Dispatch["policy"]>>(
      {
        approvers: anyWords,
        approvals: fc.constantFrom(1, 2),
        requesterMayApprove: fc.boolean(),
        expiresAfterMs: anyCount,
        remindAfterMs: anyCount,
        escalateAfterMs: anyCount,
        escalateTo: anyWords,
        holdMs: anyCount,
      },
      "approvers",
      "approvals",
      "requesterMayApprove",
      "expiresAfterMs",
      "remindAfterMs",
      "holdMs",
    ),
    approvalExpiresAt: anyMoment,
    forecast: anyOf<NonNullable<Dispatch["forecast"]>>(
      {
        recipients: anyCount,
        leftToday: anyCount,
        seconds: anyCount,
        notes: anyWords,
        problem: anyWord,
      },
      "recipients",
      "seconds",
      "notes",
    ),
  },
  ...ALWAYS,
);

/** What comes to it later. */
export type Later = Omit<Dispatch, keyof Drafted>;

export const anyLater = anyOf<Later>({
  preview: anyPlace,
  picture: fc.oneof(
    allOf({ kind: fc.constant("file" as const), id: anyWord }),
    allOf({ kind: fc.constant("link" as const), url: anyWord }),
  ),
  remindedAt: anyMoment,
  escalatedAt: anyMoment,
  approvals: fc.array(anyDecision, { maxLength: 2 }),
  lapsed: anyWords,
  approval: anyDecision,
  rejection: anyDecision,
  heldUntil: anyMoment,
  recall: anyDecision,
  changes: anyWords,
  parked: anyOf<NonNullable<Dispatch["parked"]>>(
    {
      because: fc.constantFrom("quota" as const, "paused" as const, "sender" as const),
      reason: anyWord,
      until: anyMoment,
    },
    "because",
    "reason",
  ),
  voidedBecause: anyWord,
  voidedAt: anyMoment,
  summaryMessage: anyPlace,
  announcedAt: anyMoment,
  reopenings: fc.array(
    allOf({
      kind: fc.constantFrom(...REOPENING_KINDS),
      by: anyWord,
      at: anyMoment,
      deliveries: anyWords,
    }),
    { maxLength: 2 },
  ),
});

export const anyDelivery = anyOf<Delivery>(
  {
    dispatchId: anyId,
    kind: fc.constantFrom("recipient" as const, "audit" as const),
    recipientHash: anyHash,
    recipientHashNow: anyHash,
    hashKeyId: anyWord,
    name: anyWord,
    recipients: fc.integer({ min: 1, max: 50 }),
    state: fc.constantFrom(...DELIVERY_STATES),
    retryCount: anyCount,
    parkedCalls: fc.integer({ min: 1, max: 9 }),
    fence: anyCount,
    messageId: anyWord,
    settledAt: anyMoment,
    reason: anyWord,
    refusedForGood: fc.constant(true),
    reopened: fc.integer({ min: 1, max: 9 }),
    callsBefore: fc.integer({ min: 1, max: 9 }),
    markedBy: anyWord,
  },
  "dispatchId",
  "kind",
  "recipientHash",
  "name",
  "recipients",
  "state",
  "retryCount",
  "fence",
);
