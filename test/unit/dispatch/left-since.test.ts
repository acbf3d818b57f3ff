import { describe, expect, it } from "vitest";
import type { Delivery } from "../../../src/dispatch/delivery.ts";
import type { Dispatch, SkipReason } from "../../../src/dispatch/dispatch.ts";
import { mayHaveLeft, whyKeptBack } from "../../../src/dispatch/left-since.ts";
import { plainArtifact, plainDraft } from "../../support/plain-draft.ts";
import { createTestClock } from "../../support/test-clock.ts";

/** Minutes after a preview at noon. */
const at = (minutes: number) => new Date(Date.UTC(2026, 9, 31, 12, minutes)).toISOString();
const by = (minutes: number) => ({ by: "U1", at: at(minutes) });

const isInDoubt = (own: Partial<Dispatch>, minutes: number) => {
  const draft = plainDraft(plainArtifact([]), { id: "d", generatedAt: at(0), ...own });
  return mayHaveLeft(draft, createTestClock(at(minutes)));
};

describe("whether somebody may have left", () => {
  const approval = { ...by(30), hash: "h" };
  const again = { ...by(90), kind: "retry", deliveries: [] } as const;

  it("is a matter of the time since the approval, which finds out", () => {
    expect(isInDoubt({ approval }, 30)).toBe(false);
    expect(isInDoubt({ approval }, 31)).toBe(false);
    expect(isInDoubt({ approval }, 32)).toBe(true);
  });

  it("is a matter of the time since it was taken up again, which finds out, too", () => {
    expect(isInDoubt({ approval, reopenings: [again] }, 91)).toBe(false);
    expect(isInDoubt({ approval, reopenings: [again] }, 92)).toBe(true);
  });

  it.each(["schedule#weekly", "digest"])("is not found out where %s approves", (unseen) => {
    const approval = { ...by(30), by: unseen };
    expect(isInDoubt({ approval }, 31)).toBe(true);
    expect(isInDoubt({ approval: { ...by(0), by: unseen } }, 1)).toBe(false);
  });

  it("is a matter of the time since the preview where nobody approves", () => {
    expect(isInDoubt({}, 1)).toBe(false);
    expect(isInDoubt({}, 2)).toBe(true);
  });
});

describe("why a mail does not go out", () => {
  const mailTo = (recipients: number): Delivery => ({
    ...{ dispatchId: "d", kind: "recipient", recipientHash: "x", name: "n", recipients },
    ...{ state: "pending", retryCount: 0, fence: 0 },
  });
  const left = (...reasons: SkipReason[]) =>
    reasons.map((reason, n) => ({ name: `Role ${n}`, reason }));

  it.each([
    ["unsubscribed", /^unsubscribed since the preview\.$/],
    ["bounced", /^mail to this address bounced since the preview\. See \/exec-report supp/],
    ["complained", /^a mail to this address was reported as spam since the preview\. See /],
  ] as const)("is said of one person: %s", (reason, words) => {
    expect(whyKeptBack({ delivery: mailTo(1), leftOut: left(reason) })).toMatch(words);
  });

  it("names those of a shared mail on whose account nobody gets it", () => {
    const leftOut = left("unsubscribed", "bounced", "complained");
    expect(whyKeptBack({ delivery: mailTo(9), leftOut })).toBe(
      "Role 0 unsubscribed, mail to Role 1 bounced, Role 2 reported a mail as spam since the preview, and all of them share one mail. Ask for the report again for the others.",
    );
  });

  it("counts those for whom there is no room", () => {
    const leftOut = left(...Array.from({ length: 50 }, () => "unsubscribed" as const));
    const words = whyKeptBack({ delivery: mailTo(50), leftOut });
    expect(words).toContain("Role 2 unsubscribed and 47 more have left since the preview");
    expect(words).not.toContain("Role 3");
  });
});
