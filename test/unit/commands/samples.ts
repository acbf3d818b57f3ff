import querystring from "node:querystring";
import fc from "fast-check";
import type { SlackMessage } from "../../../src/commands/messages/preview.ts";
import { DEFAULT_POLICY } from "../../../src/dispatch/approval-policy.ts";
import { DELIVERY_STATES, type Delivery } from "../../../src/dispatch/delivery.ts";
import {
  DISPATCH_STATES,
  type Dispatch,
  type DispatchState,
  type MailFacts,
  type PictureRef,
  type ReportSummary,
  type SkippedRecipient,
  type SummaryChart,
} from "../../../src/dispatch/dispatch.ts";
import { MOST_MAIL_BYTES } from "../../../src/dispatch/mail-size.ts";
import { readContent } from "../../support/fake-slack/content.ts";
import { LIMITS } from "../../support/fake-slack/limits.ts";
import { createWorkspace } from "../../support/fake-slack/workspace.ts";

/** A dispatch as the CTO report of the sample portfolio makes one. */
export function dispatchIn(state: DispatchState, change: Partial<Dispatch> = {}): Dispatch {
  return {
    id: "01KB0000000000000000000000",
    reportType: "cto",
    state,
    requestedBy: { userId: "U02MEMBER", teamId: "T01DEMO" },
    generatedAt: "2026-10-31T16:00:00.000Z",
    summary,
    choices: {},
    mail: mailFacts(),
    recipientNames: ["Owner", "Technology lead", "Web developer"],
    skipped: [],
    hasAuditCopy: true,
    artifactHash: "0".repeat(64),
    summaryChannel: "C01REPORTS",
    ...decisionFor(state),
    ...change,
  };
}

/** A mail that brings nothing along and fits everywhere. */
export function mailFacts(change: Partial<MailFacts> = {}): MailFacts {
  return { bytes: 30_000, attachments: [], leftOut: [], envelope: "private", ...change };
}

export const summary: ReportSummary = {
  title: "CTO report",
  headline: "6 vulnerabilities are open; R&D costs <$100.",
  period: "October 2026",
  basis: "Worked out for Oct 31, 2026, from 8 sources, the oldest as of Oct 12, 2026",
  figures: [
    { label: "Open vulnerabilities", value: "6", note: "3 critical", meaning: "bad" },
    { label: "AWS cost a month", value: "$50–84", meaning: "neutral" },
  ],
};

export const chart: SummaryChart = {
  message: "Burn rose from $7.2k in August to $8.1k in October.",
  title: "Harbor Portfolio · Burn in USD · Aug to Oct 2026",
  values: [
    { label: "Aug 2026", value: "7,200" },
    { label: "Oct 2026", value: "8,100" },
  ],
};

function decisionFor(state: DispatchState): Partial<Dispatch> {
  const decision = { by: "U01ADMIN", at: "2026-10-31T16:05:00.000Z" };
  switch (state) {
    case "awaiting_approval":
      return {};
    case "rejected":
      return { rejection: { ...decision, reason: "Costs are last month's <!channel>" } };
    case "voided":
      return { voidedBecause: "The preview could not be shown." };
    case "expired":
      return {};
    case "recalled":
      return { approval: decision, recall: decision };
    default:
      return { approval: decision };
  }
}

export function deliveryTo(name: string, change: Partial<Delivery> = {}): Delivery {
  return {
    dispatchId: "01KB0000000000000000000000",
    kind: "recipient",
    recipientHash: "1".repeat(64),
    name,
    recipients: 1,
    state: "accepted",
    retryCount: 0,
    fence: 1,
    ...change,
  };
}

const workspace = createWorkspace({
  botToken: "xoxb-test",
  signingSecret: "secret",
  teamId: "T01DEMO",
  scopes: [],
  channels: [],
  users: [],
});

/** A picture that Slack has, and one that it can fetch. */
export const FILE: PictureRef = { kind: "file", id: uploadedPicture() };
export const LINK: PictureRef = { kind: "link", url: "https://example.com/charts/a.png" };

