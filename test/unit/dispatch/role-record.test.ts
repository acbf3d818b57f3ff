import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeBetween,
  isUnbroken,
  type RoleChange,
  type Roles,
} from "../../../src/dispatch/role-record.ts";
import { hashEvent, trailStart } from "../../../src/dispatch/trail.ts";
import { ROLES } from "../../../src/portfolio/portfolio.ts";

const ids = fc.uniqueArray(fc.constantFrom("U1", "U2", "U3", "S1", "S2"));
const roles: fc.Arbitrary<Roles> = fc.record({
  admin: ids,
  approver: ids,
  requester: ids,
  viewer: ids,
});

function chain(all: readonly Roles[]): readonly RoleChange[] {
  const changes: RoleChange[] = [];
  for (const now of all) changes.push(changeBetween(changes.at(-1), now, new Date(0)));
  return changes;
}

const grants = (of: Roles) => ROLES.flatMap((role) => of[role].map((id) => `${id} ${role}`));

describe("changes of roles", () => {
  it("lead from nobody to the roles of now, whatever happened in between", () => {
    fc.assert(
      fc.property(fc.array(roles, { minLength: 1 }), (all) => {
        const held = new Set<string>();
        for (const { gained, lost } of chain(all)) {
          for (const { id, role } of gained) {
            expect(held.has(`${id} ${role}`)).toBe(false);
            held.add(`${id} ${role}`);
          }
          for (const { id, role } of lost) expect(held.delete(`${id} ${role}`)).toBe(true);
        }
        const last = all.at(-1);
        expect([...held].toSorted()).toEqual(last && grants(last).toSorted());
      }),
    );
  });

  it("say whether roles were seen for the first time", () => {
    const none: Roles = { admin: [], approver: [], requester: [], viewer: [] };
    const changes = chain([none, { ...none, admin: ["U1"] }, none]);
    expect(changes.map(({ event }) => event)).toEqual(["first_seen", "changed", "changed"]);
  });

  it("are numbered without a gap, even where the hashes are made to fit", () => {
    const [first] = chain([{ admin: ["U1"], approver: [], requester: [], viewer: [] }]);
    if (first === undefined) throw new Error("no change");
    const moved = { ...first, seq: 2 };
    const start = trailStart("roles").hash;
    expect(isUnbroken([{ ...first, hash: hashEvent(start, first) }])).toBe(true);
    expect(isUnbroken([{ ...moved, hash: hashEvent(start, moved) }])).toBe(false);
  });

  it("are a chain: any that is left out, moved, changed or added is found", () => {
    fc.assert(
      fc.property(fc.array(roles, { minLength: 3, maxLength: 6 }), fc.nat(), (all, where) => {
        const changes = chain(all);
        expect(isUnbroken(changes)).toBe(true);
        const at = where % (changes.length - 1);
        const [one, next] = [changes[at], changes[at + 1]];
        if (one === undefined || next === undefined) throw new Error("out of range");
        expect(isUnbroken(changes.toSpliced(at, 1))).toBe(false);
        expect(isUnbroken(changes.toSpliced(at, 2, next, one))).toBe(false);
        expect(isUnbroken(changes.toSpliced(at, 0, one))).toBe(false);
        const changed = { ...one, gained: [...one.gained, { id: "U9", role: "admin" as const }] };
        expect(isUnbroken(changes.with(at, changed))).toBe(false);
      }),
    );
  });
});
