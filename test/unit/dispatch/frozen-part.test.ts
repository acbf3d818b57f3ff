import { expect, it } from "vitest";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { hashFrozenPart } from "../../../src/dispatch/frozen-part.ts";
import { dispatchIn } from "../commands/samples.ts";

const draft = dispatchIn("awaiting_approval");

/** Whatever it is, it is another one. */
const another = (field: keyof Dispatch) => ({ ...draft, [field]: ["another"] }) as Dispatch;

it.each([
  "id",
  "reportType",
  "requestedBy",
  "generatedAt",
  "summary",
  "choices",
  "mail",
  "sources",
  "recipientNames",
  "skipped",
  "hasAuditCopy",
  "artifactHash",
  "summaryChannel",
  "policy",
  "approvalExpiresAt",
  "scheduled",
] as const)("what a draft says of its %s is frozen", (field) => {
  expect(hashFrozenPart(another(field))).not.toBe(hashFrozenPart(draft));
});

it.each(["state", "preview", "approvals", "approval", "parked", "announcedAt"] as const)(
  "what comes later is not: %s",
  (field) => {
    expect(hashFrozenPart(another(field))).toBe(hashFrozenPart(draft));
  },
);
