import { describe, expect, it } from "vitest";
import type { Envelope } from "../../../src/dispatch/artifact.ts";
import type { Suppression } from "../../../src/dispatch/feedback-ports.ts";
import {
  findLeftOut,
  type SkipDependencies,
  withoutSkipped,
} from "../../../src/dispatch/skipped.ts";
import { NoAudienceError } from "../../../src/errors.ts";
import type { Settings } from "../../../src/portfolio/portfolio.ts";

/** Who gets a report when some may not: a, b and c are in the audience, d and e are not. */
const person = (id: string, alternate?: string) => ({
  id,
  name: `Role ${id}`,
  email: `${id}@example.com`,
  ...(alternate !== undefined && { alternate }),
});
const settingsWith = (alternates: Readonly<Record<string, string>>): Settings => ({
  name: "P",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  roles: { admin: [], approver: [], requester: [], viewer: [] },
  channels: { reports: "C1" },
  people: Object.fromEntries(
    ["a", "b", "c", "d", "e"].map((id) => [id, person(id, alternates[id])]),
  ),
  audiences: { cto: { to: ["a", "b", "c"] } },
});
const envelope: Envelope = {
  from: "reports@example.com",
  mode: "private",
  recipients: ["a", "b", "c"].map((id) => ({ name: `Role ${id}`, email: `${id}@example.com` })),
  auditCopy: { name: "Audit copy", email: "audit@example.com" },
};
const SINCE = "2026-10-30T08:00:00.000Z";

/** The edge: a record in which these have unsubscribed and these have bounced. */
function record(unsubscribed: readonly string[], bounced: readonly string[]): SkipDependencies {
  const suppression = (recipientHash: string): Suppression => ({
    recipientHash,
    reason: "bounced",
    since: SINCE,
    dispatchId: "d",
  });
  const nothing = async () => undefined;
  const no = async () => false;
  return {
    hashAddress: (email) => email.split("@")[0] ?? "",
    unsubscriptions: {
      endedAt: async (them) =>
        them.map((it) => (unsubscribed.includes(it.recipientHash) ? SINCE : undefined)),
      end: nothing,
      resume: nothing,
    },
    suppressions: {
      find: async (them) =>
        them.map(({ recipientHash: hash, formerHash }) =>
          [hash, formerHash].some((it) => it !== undefined && bounced.includes(it))
            ? suppression(hash)
            : undefined,
        ),
      list: async () => [],
      add: no,
      lift: no,
    },
  };
}

async function decide(
  out: { readonly unsubscribed?: string[]; readonly bounced?: string[] },
  alternates: Readonly<Record<string, string>> = {},
) {
  const deps = record(out.unsubscribed ?? [], out.bounced ?? []);
  const decided = await withoutSkipped(envelope, "cto", settingsWith(alternates), deps);
  return {
    to: decided.envelope.recipients.map(({ email }) => email[0]).join(""),
    skipped: decided.skipped.map(({ name, reason, instead }) =>
      [
        name.replace("Role ", ""),
        reason,
        ...(instead ? [instead.replace("Role ", "")] : []),
      ].join(),
    ),
    audit: decided.envelope.auditCopy?.name,
  };
}

