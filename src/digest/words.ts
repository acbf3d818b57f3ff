/** Words that Slack and the mail share. */
import type { DeliveryFigures, ProblemKind } from "./digest.ts";

/** `4 delivered, 1 bounced` */
export function figureWords(figures: DeliveryFigures): string {
  const words = [
    [figures.delivered, "delivered"],
    [figures.accepted, "accepted by SES"],
    [figures.bounced, "bounced"],
    [figures.inDoubt, "uncertain"],
    [figures.failed, "not sent"],
    [figures.pending, "to be sent"],
  ] as const;
  const some = words.filter(([count]) => count > 0);
  return some.map(([count, what]) => `${count} ${what}`).join(", ") || "nothing is on record";
}

/** What happened, up to the names of those it concerns. */
export const PROBLEM_WORDS: Readonly<Record<ProblemKind, string>> = {
  failed: "not sent to",
  uncertain: "perhaps sent to",
  bounced: "not delivered to",
  complained: "reported as spam by",
  parked: "waits",
};

/** `1 day late` */
export function lateWords(days: number): string {
  return days === 1 ? "1 day late" : `${days} days late`;
}
