import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isTrouble,
  MAIL_EVENT_KINDS,
  type MailEventKind,
  standingOf,
} from "../../../src/dispatch/mail-event.ts";

/** What becomes of a mail of which all this is told, one event after the other. */
const stateAfter = (kinds: readonly MailEventKind[]) => {
  const standings = kinds.flatMap((kind) => standingOf(kind) ?? []);
  return standings.toSorted((one, other) => other.rank - one.rank)[0]?.state;
};

describe("what becomes of a mail", () => {
  it.each<readonly [string, readonly MailEventKind[], string]>([
    ["that was taken", ["send"], "accepted"],
    ["that is late", ["send", "delay"], "accepted"],
    ["that was taken and never sent", ["send", "reject"], "failed"],
    ["that could not be written", ["send", "rendering_failure"], "failed"],
    ["that was given up", ["send", "delay", "soft_bounce"], "bounced"],
    ["that arrived", ["send", "delay", "delivery"], "delivered"],
    ["that arrived at an answering machine", ["send", "delivery", "soft_bounce"], "delivered"],
    ["that only the first of several servers took", ["send", "delivery", "hard_bounce"], "bounced"],
    ["that nobody wanted", ["send", "delivery", "complaint"], "complained"],
    ["that somebody wanted after all", ["send", "delivery", "complaint", "not_spam"], "complained"],
  ])("%s does not depend on the order in which it is told", (_, kinds, state) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...kinds], { minLength: kinds.length }), (told) => {
        expect(stateAfter(told)).toBe(state);
      }),
    );
  });

  it("is not changed by a delay, or by who takes a complaint back", () => {
    expect(standingOf("delay")).toBeUndefined();
    expect(standingOf("not_spam")).toBeUndefined();
  });

  it("is never the same by two events that say different things", () => {
    const standings = MAIL_EVENT_KINDS.flatMap((kind) => standingOf(kind) ?? []);
    for (const { rank, state } of standings) {
      const equals = standings.filter((one) => one.rank === rank);
      expect(new Set(equals.map((one) => one.state))).toEqual(new Set([state]));
    }
  });
});

describe("trouble", () => {
  it("is whatever tells that a mail did not arrive, or was not wanted", () => {
    expect(MAIL_EVENT_KINDS.filter(isTrouble)).toEqual([
      "soft_bounce",
      "hard_bounce",
      "complaint",
      "reject",
      "rendering_failure",
    ]);
  });
});
