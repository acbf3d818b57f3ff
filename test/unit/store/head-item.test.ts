import fc from "fast-check";
import { expect, it } from "vitest";
import { ZodError } from "zod";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { fromHeadItem, toHeadItem } from "../../../src/store/head-item.ts";
import { anyDraft, anyLater, type Later, throughTable } from "./records.ts";

/** Where each thing that comes later stands, as docs/data.md has it. */
const ATTRIBUTE: Readonly<Record<keyof Later, string>> = {
  preview: "preview",
  picture: "picture",
  remindedAt: "reminded_at",
  escalatedAt: "escalated_at",
  approvals: "approvals",
  lapsed: "lapsed",
  approval: "approval",
  rejection: "rejection",
  heldUntil: "held_until",
  recall: "recall",
  changes: "changes",
  parked: "parked",
  voidedBecause: "voided_because",
  voidedAt: "voided_at",
  summaryMessage: "summary_message",
  announcedAt: "announced_at",
  reopenings: "reopenings",
};

function laterAttributes(later: Later): object {
  return Object.fromEntries(
    Object.entries(later).map(([field, value]) => [ATTRIBUTE[field as keyof Later], value]),
  );
}

it("a draft comes back from the table as it was, what it lacks included", () => {
  fc.assert(
    fc.property(anyDraft, (draft: Dispatch) => {
      expect(fromHeadItem(throughTable(toHeadItem(draft)))).toStrictEqual(draft);
    }),
  );
});

it("what came to a dispatch later is read with it", () => {
  fc.assert(
    fc.property(anyDraft, anyLater, (draft, later) => {
      const item = { ...toHeadItem(draft), ...laterAttributes(later) };
      expect(fromHeadItem(throughTable(item))).toStrictEqual({ ...draft, ...later });
    }),
  );
});

/** What every dispatch has. */
const NEEDED = [
  "task_id",
  "report_type",
  "state",
  "requested_by",
  "generated_at",
  "summary",
  "choices",
  "mail",
  "recipient_names",
  "skipped",
  "has_audit_copy",
  "artifact_hash",
  "summary_channel",
];

it("an item that lacks something, or has a state that nobody knows, is not taken for a dispatch", () => {
  const [draft] = fc.sample(anyDraft, 1) as [Dispatch];
  const item = toHeadItem(draft);
  expect(fromHeadItem(item)).toStrictEqual(draft);
  for (const name of NEEDED) {
    expect(() => fromHeadItem({ ...item, [name]: undefined })).toThrow(ZodError);
  }
  expect(() => fromHeadItem({ ...item, state: "lost" })).toThrow(ZodError);
});

it("what has no id of a dispatch is not written", () => {
  const [draft] = fc.sample(anyDraft, 1) as [Dispatch];
  expect(() => toHeadItem({ ...draft, id: "cto" })).toThrow(new TypeError("cto is not a ULID"));
});
