import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haltLength, isHalted } from "../../../src/store/halts.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse("2026-10-31T12:00:00.000Z");

type Halt = Parameters<typeof haltLength>[0];

/** The halt that follows on a refusal, as the budget keeps it. */
function haltAt(now: number, last: Halt, because: "quota" | "paused" = "paused") {
  const length = haltLength(last, because, now);
  return { halted_until: now + length, halted_because: because, halted_ms: length };
}

/** The lengths of halts, each so long after the end of the one before, in minutes. */
function lengthsAfter(pauses: readonly number[], because: "quota" | "paused" = "paused") {
  let last: Halt = {};
  return pauses.map((pause) => {
    last = haltAt((last.halted_until ?? START) + pause * MINUTE, last, because);
    return (last.halted_ms ?? 0) / MINUTE;
  });
}

describe("halts that follow one another", () => {
  it.each([
    ["grow to an hour", [0, 0, 1, 0, 5, 59, 0], "paused", [5, 10, 20, 40, 60, 60, 60]],
    ["begin anew after an hour without a refusal", [0, 1, 1, 60, 1], "paused", [5, 10, 20, 5, 10]],
    ["do not grow for want of quota", [0, 0, 0, 0], "quota", [5, 5, 5, 5]],
  ] as const)("%s", (_, pauses, because, lengths) => {
    expect(lengthsAfter(pauses, because)).toEqual(lengths);
  });

  it("for another reason begin anew", () => {
    const first = haltAt(START, haltAt(START - 5 * MINUTE, {}));
    expect(first.halted_ms).toBe(10 * MINUTE);
    expect(haltAt(first.halted_until, first, "quota").halted_ms).toBe(5 * MINUTE);
  });

  it("of a budget from before halts grew count as short ones", () => {
    const before = { halted_until: START, halted_because: "paused" as const };
    expect(haltLength(before, "paused", START)).toBe(10 * MINUTE);
  });

  it("leave at most five attempts and two an hour, whenever somebody tries", () => {
    const tries = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(tries, (pauses) => {
        let [now, halts, last]: [number, number, Halt] = [START, 0, {}];
        for (const pause of pauses) {
          now += pause * MINUTE;
          if (isHalted(last, now)) continue;
          last = haltAt(now, last);
          halts += 1;
          expect(last.halted_ms).toBeGreaterThanOrEqual(5 * MINUTE);
          expect(last.halted_ms).toBeLessThanOrEqual(HOUR);
        }
        expect(halts).toBeLessThanOrEqual(5 + (2 * (now - START)) / HOUR);
      }),
    );
  });
});
