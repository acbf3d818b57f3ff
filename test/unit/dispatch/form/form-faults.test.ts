import { describe, expect, it } from "vitest";
import type { FormBasis } from "../../../../src/dispatch/form/form.ts";
import { findFormFaults } from "../../../../src/dispatch/form/form-faults.ts";
import { type FormInput, OTHER_PERIOD } from "../../../../src/dispatch/form/form-input.ts";
import type { Settings } from "../../../../src/portfolio/portfolio.ts";
import { basis, basisOf, settings } from "./sample-basis.ts";

const DAY_MS = 24 * 60 * 60_000;
const RIGHT: FormInput = { report: "ceo", period: "2026-10", when: "approved" };

const faults = (change: Partial<FormInput>, from: FormBasis = basis()) =>
  findFormFaults(from, { ...RIGHT, ...change });

describe("what is wrong with a form", () => {
  it("is nothing where every answer holds", () => {
    expect(faults({})).toEqual([]);
  });

  it("is told of every question at once, in the order of the form", () => {
    const wrong = {
      ...{ period: "soon", audience: [], note: "x".repeat(1_001), when: "later" as const },
      approvers: ["U02MEMBER"],
    };
    const fields = faults(wrong).map(({ field }) => field);
    expect(fields).toEqual(["period", "audience", "note", "sendAt", "approvers"]);
  });
});

describe("a report that is not there any more", () => {
  it("is told at the report", () => {
    expect(faults({ report: "weather", audience: ["a"] })).toEqual([
      { field: "report", message: "This report is not there any more. Choose another one." },
    ]);
  });
});

describe("a period that is none", () => {
  it("is told where it was chosen", () => {
    expect(faults({ period: "2027-01" })).toEqual([
      {
        field: "period",
        message:
          "January 2027 has not begun yet. Reports are worked out for Oct 31, 2026; choose an earlier period.",
      },
    ]);
  });

  it("is told where it was typed, and counts only there", () => {
    const typed = (typedPeriod: string) => faults({ period: OTHER_PERIOD, typedPeriod });
    expect(typed("soon")).toEqual([
      {
        field: "typedPeriod",
        message: expect.stringMatching(/^"soon" is not a period\. There are: /),
      },
    ]);
    expect(typed("2025-q3")).toEqual([]);
    expect(faults({ typedPeriod: "soon" })).toEqual([]);
  });

  it("is an empty one where nothing was typed yet", () => {
    expect(faults({ period: OTHER_PERIOD })).toEqual([
      { field: "typedPeriod", message: expect.stringMatching(/^"" is not a period\./) },
    ]);
  });

  it("is no answer's fault where the program itself cannot go on", () => {
    const broken = { ...settings, locale: "no such locale" };
    expect(() => faults({}, basis(broken))).toThrow(RangeError);
  });
});

describe("people of whom a report cannot go to anybody", () => {
  const NOBODY = "Nobody is chosen. Choose at least one person.";

  it("are told at the audience, or at the others where there is none to ask about", () => {
    expect(faults({ audience: [] })).toEqual([{ field: "audience", message: NOBODY }]);
    expect(faults({ report: "cfo" })).toEqual([{ field: "others", message: NOBODY }]);
    expect(faults({ report: "cfo", others: ["d"] })).toEqual([]);
    expect(faults({ audience: [], others: ["d"] })).toEqual([]);
  });

  it("are those who left the settings, by their ids", () => {
    expect(faults({ audience: ["a", "coo"] })).toEqual([
      { field: "audience", message: "coo is not in the settings any more. Choose others." },
    ]);
    expect(faults({ audience: ["a"], others: ["coo", "d", "cio"] })).toEqual([
      { field: "audience", message: "coo, cio are not in the settings any more. Choose others." },
    ]);
  });

  it("are told also where a recipient of last resort stands by", () => {
    const from = { ...basis(), lastResort: "Boss" };
    expect(faults({ report: "cfo", others: ["coo"] }, from)).toEqual([
      { field: "others", message: "coo is not in the settings any more. Choose others." },
    ]);
  });
});