function uploadedPicture(): string {
  const content = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");
  const file = { name: "chart.png", length: content.length, altText: "" };
  const { id } = workspace.files.announce(file);
  workspace.files.receive(id, content);
  workspace.files.complete(id, { title: "Chart" });
  workspace.files.process();
  return id;
}

const LONG = 10_000;

/** Text that is too long, too strange, or nothing at all. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom("😀", "&", "<", ">", "*", "\n", "\ud83d", "a"),
    maxLength: 60,
  }),
  fc.constantFrom(
    "",
    " ",
    "\n",
    "\ude00",
    "\u0000",
    "\u202e",
    "<!channel> <@U01ADMIN> <https://evil.example|click> *b* _i_ ~s~ `c`",
    "x".repeat(LONG),
    "&".repeat(LONG),
    "<".repeat(LONG),
    "\n".repeat(LONG),
    "\u202e".repeat(LONG),
    "\ud83d".repeat(LONG),
    "😀".repeat(LONG / 2),
    `a${"😀".repeat(LONG / 2)}`,
    "a line of a list of faults\n".repeat(400),
    "<@U01ADMIN>".repeat(1_000),
  ),
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const decision = fc.record({ by: hostileText, at: fc.constant("2026-10-31T16:05:00.000Z") });

const hostileChart: fc.Arbitrary<SummaryChart> = fc.record({
  message: hostileText,
  title: hostileText,
  values: fc.array(fc.record({ label: hostileText, value: hostileText }), { maxLength: 14 }),
});

const hostileMail: fc.Arbitrary<MailFacts> = fc.record({
  bytes: fc.constantFrom(0, 1, 30_000, MOST_MAIL_BYTES, MOST_MAIL_BYTES + 1, 9e15),
  attachments: fc.array(fc.record({ name: hostileText, bytes: fc.nat(20_000_000) }), {
    maxLength: 20,
  }),
  leftOut: fc.array(hostileText, { maxLength: 20 }),
  envelope: fc.constantFrom("private", "shared"),
});

const hostileSummary: fc.Arbitrary<ReportSummary> = fc
  .record({
    title: hostileText,
    headline: hostileText,
    period: hostileText,
    basis: hostileText,
    figures: fc.array(
      fc
        .record({ label: hostileText, value: hostileText, note: maybe(hostileText) })
        .map(({ label, value, note }) => ({
          label,
          value,
          meaning: "neutral" as const,
          ...(note !== undefined && { note }),
        })),
      { maxLength: 14 },
    ),
  })
  .chain((text) => maybe(hostileChart).map((chart) => ({ ...text, ...(chart && { chart }) })));

/** A dispatch in any state with its deliveries, as bad as data can make them. */
export const hostileEntry = fc
  .record({
    state: fc.constantFrom(...DISPATCH_STATES),
    summary: hostileSummary,
    names: fc.array(hostileText, { maxLength: 50 }),
    asker: hostileText,
    mail: hostileMail,
    picture: maybe(fc.constantFrom(FILE, LINK)),
    skipped: fc.array(hostileText, { maxLength: 20 }),
    decision,
    reason: hostileText,
    outcomes: fc.array(
      fc.record({ state: fc.constantFrom(...DELIVERY_STATES), reason: hostileText }),
      {
        minLength: 50,
        maxLength: 50,
      },
    ),
  })
  .map(({ state, summary, names, asker, mail, picture, skipped, decision, reason, outcomes }) => ({
    dispatch: dispatchIn(state, {
      summary,
      mail,
      ...(picture && { picture }),
      skipped: skipped.map(unsubscribed),
      choices: { note: reason, approvers: names, sendAt: "2026-11-02T08:00:00.000Z" },
      recipientNames: names,
      requestedBy: { userId: asker, teamId: "T01DEMO" },
      ...(state === "rejected" && { rejection: { ...decision, reason } }),
      ...(state === "voided" && { voidedBecause: reason, changes: [reason, reason] }),
      ...(state === "recalled" && { recall: decision }),
      ...(state === "approved" && { heldUntil: "2026-10-31T16:15:00.000Z" }),
      approvals: [decision, decision],
      policy: { ...DEFAULT_POLICY, approvals: 2, requesterMayApprove: false },
      approvalExpiresAt: "2026-11-01T16:00:00.000Z",
    }),
    deliveries: names.map((name, index) => deliveryTo(name, outcomes[index])),
  }));

