import { describe, expect, it } from "vitest";
import { assertMay, may, roleOf } from "../../../src/dispatch/rights.ts";
import { NotAllowedError } from "../../../src/errors.ts";
import type { Settings } from "../../../src/portfolio/portfolio.ts";

const settings: Settings = {
  name: "P",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  roles: { admin: ["UADM"], approver: ["UAPP"], requester: ["UREQ"], viewer: ["UVIEW"] },
  channels: { reports: "C1" },
  people: {},
  audiences: {},
};

const at = (userId: string, teamId = "T1") => ({ userId, teamId });

describe("rights", () => {
  it.each([
    ["UADM", true, true, true],
    ["UAPP", true, true, true],
    ["UREQ", true, true, false],
    ["UVIEW", true, false, false],
    ["UNOBODY", false, false, false],
    ["", false, false, false],
  ])("%s may view %s, request %s, approve %s", (user, view, request, approve) => {
    expect(may(settings, "T1", at(user), "view")).toBe(view);
    expect(may(settings, "T1", at(user), "request")).toBe(request);
    expect(may(settings, "T1", at(user), "approve")).toBe(approve);
  });

  it("gives an id from another workspace nothing, whatever it is called there", () => {
    expect(may(settings, "T1", at("UADM", "T2"), "view")).toBe(false);
    expect(may(settings, "T1", at("UADM", ""), "view")).toBe(false);
    expect(() => assertMay(settings, "T1", at("UADM", "T2"), "view")).toThrow(/other workspaces/);
  });

  it("says which role is missing and where to add it", () => {
    const refusal = () => assertMay(settings, "T1", at("UREQ"), "approve");
    expect(refusal).toThrow(NotAllowedError);
    expect(refusal).toThrow("You may not approve or reject reports.");
    try {
      refusal();
    } catch (error) {
      expect(error).toMatchObject({
        hint: expect.stringMatching(/UREQ.*"approver".*settings\.yml/),
      });
    }
  });

  it("takes the highest role of somebody who has several", () => {
    const both = { ...settings, roles: { ...settings.roles, admin: ["UREQ"] } };
    expect(roleOf(both, "UREQ")).toBe("admin");
  });
});
