import { z } from "zod";
import {
  DISPATCH_STATES,
  type Dispatch,
  type Forecast,
  type MailFacts,
  REOPENING_KINDS,
  type ReportSummary,
  type ScheduledRun,
  SKIP_REASONS,
} from "../dispatch/dispatch.ts";
import { ENVELOPE_MODES } from "../portfolio/portfolio.ts";
import { choicesItem, fromChoicesItem, toChoicesItem } from "./choices-item.ts";
import { headKey, type Key } from "./keys.ts";
import { fromPolicyItem, policyItem, toPolicyItem } from "./policy-item.ts";

/** The head of a dispatch as it stands in the table: snake_case, absent rather than null. */

const decision = z.object({
  by: z.string(),
  at: z.string(),
  reason: z.string().exactOptional(),
  hash: z.string().exactOptional(),
});

const summary = z.object({
  title: z.string(),
  headline: z.string(),
  figures: z.array(
    z.object({
      label: z.string(),
      value: z.string(),
      note: z.string().exactOptional(),
      meaning: z.enum(["good", "bad", "neutral"]),
    }),
  ),
  period: z.string(),
  basis: z.string(),
  chart: z
    .object({
      message: z.string(),
      title: z.string(),
      values: z.array(z.object({ label: z.string(), value: z.string() })),
    })
    .exactOptional(),
});

const picture = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("file"), id: z.string() }),
  z.object({ kind: z.literal("link"), url: z.string() }),
]);

const mailFacts = z.object({
  bytes: z.number(),
  attachments: z.array(z.object({ name: z.string(), bytes: z.number() })),
  left_out: z.array(z.string()),
  envelope: z.enum(ENVELOPE_MODES),
});

const skipped = z.object({
  name: z.string(),
  reason: z.enum(SKIP_REASONS),
  since: z.string(),
  instead: z.string().exactOptional(),
});

const parking = z.object({
  because: z.enum(["quota", "paused", "sender"]),
  reason: z.string(),
  until: z.string().exactOptional(),
});

const forecast = z.object({
  recipients: z.number(),
  left_today: z.number().exactOptional(),
  seconds: z.number(),
  notes: z.array(z.string()),
  problem: z.string().exactOptional(),
});

const reopening = z.object({
  kind: z.enum(REOPENING_KINDS),
  by: z.string(),
  at: z.string(),
  deliveries: z.array(z.string()),
});

const scheduledItem = z.object({
  schedule_id: z.string(),
  due: z.string(),
  late: z.boolean().exactOptional(),
});

type ScheduledItem = z.infer<typeof scheduledItem>;

const headItem = z.object({
  task_id: z.string(),
  report_type: z.string(),
  state: z.enum(DISPATCH_STATES),
  requested_by: z.object({ user_id: z.string(), team_id: z.string() }),
  generated_at: z.string(),
  summary,
  choices: choicesItem,
  mail: mailFacts,
  recipient_names: z.array(z.string()),
  skipped: z.array(skipped),
  has_audit_copy: z.boolean(),
  artifact_hash: z.string(),
  sources: z.array(z.object({ file: z.string(), sha256: z.string() })).exactOptional(),
  retention: z
    .object({ mail: z.number(), addresses: z.number(), record: z.number() })
    .exactOptional(),
  summary_channel: z.string(),
  scheduled: scheduledItem.exactOptional(),
  replaces: z.string().exactOptional(),
  origin: z.string().exactOptional(),
  preview: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  picture: picture.exactOptional(),
  policy: policyItem.exactOptional(),
  approval_expires_at: z.string().exactOptional(),
  reminded_at: z.string().exactOptional(),
  escalated_at: z.string().exactOptional(),
  approvals: z.array(decision).exactOptional(),
  lapsed: z.array(z.string()).exactOptional(),
  held_until: z.string().exactOptional(),
  recall: decision.exactOptional(),
  changes: z.array(z.string()).exactOptional(),
  approval: decision.exactOptional(),
  rejection: decision.exactOptional(),
  forecast: forecast.exactOptional(),
  parked: parking.exactOptional(),
  voided_because: z.string().exactOptional(),
  voided_at: z.string().exactOptional(),
  announced_at: z.string().exactOptional(),
  reopenings: z.array(reopening).exactOptional(),
  summary_message: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
});
export type HeadItem = z.infer<typeof headItem>;

