import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../../src/dispatch/approval-policy.ts";
import type { Artifact } from "../../../src/dispatch/artifact.ts";
import { describeArtifactChanges, describePolicyChanges } from "../../../src/dispatch/changes.ts";
import type { Dispatch, SummaryFigure } from "../../../src/dispatch/dispatch.ts";
import { dispatchIn, mailFacts, summary } from "../commands/samples.ts";

const owner = { name: "Owner", email: "owner@example.com" };
const cto = { name: "Technology lead", email: "cto@example.com" };

const base: Artifact = {
  mail: { subject: "S", html: "h", text: "t", images: [], attachments: [] },
  envelope: { from: "reports@example.com", recipients: [owner, cto], mode: "private" },
};
const mail = (change: Partial<Artifact["mail"]>) => ({
  ...base,
  mail: { ...base.mail, ...change },
});
const envelope = (change: Partial<Artifact["envelope"]>) => ({
  ...base,
  envelope: { ...base.envelope, ...change },
});

const before = { dispatch: dispatchIn("awaiting_approval"), artifact: base };
const changes = (artifact: Artifact, dispatch: Partial<Dispatch> = {}) =>
  describeArtifactChanges(before, { dispatch: { ...before.dispatch, ...dispatch }, artifact });

const figures = (all: readonly SummaryFigure[]) => ({ summary: { ...summary, figures: all } });
const [open, cost] = summary.figures as readonly [SummaryFigure, SummaryFigure];

