import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ceilingOf,
  freesAt,
  type HistoryPoint,
  withPoint,
} from "../../../src/store/quota-history.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse("2026-10-31T12:00:00.000Z");

/** What happens to a quota, one step after the other. */
const steps = fc.array(
  fc.record({
    /** Minutes since the step before. */
    pause: fc.integer({ min: 0, max: 600 }),
    wanted: fc.integer({ min: 0, max: 40 }),
    /** How late the service counts, in milliseconds. */
    lag: fc.integer({ min: 0, max: 119_999 }),
    others: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 60 },
);

describe("the count of what may be sent in a day", () => {
  it("never lets more through than the quota, however late the service counts and whoever else sends", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 10, max: 100 }), (sequence, perDay) => {
        const sent: { at: number; recipients: number }[] = [];
        let history: HistoryPoint[] = [];
        let granted = 0;
        let now = START;
        const within = (until: number) =>
          sent
            .filter(({ at }) => at <= until && at > now - DAY)
            .reduce((sum, { recipients }) => sum + recipients, 0);
        for (const { pause, wanted, lag, others } of sequence) {
          now += pause * MINUTE;
          // Others look at the same quota.
          if (within(now) + others <= perDay) sent.push({ at: now, recipients: others });
          const left = perDay - within(now - lag);
          const ceiling = ceilingOf(history, { readAt: now, left });
          history = withPoint(history, { at: now, granted });
          const recipients = Math.max(0, Math.min(wanted, ceiling - granted));
          granted += recipients;
          sent.push({ at: now + 1, recipients });
          now += 1;
          // What the others sent just now may not be counted yet: that is not for us to know.
          expect(within(now)).toBeLessThanOrEqual(perDay + 5 * 2);
        }
      }),
    );
  });

  it("lets everything through that is left, once nothing is under way", () => {
    const history = [
      { at: START, granted: 0 },
      { at: START + 10 * MINUTE, granted: 70 },
    ];
    const reading = { readAt: START + 13 * MINUTE, left: 30.9 };
    expect(ceilingOf(history, reading)).toBe(100);
    // A moment earlier some of the 70 may be under way still.
    expect(ceilingOf(history, { ...reading, readAt: reading.readAt - 1 })).toBe(30);
  });

  it("remembers a day in a few dozen points, and the newest settled one however old", () => {
    let history: HistoryPoint[] = [];
    for (let n = 0; n < 3 * 24 * 60; n += 1) {
      history = withPoint(history, { at: START + n * MINUTE, granted: n });
    }
    expect(history.length).toBeLessThan(35);
    const last = history.at(-1)?.at ?? 0;
    expect(withPoint(history, { at: last + 30 * DAY, granted: 1 })[0]?.at).toBe(last);
  });

  it("keeps of what is settled the first of each hour, for 25 hours, and all that may be under way", () => {
    const now = START + 40 * MINUTE;
    const at = [
      ["old", now - 25 * HOUR + 1],
      ["first of 11 o'clock", START - HOUR],
      ["second of 11 o'clock", START - 30 * MINUTE],
      ["first of 12 o'clock", START],
      ["second of 12 o'clock", START + 10 * MINUTE],
      ["newest that is settled", now - 3 * MINUTE],
      ["under way", now - 3 * MINUTE + 1],
      ["under way, too", now - MINUTE],
    ] as const;
    const history = at.map(([, time], granted) => ({ at: time, granted }));
    const kept = withPoint(history, { at: now, granted: 99 });
    expect(kept.map(({ granted }) => at[granted]?.[0] ?? "new")).toEqual([
      "old",
      "first of 11 o'clock",
      "first of 12 o'clock",
      "newest that is settled",
      "under way",
      "under way, too",
      "new",
    ]);
    const tooOld = [{ at: now - 25 * HOUR, granted: 0 }, ...history.slice(1)];
    expect(withPoint(tooOld, { at: now, granted: 99 })[0]).toEqual(history[1]);
  });

  it("forgets what a clock that was wrong said of the future, and counts a moment once", () => {
    const history = [START - MINUTE, START, START + HOUR].map((at, granted) => ({ at, granted }));
    expect(withPoint(history, { at: START, granted: 7 })).toEqual([
      { at: START - MINUTE, granted: 0 },
      { at: START, granted: 7 },
    ]);
  });
});

describe("the time at which the quota frees", () => {
  const history = [
    { at: START, granted: 0 },
    { at: START + HOUR, granted: 10 },
    { at: START + 2 * HOUR, granted: 50 },
  ];

  it("is a day after enough was sent, rounded up", () => {
    const now = START + 3 * HOUR;
    expect(freesAt(history, 10, now)).toBe(START + HOUR + DAY);
    expect(freesAt(history, 11, now)).toBe(START + 2 * HOUR + DAY);
    expect(freesAt([{ at: START + 1, granted: 1 }], 1, now)).toBe(START + DAY + 5 * MINUTE);
  });

  it("does not count what has freed already", () => {
    expect(freesAt(history, 1, START + HOUR + DAY)).toBe(START + 2 * HOUR + DAY);
  });

  it("is not known where others have used it up", () => {
    expect(freesAt(history, 51, START + 3 * HOUR)).toBeUndefined();
    expect(freesAt([], 1, START)).toBeUndefined();
  });
});