describe("a note", () => {
  it("is measured as it will be read: without the white space around it", () => {
    expect(faults({ note: `\n  ${"x".repeat(1_000)}  \n` })).toEqual([]);
  });

  it("that does not fit is told with its length", () => {
    expect(faults({ note: "x".repeat(1_001) })).toEqual([
      { field: "note", message: "The note has 1,001 characters; 1,000 fit. Shorten it." },
    ]);
  });
});

describe("a time to send at", () => {
  const from = basis();
  const ahead = (milliseconds: number, own: FormBasis = from) => {
    const sendAt = new Date(own.now.getTime() + milliseconds).toISOString();
    return faults({ when: "later", sendAt }, own);
  };
  const told = (message: string) => [{ field: "sendAt", message }];

  it("is missing", () => {
    expect(faults({ when: "later" })).toEqual(told("Choose a day and a time."));
  });

  it("is past from the very moment on", () => {
    const past = told("This time is in the past. Choose a later one.");
    expect(ahead(-1)).toEqual(past);
    expect(ahead(0)).toEqual(past);
    expect(ahead(1)).toEqual([]);
  });

  it("is none at all", () => {
    expect(faults({ when: "later", sendAt: "tomorrow" })).toHaveLength(1);
  });

  it("is too far ahead past the very last moment", () => {
    expect(ahead(14 * DAY_MS)).toEqual([]);
    expect(ahead(14 * DAY_MS + 1)).toEqual(
      told("A report can be sent at most 14 days ahead. Choose an earlier time."),
    );
  });

  it("is too far ahead sooner where less is kept", () => {
    const own = basis({ ...settings, retention: { mail: 6, addresses: 30, record: 400 } });
    expect(ahead(3 * DAY_MS, own)).toEqual([]);
    expect(ahead(3 * DAY_MS + 1, own)).toEqual(
      told("A report can be sent at most 3 days ahead. Choose an earlier time."),
    );
  });

  it("is told in days, however few", () => {
    const own = basis({ ...settings, retention: { mail: 2, addresses: 30, record: 400 } });
    expect(ahead(DAY_MS + 1, own)).toEqual(
      told("A report can be sent at most 1 day ahead. Choose an earlier time."),
    );
  });

  it.each(["approved", "schedule"] as const)("is not looked at where it goes out %s", (when) => {
    expect(faults({ when, sendAt: "2020-01-01T00:00:00Z" })).toEqual([]);
  });
});

describe("approvers", () => {
  const told = (message: string) => [{ field: "approvers", message }];
  const twoOf = (approver: readonly string[]): Settings => ({
    ...settings,
    approval: { approvals: 2 },
    roles: { ...settings.roles, approver },
  });

  it("are too few in the settings, whoever is chosen", () => {
    const tooFew = told(
      'It takes 2 to approve this report, but 1 can. Ask an admin to change "approval" or "roles" in settings.yml.',
    );
    const own = basis(twoOf([]));
    expect(faults({}, own)).toEqual(tooFew);
    expect(faults({ approvers: ["U01ADMIN"] }, own)).toEqual(tooFew);
  });

  it("are just enough in the settings", () => {
    expect(faults({}, basis(twoOf(["U04SECOND"])))).toEqual([]);
  });

  it("do not count whoever asks, where that person must not approve", () => {
    const own = { ...twoOf(["U04SECOND"]), approval: { approvals: 2, requesterMayApprove: false } };
    expect(faults({}, basis(own))).toEqual([]);
    expect(faults({}, basisOf("U04SECOND", own))).toHaveLength(1);
  });

  it("that were chosen may not approve it", () => {
    expect(faults({ approvers: ["U04SECOND", "U02MEMBER"] })).toEqual(
      told("1 of those you chose may not approve this report. Choose among those named below."),
    );
    expect(faults({ approvers: ["U09GONE", "U04SECOND", "U02MEMBER"] })).toEqual(
      told("2 of those you chose may not approve this report. Choose among those named below."),
    );
  });

  it("that were chosen are fewer than it takes", () => {
    const own = basis(twoOf(["U04SECOND", "U05THIRD"]));
    expect(faults({ approvers: ["U04SECOND"] }, own)).toEqual(
      told("It takes 2 to approve this report. Choose at least as many, or nobody."),
    );
    expect(faults({ approvers: ["U04SECOND", "U05THIRD"] }, own)).toEqual([]);
    expect(faults({ approvers: [] }, own)).toEqual([]);
  });
});
