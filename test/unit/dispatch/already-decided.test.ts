import { expect, it } from "vitest";
import { alreadyDecided } from "../../../src/dispatch/already-decided.ts";
import type { Decision, DispatchState } from "../../../src/dispatch/dispatch.ts";
import { dispatchIn } from "../commands/samples.ts";

const by = (userId: string): Decision => ({ by: userId, at: "2026-10-31T16:05:00.000Z" });

it.each<[DispatchState, string, string | undefined, string | undefined]>([
  ["awaiting_approval", "This report waits for a decision.", undefined, undefined],
  ["approved", "This report has been approved already.", "U01ADMIN", "approved"],
  ["sending", "This report has been approved already and is going out.", "U01ADMIN", "approved"],
  ["sent", "This report has been approved and sent already.", "U01ADMIN", "approved"],
  [
    "partly_sent",
    "This report has been approved and sent already, in part.",
    "U01ADMIN",
    "approved",
  ],
  ["failed", "This report was approved already, but could not be sent.", "U01ADMIN", "approved"],
  ["rejected", "This report has been rejected already.", "U01ADMIN", "rejected"],
  ["voided", "This report was withdrawn before anybody decided.", undefined, undefined],
  [
    "expired",
    "This report has expired. It was not sent; ask for a fresh preview.",
    undefined,
    undefined,
  ],
  ["recalled", "This report was recalled before it was sent.", "U01ADMIN", "recalled"],
])("says what became of a report that is %s, and who decided", (state, words, who, decision) => {
  const error = alreadyDecided(dispatchIn(state));
  expect(error.message).toBe(words);
  expect([error.decidedBy, error.decision]).toEqual([who, decision]);
});

it("names whoever decided last", () => {
  const dispatch = dispatchIn("recalled", { approval: by("U1"), recall: by("U2") });
  expect(alreadyDecided(dispatch).decidedBy).toBe("U2");
});

it("says what took its place, and no other reason", () => {
  const replaced = dispatchIn("voided", { voidedBecause: "Replaced: it was edited." });
  expect(alreadyDecided(replaced).message).toBe(
    "This report was withdrawn before anybody decided. Replaced: it was edited.",
  );
  const withdrawn = dispatchIn("voided", { voidedBecause: "Not Replaced." });
  expect(alreadyDecided(withdrawn).message).toBe(
    "This report was withdrawn before anybody decided.",
  );
  const approved = dispatchIn("approved", { voidedBecause: "Replaced: it was edited." });
  expect(alreadyDecided(approved).message).toBe("This report has been approved already.");
});