describe("what has changed since a preview", () => {
  it.each<[string, Artifact, Partial<Dispatch>, string[]]>([
    [
      "a figure",
      mail({ html: "x" }),
      figures([{ ...open, value: "7" }, cost]),
      ["Open vulnerabilities: 7; it was 6."],
    ],
    [
      "a figure that is gone, and a new one",
      mail({ html: "x" }),
      figures([cost, { label: "Uptime", value: "99 %", meaning: "good" }]),
      ["Open vulnerabilities is gone; it was 6.", "Uptime is new: 99 %."],
    ],
    [
      "the headline",
      mail({ text: "x" }),
      { summary: { ...summary, headline: "All is well." } },
      ['The headline is "All is well."'],
    ],
    ["the subject", mail({ subject: "T" }), {}, ['The subject is "T".']],
    [
      "attachments",
      mail({ html: "x" }),
      { mail: mailFacts({ attachments: [{ name: "a.pdf", bytes: 1 }] }) },
      ["Attachment added: a.pdf."],
    ],
    ["answers", mail({ replyTo: cto }), {}, ["Answers go to Technology lead."]],
    [
      "the period",
      mail({ html: "x" }),
      { summary: { ...summary, period: "November 2026" } },
      ["The period is November 2026; it was October 2026."],
    ],
    [
      "nothing but a table",
      mail({ html: "x" }),
      {},
      [
        "The mail's text, tables, charts or files are not the same, though no headline figure differs.",
      ],
    ],
    [
      "one who came, and another who left",
      envelope({ recipients: [owner, { name: "Lawyer", email: "law@example.com" }] }),
      {},
      ["Recipient added: Lawyer.", "Recipient removed: Technology lead."],
    ],
    [
      "one with another address, one who came, and nobody who left",
      envelope({
        recipients: [
          { ...owner, email: "new@example.com" },
          cto,
          { name: "Lawyer", email: "law@example.com" },
        ],
      }),
      {},
      ["Owner has another address.", "Recipient added: Lawyer."],
    ],
    ["nothing at all", base, {}, ["The stored mail is not the one that was shown."]],
    ["one who left", envelope({ recipients: [cto] }), {}, ["Recipient removed: Owner."]],
    [
      "another address",
      envelope({ recipients: [owner, { ...cto, email: "new@example.com" }] }),
      {},
      ["Technology lead has another address."],
    ],
    [
      "another name",
      envelope({ recipients: [owner, { ...cto, name: "CTO" }] }),
      {},
      ["Technology lead is called CTO."],
    ],
    [
      "the order",
      envelope({ recipients: [cto, owner] }),
      {},
      ["The recipients stand in another order."],
    ],
    ["the audit copy", envelope({ auditCopy: owner }), {}, ["The audit copy goes elsewhere."]],
    ["the sender", envelope({ from: "x@example.com" }), {}, ["The sender's address is another."]],
    [
      "one mail for all",
      envelope({ mode: "shared" }),
      {},
      ["Everybody gets the same mail and sees the others' addresses; it was a mail of their own."],
    ],
  ])("%s is said, without addresses", (_, artifact, dispatch, said) => {
    expect(changes(artifact, dispatch)).toEqual(said);
    expect(changes(artifact, dispatch).join()).not.toContain("@");
  });

  it("is told of answers and copies that go to another name, to another address, or nowhere", () => {
    const told = (was: Artifact, is: Artifact) =>
      describeArtifactChanges({ ...before, artifact: was }, { ...before, artifact: is });
    const to = (replyTo: typeof owner) => mail({ replyTo });
    expect(told(to(owner), base)).toEqual(["Answers go to the sender."]);
    expect(told(to(owner), to({ ...owner, name: "Boss" }))).toEqual(["Answers go to Boss."]);
    expect(told(to(owner), to({ ...owner, email: "x@example.com" }))).toEqual([
      "Answers go to Owner.",
    ]);
    const copy = (auditCopy: typeof owner) => envelope({ auditCopy });
    const elsewhere = ["The audit copy goes elsewhere."];
    expect(told(copy(owner), base)).toEqual(elsewhere);
    expect(told(copy(owner), copy({ ...owner, name: "Boss" }))).toEqual(elsewhere);
    expect(told(copy(owner), copy({ ...owner, email: "x@example.com" }))).toEqual(elsewhere);
  });

  it("is told of attachments by their names", () => {
    const files = (...names: string[]) => ({
      mail: mailFacts({ attachments: names.map((name) => ({ name, bytes: 1 })) }),
    });
    const was = { ...before, dispatch: { ...before.dispatch, ...files("a.pdf", "b.csv") } };
    const is = { dispatch: { ...before.dispatch, ...files("b.csv", "c.csv") }, artifact: base };
    expect(describeArtifactChanges(was, is)).toEqual([
      "Attachment added: c.csv.",
      "Attachment removed: a.pdf.",
    ]);
  });

  it("is told of the order where only some stand elsewhere", () => {
    const third = { name: "Lawyer", email: "law@example.com" };
    const was = { ...before, artifact: envelope({ recipients: [owner, cto, third] }) };
    const is = { ...before, artifact: envelope({ recipients: [owner, third, cto] }) };
    expect(describeArtifactChanges(was, is)).toEqual(["The recipients stand in another order."]);
  });

  it("is listed up to twelve changes", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: `R${n}`, email: `${n}@x.example` }));
    expect(changes(envelope({ recipients: [owner, cto, ...many(12)] }))).toHaveLength(12);
    expect(changes(envelope({ recipients: [owner, cto, ...many(13)] })).at(-1)).toBe(
      "And 1 more changes.",
    );
  });

  it("is told from the record where the stored mail cannot be read", () => {
    const now = { dispatch: { ...before.dispatch, recipientNames: ["Owner"] }, artifact: base };
    const without = { dispatch: before.dispatch, artifact: undefined };
    expect(describeArtifactChanges(without, now)).toEqual([
      "Recipient removed: Technology lead.",
      "Recipient removed: Web developer.",
    ]);
    expect(describeArtifactChanges(without, { ...now, dispatch: before.dispatch })).toHaveLength(1);
  });

  it("is counted where it is much", () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ name: `R${n}`, email: `${n}@x.example` }));
    const said = changes(envelope({ recipients: [owner, cto, ...many] }));
    expect(said).toHaveLength(13);
    expect(said.at(-1)).toBe("And 18 more changes.");
  });
});

describe("changed rules", () => {
  it.each([
    [{ approvers: ["admin", "U1"] }, "Who may approve is another: admin, U1."],
    [{ approvals: 2 }, "The approvals it takes: 2; it was 1."],
    [{ requesterMayApprove: false }, "Whoever asks for it may not approve it now."],
    [{ expiresAfterMs: 5_400_000 }, "It expires after 90 min; it was 24 h."],
    [{ holdMs: 600_000 }, "It can be recalled for 10 min after the approval; it was 0 min."],
  ])("%j are said", (change, said) => {
    expect(describePolicyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, ...change })).toEqual([said]);
  });

  it("do not matter where they only remind", () => {
    expect(describePolicyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, remindAfterMs: 1 })).toEqual(
      [],
    );
  });
});
