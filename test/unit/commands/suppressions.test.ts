import { describe, expect, it } from "vitest";
import {
  buildSuppressions,
  readLift,
  readPage,
} from "../../../src/commands/messages/suppressions.ts";
import type { ListedSuppression } from "../../../src/dispatch/suppression-list.ts";
import { assertSlackTakes, said } from "./samples.ts";

const entry = (n: number, names: readonly string[] = [`Role ${n}`]): ListedSuppression => ({
  recipientHash: `${n}`.padStart(64, "0"),
  reason: n % 2 === 0 ? "bounced" : "complained",
  since: "2026-10-30T08:00:00.000Z",
  dispatchId: "d",
  names,
});
const entries = (count: number) => Array.from({ length: count }, (_, n) => entry(n));
const show = (count: number, page: number, mayLift = true) =>
  said(buildSuppressions({ entries: entries(count), mayLift }, page).blocks).split("\n");

describe("the list of suppressions", () => {
  it("says who, why and since when, and who can be lifted by whom", () => {
    expect(show(2, 0)).toEqual([
      "2 addresses get no reports, because mail bounced or was reported as spam.",
      "Role 0: bounced <!date^1793347200^{date_short_pretty}|Oct 30, 2026>",
      "Lift",
      "Role 1: reported as spam <!date^1793347200^{date_short_pretty}|Oct 30, 2026>",
      "Lift",
    ]);
    expect(show(2, 0, false)).not.toContain("Lift");
    expect(show(0, 0)).toHaveLength(1);
  });

  it("names nobody whom the settings do not know, and all who share a mailbox", () => {
    const list = { entries: [entry(0, []), entry(1, ["Owner", "Captain"])], mayLift: false };
    expect(said(buildSuppressions(list, 0).blocks)).toMatch(
      /Somebody no longer in the settings: bounced.*\nOwner, Captain: reported as spam/,
    );
  });

  it("has pages of ten, and buttons to where there is more", () => {
    expect(show(10, 0)).not.toContain("Earlier");
    expect(show(11, 0)).toContain("Earlier");
    expect(show(11, 0)).not.toContain("Later");
    expect(show(11, 1)).toEqual([
      expect.stringMatching(/^11 addresses/),
      "Role 10: bounced <!date^1793347200^{date_short_pretty}|Oct 30, 2026>",
      "Lift",
      "Later",
    ]);
    expect(show(21, 1)).toEqual(expect.arrayContaining(["Earlier", "Later"]));
  });

  it("shows the last page where there is none any more", () => {
    expect(show(10, 7)).toEqual(show(10, 0));
    expect(show(0, 3)).toHaveLength(1);
  });

  it("is taken by Slack, whatever people are called", () => {
    const list = {
      entries: entries(300).map((it) => ({ ...it, names: ["<!here> *".repeat(300)] })),
    };
    for (const page of [0, 15, 29]) {
      assertSlackTakes(buildSuppressions({ ...list, mayLift: true }, page, "Lifted."));
    }
  });

  it("reads what its buttons refer to, and of anything else the first page", () => {
    expect(readLift(`${"a".repeat(64)}/3`)).toEqual({ recipientHash: "a".repeat(64), page: 3 });
    expect(readLift("x")).toEqual({ recipientHash: "x", page: 0 });
    expect(["2", "-1", "1e9", "", "99999999"].map(readPage)).toEqual([2, 0, 0, 0, 0]);
  });
});
