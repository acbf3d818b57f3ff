import { describe, expect, it } from "vitest";
import type { People, Standing, Told } from "../../../src/dispatch/people.ts";
import {
  accessOf,
  assertMay,
  assertMember,
  may,
  readAccess,
} from "../../../src/dispatch/rights.ts";
import { peopleMeant, type Roster, readRoster, roleOf } from "../../../src/dispatch/roster.ts";
import { NotAllowedError } from "../../../src/errors.ts";
import type { Settings } from "../../../src/portfolio/portfolio.ts";

const settings: Settings = {
  name: "P",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  roles: {
    admin: ["UADM"],
    approver: ["UAPP", "SBOARD"],
    requester: ["UREQ"],
    viewer: ["UVIEW", "SALL"],
  },
  channels: { reports: "C1" },
  people: {},
  audiences: {},
};

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  SBOARD: ["UBOARD", "UREQ"],
  SALL: ["UBOARD", "UALL"],
};

const directory = (more: Partial<People> = {}): People => ({
  standingOf: async () => ({ value: "member" }),
  membersOf: async (group) => ({ value: GROUPS[group] ?? [] }),
  ...more,
});

const at = (userId: string, teamId = "T1") => ({ userId, teamId });
const deps = (people = directory()) => ({
  loadSettings: async () => settings,
  people,
  homeTeam: "T1",
});

const whole: Roster = { settings, members: GROUPS };
const member: Told<Standing> = { value: "member" };

describe("rights", () => {
  it.each([
    ["UADM", true, true, true, true],
    ["UAPP", true, true, true, false],
    ["UBOARD", true, true, true, false],
    ["UREQ", true, true, true, false],
    ["UVIEW", true, false, false, false],
    ["UALL", true, false, false, false],
    ["UNOBODY", false, false, false, false],
    ["SBOARD", false, false, false, false],
    ["", false, false, false, false],
  ])("%s may view %s, request %s, approve %s, lift %s", (user, ...rights) => {
    const access = accessOf(at(user), member, whole);
    const kinds = ["view", "request", "approve", "lift"] as const;
    expect(kinds.map((right) => may(access, right))).toEqual(rights);
  });

  it.each<Standing>(["guest", "stranger", "bot", "deactivated"])(
    "give nothing to an admin who is a %s",
    (standing) => {
      const access = accessOf(at("UADM"), { value: standing }, whole);
      expect(may(access, "view")).toBe(false);
      expect(() => assertMay(access, "view")).toThrow(/cannot use reports here/);
    },
  );

  it("give an id from another workspace nothing, whatever it is called there, without asking about it", async () => {
    const asked: string[] = [];
    const people = directory({
      standingOf: async (userId) => {
        asked.push(userId);
        return { value: "member" };
      },
    });
    for (const team of ["T2", ""]) {
      const access = await readAccess(deps(people), at("UADM", team));
      expect(may(access, "view")).toBe(false);
      expect(() => assertMay(access, "view")).toThrow(/other workspaces/);
      await expect(assertMember(deps(people), at("UADM", team))).rejects.toThrow(
        /other workspaces/,
      );
    }
    expect(asked).toEqual([]);
  });

  it("say which role is missing and where to add it", () => {
    const refusal = () => assertMay(accessOf(at("UVIEW"), member, whole), "approve");
    expect(refusal).toThrow(NotAllowedError);
    expect(refusal).toThrow("You may not approve or reject reports.");
    expect(refusal).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/UVIEW.*"approver".*settings\.yml/) }),
    );
  });

  it("are those of the highest role of somebody who has several", () => {
    const roles = { ...settings.roles, admin: ["SALL"] };
    const roster = { settings: { ...settings, roles }, members: GROUPS };
    expect(roleOf(roster, "UBOARD")).toBe("admin");
  });
});

describe("where the directory does not answer", () => {
  const why = "Slack did not answer. Try again in a minute.";

  it("about a group, those named by id keep their rights, and its members learn why they have none", async () => {
    const people = directory({
      membersOf: async (group) => (group === "SBOARD" ? { why } : { value: GROUPS[group] ?? [] }),
    });
    expect(may(await readAccess(deps(people), at("UAPP")), "approve")).toBe(true);
    const board = await readAccess(deps(people), at("UBOARD"));
    expect(may(board, "view")).toBe(true);
    expect(() => assertMay(board, "approve")).toThrow(
      expect.objectContaining({ message: expect.stringContaining("user group"), hint: why }),
    );
  });

  it("about a person, a role by id stands and a role by group does not", async () => {
    const people = directory({ standingOf: async () => ({ why }) });
    const access = async (userId: string) => await readAccess(deps(people), at(userId));
    expect(may(await access("UREQ"), "request")).toBe(true);
    expect(may(await access("UREQ"), "approve")).toBe(false);
    expect(may(await access("UBOARD"), "view")).toBe(false);
    expect(may(await access("UADM"), "lift")).toBe(true);
  });
});

describe("the roster", () => {
  it("asks about each group once, those of approval rules too", async () => {
    const asked: string[] = [];
    const people = directory({
      membersOf: async (group) => {
        asked.push(group);
        return { value: [] };
      },
    });
    const audiences = { cto: { to: [], approval: { approvers: ["SBOARD", "SCFO"] } } };
    await readRoster({ ...settings, audiences }, people);
    expect(asked.toSorted()).toEqual(["SALL", "SBOARD", "SCFO"]);
  });

  it("means people by id, group and role, each once, and nobody without a role", () => {
    const members = { ...GROUPS, SNEW: ["UNOBODY", "UALL"] };
    const meant = peopleMeant({ settings, members }, ["approver", "SBOARD", "SNEW", "UGONE"]);
    expect(meant).toEqual(["UADM", "UAPP", "UBOARD", "UREQ", "UALL"]);
  });
});
