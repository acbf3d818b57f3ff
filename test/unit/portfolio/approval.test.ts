import { describe, expect, it } from "vitest";
import { policyOf } from "../../../src/dispatch/approval-policy.ts";
import { formatFault } from "../../../src/errors.ts";
import { entity, faultsOf, load, settings } from "./portfolio-files.ts";

const roles = "roles: { admin: [U01ADMIN], approver: [U02SECOND], requester: [U03ASKS] }\n";

/** The settings with rules for all reports, and for one. */
const withRules = (all: string, cto = "") => ({
  "settings.yml": `${settings}${cto === "" ? "" : `    approval: ${cto}\n`}${roles}${all === "" ? "" : `approval: ${all}\n`}`,
  "entities/one.yml": entity,
});

const HOUR = 3_600_000;

describe("rules of approval in settings.yml", () => {
  it("are the defaults where nothing is said", async () => {
    expect(policyOf((await load(withRules(""))).settings, "cto")).toEqual({
      approvers: ["approver"],
      approvals: 1,
      requesterMayApprove: true,
      expiresAfterMs: 24 * HOUR,
      remindAfterMs: 12 * HOUR,
      escalateAfterMs: 18 * HOUR,
      escalateTo: ["admin"],
      holdMs: 0,
    });
  });

  it("are inherited field by field", async () => {
    const all = "{ approvals: 2, expires_after: 2d, hold: 10m }";
    const cto = "{ approvers: [admin, U03ASKS], requester_may_approve: false, hold: 0m }";
    const portfolio = await load(withRules(all, cto));
    expect(policyOf(portfolio.settings, "cto")).toEqual({
      approvers: ["admin", "U03ASKS"],
      approvals: 2,
      requesterMayApprove: false,
      expiresAfterMs: 48 * HOUR,
      remindAfterMs: 24 * HOUR,
      escalateAfterMs: 36 * HOUR,
      escalateTo: ["admin"],
      holdMs: 0,
    });
    expect(policyOf(portfolio.settings, "ceo")).toMatchObject({ approvals: 2, holdMs: HOUR / 6 });
  });

  it.each([
    ["{ approvals: 3 }", "approval.approvals: is 3, expected 1 or 2"],
    [
      "{ expires_after: 24 }",
      "approval.expires_after: is 24, expected a duration from 1m to 30d, such as 24h: m for minutes, h for hours, d for days",
    ],
    [
      "{ expires_after: 31d }",
      'approval.expires_after: is "31d", expected a duration from 1m to 30d, such as 24h: m for minutes, h for hours, d for days',
    ],
    [
      "{ hold: ten minutes }",
      'approval.hold: is "ten minutes", expected a duration up to 30d, such as 10m or 4h: m for minutes, h for hours, d for days',
    ],
    [
      "{ approvers: [boss] }",
      'approval.approvers[0]: is "boss", expected a Slack user id such as U01ADMIN, a user group such as S01FINANCE, or one of admin, approver, requester, viewer',
    ],
    [
      "{ approvers: [U01ADMIM] }",
      'approval.approvers[0]: is "U01ADMIM", which is no known user id under "roles"; did you mean "U01ADMIN"?; a viewer is enough',
    ],
    [
      "{ approvers: [U01ADMIN, admin], approvals: 2 }",
      'approval.approvals: asks for 2 approvals, but 1 person may approve; add user ids to "approvers" here or to "roles"',
    ],
    [
      "{ approvers: [] }",
      'approval.approvers: asks for 1 approval, but 0 people may approve; add user ids to "approvers" here or to "roles"',
    ],
    [
      "{ remind_after: 24h }",
      "approval.remind_after: is not before the preview expires, expected less than expires_after (24h without it)",
    ],
    [
      "{ escalate_after: 25h }",
      "approval.escalate_after: is not before the preview expires, expected less than expires_after (24h without it)",
    ],
    [
      "{ escalate_to: [U01ADMIM] }",
      'approval.escalate_to[0]: is "U01ADMIM", which is no known user id under "roles"; did you mean "U01ADMIN"?; a viewer is enough',
    ],
    [
      "{ requester_may_approve: no }",
      'approval.requester_may_approve: is "no", expected true or false',
    ],
    ["{ aprovals: 2 }", 'approval.aprovals: is not a known field here; did you mean "approvals"?'],
  ])("%s is a fault with its place", async (rules, fault) => {
    const faults = (await faultsOf(withRules(rules))).map(formatFault);
    expect(faults.map((it) => it.replace(/^settings\.yml:\d+:\d+ /, ""))).toContain(fault);
    const own = (await faultsOf(withRules("", rules))).map(formatFault);
    expect(own.map((it) => it.replace(/^settings\.yml:\d+:\d+ /, ""))).toContain(
      `audiences.cto.${fault}`,
    );
  });

  describe("hold, against how long what is sent is kept", () => {
    const faultsWith = async (all: string, cto: string, retention: string) => {
      const files = withRules(all, cto);
      const kept = `${files["settings.yml"]}${retention}\n`;
      return (await faultsOf({ ...files, "settings.yml": kept })).map(formatFault);
    };
    const lines = settings.split("\n").length;
    const tooLong = "is longer than half the time for which";
    const outlive = "what is sent has to outlive the wait";

    it.each([
      [
        "{ hold: 10d }",
        "",
        "retention: { addresses: 7d }",
        [
          `settings.yml:${lines + 1}:19 approval.hold: ${tooLong} addresses are kept (7d, settings.yml:${lines + 2}), expected at most 84h; ${outlive}`,
        ],
      ],
      [
        "{ hold: 30d }",
        "",
        "",
        [
          `settings.yml:${lines + 1}:19 approval.hold: ${tooLong} addresses are kept (30d without "retention.addresses"), expected at most 15d; ${outlive}`,
        ],
      ],
      [
        "",
        "{ hold: 721m }",
        "retention: { mail: 1d, addresses: 2d }",
        [
          `settings.yml:${lines}:23 audiences.cto.approval.hold: ${tooLong} the mail is kept (1d, settings.yml:${lines + 2}), expected at most 12h; ${outlive}`,
        ],
      ],
      ["{ hold: 15d }", "{ hold: 15d }", "", []],
      ["{ hold: 12h }", "{ approvals: 1 }", "retention: { mail: 1d, addresses: 2d }", []],
      // Inherited, it is one fault where it stands; a shorter one of its own mends a report.
      ["{ hold: 16d }", "{ approvals: 1 }", "", [expect.stringContaining(" approval.hold: ")]],
      [
        "{ hold: 0m }",
        "{ hold: 16d }",
        "",
        [expect.stringContaining(" audiences.cto.approval.hold: ")],
      ],
    ])("%s, for one report %s, %s", async (all, cto, retention, faults) => {
      expect(await faultsWith(all, cto, retention)).toEqual(faults);
    });

    it("leaves to the schema what is no duration", async () => {
      const faults = await faultsWith("{ hold: 2 }", "", "retention: { mail: 1h }");
      expect(faults).toHaveLength(2);
      expect(faults.join()).not.toContain(tooLong);
    });
  });

  it("may name user groups, whose people only Slack can count", async () => {
    const files = {
      ...withRules("{ approvers: [S01BOARD, U09INGROUP], approvals: 2 }"),
      "settings.yml": `${settings}roles: { admin: [U01ADMIN], viewer: [S01BOARD] }\napproval: { approvers: [S01BOARD, U09INGROUP], approvals: 2 }\n`,
    };
    expect(policyOf((await load(files)).settings, "cto").approvers).toEqual([
      "S01BOARD",
      "U09INGROUP",
    ]);
  });

  it("do not name user groups that have no role", async () => {
    const faults = (await faultsOf(withRules("{ approvers: [S01BOARD] }"))).map(formatFault);
    expect(faults.join()).toContain('is "S01BOARD", which is no known user group under "roles"');
  });

  it("are checked as they are inherited", async () => {
    const faults = await faultsOf(withRules("{ approvals: 2 }", "{ approvers: [admin] }"));
    expect(faults.map(({ path }) => path)).toEqual(["audiences.cto.approval.approvers"]);
  });
});
