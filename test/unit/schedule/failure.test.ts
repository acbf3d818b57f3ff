import { describe, expect, it } from "vitest";
import {
  NoAudienceError,
  NotAllowedError,
  StoreUnavailableError,
  UnknownPersonError,
} from "../../../src/errors.ts";
import { judgeFailure } from "../../../src/schedule/failure.ts";

/** What becomes of an attempt that failed. */
const NOW = new Date("2026-11-30T16:00:00.000Z");
const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);
const busy = new StoreUnavailableError("The table is busy.", { hint: "Wait." });

describe("an attempt that failed", () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 15],
    [50, 15],
  ])("for the %d. time is repeated after %d minutes", (attempts, minutes) => {
    const verdict = judgeFailure(busy, attempts, NOW, inMinutes(60));
    expect(verdict).toMatchObject({
      reason: "The table is busy. Wait.",
      retryAt: inMinutes(minutes).toISOString(),
    });
  });

  it.each([
    ["the last moment", 1, true],
    ["a moment too late", 1 - 1 / MINUTE, false],
    ["long over", -60, false],
  ])("is repeated up to the end of its time: %s", (_, untilMinutes, isRepeated) => {
    const verdict = judgeFailure(busy, 1, NOW, inMinutes(untilMinutes));
    expect(verdict.retryAt !== undefined).toBe(isRepeated);
    // Whoever owns it hears of the end, however few attempts there were.
    expect(verdict.tell).toBe(!isRepeated);
  });

  it.each([
    [1, false],
    [2, false],
    [3, true],
    [4, true],
  ])("is told from the third time on: %d", (attempts, isTold) => {
    expect(judgeFailure(busy, attempts, NOW, inMinutes(60)).tell).toBe(isTold);
  });

  it.each([
    new NotAllowedError("You may not ask for reports."),
    new NoAudienceError("Nobody gets it.", { hint: "Name somebody." }),
    new UnknownPersonError("Somebody is gone.", { hint: "Choose others." }),
  ])("is not repeated where only people can mend it: %o", (error) => {
    const verdict = judgeFailure(error, 1, NOW, inMinutes(60));
    expect(verdict).toEqual({ reason: error.toSentence(), tell: true });
  });

  it("is repeated where nobody knows why it failed", () => {
    expect(judgeFailure(new Error("bang"), 1, NOW, inMinutes(60)).retryAt).toBeDefined();
  });
});
