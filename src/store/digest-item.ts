import { z } from "zod";
import { type Digest, PROBLEM_KINDS } from "../digest/digest.ts";
import type { PostedDigest } from "../digest/ports.ts";
import { DISPATCH_STATES } from "../dispatch/dispatch.ts";

/** More than this would come near what one item may hold; a digest that long stays as it was posted. */
const MOST_CHARACTERS = 120_000;

const dispatchName = { dispatchId: z.string(), name: z.string() };
const ids = z.array(z.string());
const meaning = z.enum(["good", "bad", "neutral"]);

const sent = z.object({
  ...dispatchName,
  state: z.enum(DISPATCH_STATES),
  recipients: z.number(),
  figures: z.object({
    delivered: z.number(),
    accepted: z.number(),
    bounced: z.number(),
    inDoubt: z.number(),
    failed: z.number(),
    pending: z.number(),
  }),
});

const waiting = z.object({
  ...dispatchName,
  headline: z.string(),
  since: z.string(),
  waited: z.string(),
  expiresAt: z.string().exactOptional(),
  on: ids,
  approvals: z.number(),
  needed: z.number(),
  recipients: z.number(),
  tooLarge: z.boolean(),
  channel: z.string().exactOptional(),
});

const problem = z.object({
  ...dispatchName,
  kind: z.enum(PROBLEM_KINDS),
  who: z.array(z.string()),
  reason: z.string(),
  advice: z.string(),
  round: z.number().exactOptional(),
});

const notSent = z.object({
  name: z.string(),
  cause: z.string(),
  on: ids,
  afresh: z.string().exactOptional(),
});

const moved = z.object({
  report: z.string(),
  label: z.string(),
  value: z.string(),
  before: z.string(),
  trend: z.enum(["up", "down", "same"]),
  words: z.string(),
  meaning,
});

const overdue = z.object({
  on: z.string(),
  newly: z.number(),
  items: z.array(
    z.object({
      title: z.string(),
      owner: z.string(),
      due: z.string(),
      days: z.number(),
      keepsOpen: z.string(),
    }),
  ),
});

const digest = z.object({
  day: z.string(),
  portfolio: z.string(),
  timeZone: z.string(),
  format: z.object({ locale: z.string(), currency: z.string() }),
  span: z.string(),
  quiet: z.boolean(),
  headline: z.string(),
  sent: z.array(sent),
  waiting: z.array(waiting),
  problems: z.array(problem),
  notSent: z.array(notSent),
  moved: z.array(moved),
  overdue,
  planned: z.array(z.object({ name: z.string(), at: z.string() })),
  notes: z.array(z.string()),
});

const content = z.object({
  posted_at: z.string(),
  digest,
  due_at: z.string().exactOptional(),
  misplaced: z.string().exactOptional(),
});

type Content = Omit<PostedDigest, "day" | "message">;

/** @returns undefined for more than an item should hold. */
export function toContentItem({ digest, postedAt, remarks }: Content): string | undefined {
  const { done: _, ...posted }: Digest = digest;
  const { dueAt: due_at, misplaced } = remarks;
  const text = JSON.stringify({ posted_at: postedAt, digest: posted, due_at, misplaced });
  return text.length > MOST_CHARACTERS ? undefined : text;
}

export function fromContentItem(text: string): Content {
  const it = content.parse(JSON.parse(text));
  return {
    digest: { ...it.digest, done: [] },
    postedAt: new Date(it.posted_at),
    remarks: {
      ...(it.due_at !== undefined && { dueAt: new Date(it.due_at) }),
      ...(it.misplaced !== undefined && { misplaced: it.misplaced }),
    },
  };
}