export function toHeadItem(dispatch: Dispatch): HeadItem & Key {
  const key = headKey(dispatch.id);
  if (key === undefined) throw new TypeError(`${dispatch.id} is not a ULID`);
  return {
    ...key,
    report_type: dispatch.reportType,
    state: dispatch.state,
    requested_by: { user_id: dispatch.requestedBy.userId, team_id: dispatch.requestedBy.teamId },
    generated_at: dispatch.generatedAt,
    summary: toSummaryItem(dispatch.summary),
    choices: toChoicesItem(dispatch.choices),
    mail: toMailItem(dispatch.mail),
    recipient_names: [...dispatch.recipientNames],
    skipped: [...dispatch.skipped],
    has_audit_copy: dispatch.hasAuditCopy,
    artifact_hash: dispatch.artifactHash,
    ...(dispatch.sources && { sources: [...dispatch.sources] }),
    ...(dispatch.retention && { retention: dispatch.retention }),
    summary_channel: dispatch.summaryChannel,
    ...(dispatch.scheduled && { scheduled: toScheduledItem(dispatch.scheduled) }),
    ...(dispatch.replaces && { replaces: dispatch.replaces }),
    ...(dispatch.origin && { origin: dispatch.origin }),
    ...(dispatch.policy && { policy: toPolicyItem(dispatch.policy) }),
    ...(dispatch.approvalExpiresAt && { approval_expires_at: dispatch.approvalExpiresAt }),
    ...(dispatch.forecast && { forecast: toForecastItem(dispatch.forecast) }),
  };
}

export function fromHeadItem(item: unknown): Dispatch {
  const it = headItem.parse(item);
  return {
    id: it.task_id,
    reportType: it.report_type,
    state: it.state,
    requestedBy: { userId: it.requested_by.user_id, teamId: it.requested_by.team_id },
    generatedAt: it.generated_at,
    summary: it.summary,
    choices: fromChoicesItem(it.choices),
    mail: fromMailItem(it.mail),
    recipientNames: it.recipient_names,
    skipped: it.skipped,
    hasAuditCopy: it.has_audit_copy,
    artifactHash: it.artifact_hash,
    ...(it.sources && { sources: it.sources }),
    ...(it.retention && { retention: it.retention }),
    summaryChannel: it.summary_channel,
    ...(it.scheduled && { scheduled: fromScheduledItem(it.scheduled) }),
    ...(it.replaces && { replaces: it.replaces }),
    ...(it.origin && { origin: it.origin }),
    ...(it.preview && { preview: it.preview }),
    ...(it.picture && { picture: it.picture }),
    ...(it.policy && { policy: fromPolicyItem(it.policy) }),
    ...(it.approval_expires_at && { approvalExpiresAt: it.approval_expires_at }),
    ...(it.reminded_at && { remindedAt: it.reminded_at }),
    ...(it.escalated_at && { escalatedAt: it.escalated_at }),
    ...(it.approvals && { approvals: it.approvals }),
    ...(it.lapsed && { lapsed: it.lapsed }),
    ...(it.held_until && { heldUntil: it.held_until }),
    ...(it.recall && { recall: it.recall }),
    ...(it.changes && { changes: it.changes }),
    ...(it.approval && { approval: it.approval }),
    ...(it.rejection && { rejection: it.rejection }),
    ...(it.forecast && { forecast: fromForecastItem(it.forecast) }),
    ...(it.parked && { parked: it.parked }),
    ...(it.voided_because && { voidedBecause: it.voided_because }),
    ...(it.voided_at && { voidedAt: it.voided_at }),
    ...(it.announced_at && { announcedAt: it.announced_at }),
    ...(it.summary_message && { summaryMessage: it.summary_message }),
    ...(it.reopenings && { reopenings: it.reopenings }),
  };
}

function toScheduledItem({ scheduleId, dueAt, late }: ScheduledRun): ScheduledItem {
  return { schedule_id: scheduleId, due: dueAt, ...(late !== undefined && { late }) };
}

function fromScheduledItem({ schedule_id: scheduleId, due, late }: ScheduledItem): ScheduledRun {
  return { scheduleId, dueAt: due, ...(late !== undefined && { late }) };
}

function toSummaryItem({ figures, chart, ...rest }: ReportSummary): HeadItem["summary"] {
  const values = chart && { chart: { ...chart, values: [...chart.values] } };
  return { ...rest, figures: [...figures], ...values };
}

function toMailItem({ leftOut, attachments, ...rest }: MailFacts): HeadItem["mail"] {
  return { ...rest, attachments: [...attachments], left_out: [...leftOut] };
}

function fromMailItem({ left_out: leftOut, ...rest }: HeadItem["mail"]): MailFacts {
  return { ...rest, leftOut };
}

function toForecastItem({ leftToday, notes, ...rest }: Forecast): z.infer<typeof forecast> {
  return { ...rest, notes: [...notes], ...(leftToday !== undefined && { left_today: leftToday }) };
}

function fromForecastItem({ left_today: leftToday, ...rest }: z.infer<typeof forecast>): Forecast {
  return { ...rest, ...(leftToday !== undefined && { leftToday }) };
}
