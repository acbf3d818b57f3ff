import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRoles } from "../../../src/commands/messages/roles.ts";
import { changeBetween, type RoleChange } from "../../../src/dispatch/role-record.ts";
import { ROLES } from "../../../src/portfolio/portfolio.ts";
import { checkBlocks, countText } from "../../support/fake-slack/blocks.ts";
import { createFaults } from "../../support/fake-slack/faults.ts";
import { LIMITS } from "../../support/fake-slack/limits.ts";

const id = fc.stringMatching(/^[US][A-Z0-9]{2,20}$/);
const ids = fc.uniqueArray(id, { maxLength: 60, size: "max" });
const roles = fc.record({ admin: ids, approver: ids, requester: ids, viewer: ids });

describe("the message about roles", () => {
  it("is one that Slack takes, however many people, groups and changes there are", () => {
    fc.assert(
      fc.property(fc.array(roles, { minLength: 1, maxLength: 8, size: "max" }), (all) => {
        const changes: RoleChange[] = [];
        for (const one of all) changes.push(changeBetween(changes.at(-1), one, new Date(0)));
        const now = all.at(-1);
        const message = buildRoles({
          roles: ROLES.map((role) => ({
            role,
            people: (now?.[role] ?? []).map((it) => ({ id: it, excluded: "stranger" as const })),
            groups: (now?.[role] ?? []).map((it) => ({ id: it })),
          })),
          changes,
          count: 100_000,
          isUnbroken: false,
        });
        const faults = createFaults();
        checkBlocks(faults, "/blocks", message.blocks, "message");
        expect(faults.messages).toEqual([]);
        expect(countText(message.blocks)).toBeLessThan(LIMITS.messageBlocksText);
      }),
      { numRuns: 50 },
    );
  });
});