export function unsubscribed(name: string): SkippedRecipient {
  return { name, reason: "unsubscribed", since: "2026-10-01T08:00:00.000Z" };
}

/** Everything at its largest at once: 50 people, each with a reason of their own, all of `unit`s. */
export function largestEntry(state: DispatchState, unit: string, picture?: PictureRef) {
  const long = unit.repeat(LONG / unit.length);
  const names = Array.from({ length: 50 }, (_, index) => `${index}${long}`);
  const figure = { label: long, value: long, note: long, meaning: "bad" as const };
  return {
    dispatch: dispatchIn(state, {
      summary: {
        title: long,
        headline: long,
        period: long,
        basis: long,
        figures: Array.from({ length: 14 }, () => figure),
        chart: {
          message: long,
          title: long,
          values: Array.from({ length: 14 }, () => ({ label: long, value: long })),
        },
      },
      mail: {
        bytes: 9e15,
        attachments: names.map((name) => ({ name, bytes: 9e14 })),
        leftOut: names,
        envelope: "shared" as const,
      },
      ...(picture && { picture }),
      skipped: names.map(unsubscribed),
      choices: { note: long, approvers: names, sendAt: "2026-11-02T08:00:00.000Z" },
      recipientNames: names,
      rejection: { by: "U01ADMIN", at: "", reason: long },
      voidedBecause: long,
      changes: names,
      approvals: [
        { by: long, at: "" },
        { by: long, at: "" },
      ],
      recall: { by: long, at: "" },
      heldUntil: "2026-10-31T16:15:00.000Z",
      policy: { ...DEFAULT_POLICY, approvals: 2, requesterMayApprove: false },
      approvalExpiresAt: "2026-11-01T16:00:00.000Z",
    }),
    deliveries: names.map((name) =>
      deliveryTo(name, { state: "failed", reason: `${name} ${long}` }),
    ),
  };
}

/**
 * Posts a message to nobody: throws what Slack would refuse it with, also as an update, and what the client
 * could not even send.
 */
export function assertSlackTakes(message: SlackMessage): void {
  // What is not JSON does not travel.
  readContent(workspace, JSON.parse(JSON.stringify(message)), LIMITS.updateText);
  querystring.stringify({ text: message.text });
  assertHarmless(message.blocks);
}

/** Whatever the data holds: no half characters, nothing that reorders text, no markup but our own. */
export function assertHarmless(blocks: unknown): void {
  for (const { type, text } of textObjects(blocks)) {
    if (/\p{Surrogate}/u.test(text)) throw new Error(`half a character in ${quote(text)}`);
    if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) throw new Error(`reordered: ${quote(text)}`);
    if (type !== "mrkdwn") continue;
    const own =
      /<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\}(?: at \{time\})?\|[A-Z][a-z]{2} \d{1,2}, \d{4}(?: at \d\d:\d\d UTC)?>/g;
    const foreign = text.replace(own, "").match(/[<>]/);
    if (foreign !== null) throw new Error(`markup from data in ${quote(text)}`);
    if (/&(?!amp;|lt;|gt;)/.test(text)) throw new Error(`half an entity in ${quote(text)}`);
  }
}

const quote = (text: string) => JSON.stringify(text.length > 300 ? text.slice(-300) : text);

/** Every text object in some blocks. */
export function textObjects(value: unknown): { readonly type: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textObjects);
  if (typeof value !== "object" || value === null) return [];
  if ("text" in value && typeof value.text === "string") {
    return [{ type: "type" in value ? String(value.type) : "", text: value.text }];
  }
  return Object.values(value).flatMap(textObjects);
}

/** All that some blocks say, as one string. */
export function said(blocks: unknown): string {
  return textObjects(blocks)
    .map(({ text }) => text)
    .join("\n");
}
