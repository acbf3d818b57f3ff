import { describe, expect, it } from "vitest";
import {
  canonicalJson,
  hashEvent,
  nextEvent,
  sealChains,
  sha256,
  type TrailEvent,
  trailStart,
} from "../../../src/dispatch/trail.ts";

const AT = "2026-10-31T12:00:00.000Z";

describe("the next event of a chain", () => {
  it("keeps what is known, and no detail without a value", () => {
    const start = trailStart("dispatch#1");
    const event = nextEvent(start, { event: "drafted", at: AT, by: "U1", reason: undefined });
    expect(event).toStrictEqual({
      ...{ event: "drafted", at: AT, by: "U1", seq: 1 },
      hash: hashEvent(start.hash, { event: "drafted", at: AT, by: "U1", seq: 1 }),
    });
  });
});

describe("JSON with exactly one spelling", () => {
  it.each<readonly [unknown, string]>([
    [
      { b: 1, a: [true, "x"], B: { d: null, c: undefined } },
      '{"B":{"d":null},"a":[true,"x"],"b":1}',
    ],
    // By UTF-16 code units, not by letters or code points.
    [{ "\u{1f600}": 1, "\ufb33": 2, é: 3, z: 4 }, '{"z":4,"é":3,"\u{1f600}":1,"\ufb33":2}'],
    [[undefined, null], "[null,null]"],
    [{}, "{}"],
    [null, "null"],
  ])("of %o is %s", (value, json) => {
    expect(canonicalJson(value)).toBe(json);
  });
});

describe("the seal of several chains", () => {
  const chainOf = (subject: string, events: number) => {
    const trail: TrailEvent[] = [];
    for (let seq = 1; seq <= events; seq += 1) {
      trail.push(nextEvent(trail.at(-1) ?? trailStart(subject), { event: `e${seq}`, at: AT }));
    }
    return { subject, trail };
  };
  const one = chainOf("d#1", 2);
  const other = chainOf("d#2", 3);

  it("is the hash of a line for each, in the order of subjects, whatever order they come in", () => {
    const lines = `d#1 ${one.trail[1]?.hash}\nd#2 ${other.trail[2]?.hash}\n`;
    const seal = { digest: sha256(lines), lengths: [2, 3] };
    expect(sealChains([one, other])).toEqual(seal);
    expect(sealChains([other, one])).toEqual(seal);
  });

  it("is of as many events as it says: chains grow afterwards", () => {
    const lines = `d#1 ${one.trail[0]?.hash}\nd#2 ${other.trail[2]?.hash}\n`;
    expect(sealChains([other, one], [1])).toEqual({ digest: sha256(lines), lengths: [1, 3] });
  });

  it("says of a chain that has fewer events that they are missing", () => {
    const lines = `d#1 missing\nd#2 ${other.trail[2]?.hash}\n`;
    expect(sealChains([one, other], [3]).digest).toBe(sha256(lines));
    expect(sealChains([chainOf("d#1", 0), other]).digest).toBe(sha256(lines));
  });
});