describe("withoutSkipped", () => {
  it("leaves everybody in whom nothing keeps out", async () => {
    expect(await decide({})).toEqual({ to: "abc", skipped: [], audit: "Audit copy" });
  });

  it("says who is left out, and why", async () => {
    const { to, skipped } = await decide({ unsubscribed: ["a"], bounced: ["a", "c"] });
    expect({ to, skipped }).toEqual({ to: "b", skipped: ["a,unsubscribed", "c,bounced"] });
  });

  it("puts the alternate in the place, whatever the reason", async () => {
    const both = { a: "d", c: "e" };
    expect(await decide({ unsubscribed: ["a"], bounced: ["c"] }, both)).toMatchObject({
      to: "dbe",
      skipped: ["a,unsubscribed,d", "c,bounced,e"],
    });
  });

  it("finds the alternate of somebody who was chosen though not in the audience", async () => {
    const chosen = { ...envelope, recipients: [{ name: "Role d", email: "d@example.com" }] };
    const settings = settingsWith({ d: "e" });
    const deps = record([], ["d"]);
    const decided = await withoutSkipped(chosen, "cto", settings, deps, ["d"]);
    expect(decided.envelope.recipients.map(({ name }) => name)).toEqual(["Role e"]);
  });

  it("gives nobody the report twice", async () => {
    expect(await decide({ bounced: ["a"] }, { a: "b" })).toMatchObject({ to: "bc" });
    expect(await decide({ bounced: ["a", "b"] }, { a: "d", b: "d" })).toMatchObject({
      to: "dc",
      skipped: ["a,bounced,d", "b,bounced"],
    });
  });

  it("asks of an alternate what it asks of everybody, and follows no further", async () => {
    const chain = { a: "d", d: "e" };
    expect(await decide({ bounced: ["a", "d"] }, chain)).toMatchObject({ to: "bc" });
    expect(await decide({ bounced: ["a"], unsubscribed: ["d"] }, chain)).toMatchObject({
      to: "bc",
    });
    expect(await decide({ bounced: ["a", "b"] }, { a: "b", b: "a" })).toMatchObject({ to: "c" });
  });

  it("leaves out the audit copy too, visibly", async () => {
    expect(await decide({ bounced: ["audit"] })).toEqual({
      to: "abc",
      skipped: ["Audit copy,bounced"],
      audit: undefined,
    });
  });

  it("sends nothing to nobody, and says why there is nobody", async () => {
    const all = ["a", "b", "c"];
    await expect(decide({ unsubscribed: all })).rejects.toThrow(/Everybody .* has unsubscribed/);
    await expect(decide({ bounced: all })).rejects.toThrow(NoAudienceError);
    await expect(decide({ bounced: all })).rejects.toThrow(/bounced or was reported as spam/);
    expect(await decide({ bounced: all }, { b: "e" })).toMatchObject({ to: "e" });
  });

  it("does not miss a copy for the record where none is kept", async () => {
    const { auditCopy: _, ...bare } = envelope;
    const decided = await withoutSkipped(bare, "cto", settingsWith({}), record([], ["a"]));
    expect(decided.envelope).toStrictEqual({ ...bare, recipients: bare.recipients.slice(1) });
    expect(decided.skipped).toStrictEqual([{ name: "Role a", reason: "bounced", since: SINCE }]);
  });

  it("asks under the key before, too, as long as that is known", async () => {
    const deps = record([], ["old a"]);
    const { hashAddress } = deps;
    const former = (email: string) => `old ${hashAddress(email)}`;
    const rotated = { ...deps, hashAddress: Object.assign(hashAddress.bind(null), { former }) };
    const leftOut = (given: SkipDependencies) => findLeftOut(envelope.recipients, "cto", given);
    expect(await leftOut(rotated)).toStrictEqual([{ name: "Role a", reason: "bounced" }]);
    expect(await leftOut(deps)).toEqual([]);
  });

  it("has nobody stand in for somebody whom the settings do not know any more", async () => {
    const left = { ...envelope, recipients: [{ name: "Left", email: "x@example.com" }] };
    const two = { ...left, recipients: [...left.recipients, ...envelope.recipients] };
    const decided = await withoutSkipped(two, "cto", settingsWith({ a: "d" }), record([], ["x"]));
    expect(decided.skipped.map(({ instead }) => instead)).toEqual([undefined]);
  });

  it("says what to do where nobody is left", async () => {
    const all = ["a", "b", "c"];
    const add = 'Add people under "audiences: cto" in settings.yml';
    await expect(decide({ unsubscribed: all })).rejects.toMatchObject({ hint: `${add}.` });
    const lift = `${add}, or have an admin take an address off the list of suppressions.`;
    await expect(decide({ unsubscribed: ["a"], bounced: ["b", "c"] })).rejects.toMatchObject({
      message: expect.stringContaining("can get it"),
      hint: lift,
    });
  });
});
