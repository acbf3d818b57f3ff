import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_CALLS, nextStep } from "../../../src/dispatch/retry-policy.ts";

describe("nextStep", () => {
  it.each(["throttled", "temporary"] as const)(
    "tries again after %s, a bounded number of times",
    (kind) => {
      expect(nextStep(kind, 1, 0.5)).toEqual({ do: "retry", afterMs: 500 });
      expect(nextStep(kind, 2, 0.5)).toEqual({ do: "retry", afterMs: 1000 });
      expect(nextStep(kind, MAX_CALLS - 1, 0).do).toBe("retry");
      expect(nextStep(kind, MAX_CALLS, 0)).toEqual({ do: "fail" });
    },
  );

  it("never tries again where the mail may have been taken", () => {
    expect(nextStep("unknown", 1, 0)).toEqual({ do: "doubt" });
  });

  it("gives up on permanent", () => {
    expect(nextStep("permanent", 1, 0)).toEqual({ do: "fail" });
  });

  it.each(["quota", "paused"] as const)("waits while nobody can send: %s", (kind) => {
    expect(nextStep(kind, MAX_CALLS, 0)).toEqual({ do: "park", because: kind });
  });

  it("waits between nothing and the cap", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_CALLS - 1 }), random, (calls, r) => {
        const step = nextStep("throttled", calls, r);
        expect(step.do === "retry" && step.afterMs >= 0 && step.afterMs <= 20_000).toBe(true);
      }),
    );
  });
});
