import { z } from "zod";
import { UnknownRecurrenceError } from "../errors.ts";
import type { ScheduleRecord, UnreadableRecord } from "../schedule/ports.ts";
import type { Attributes } from "./expressions.ts";
import { fromScheduleItem } from "./schedule-items.ts";

type Found = { readonly record?: ScheduleRecord; readonly unreadable?: UnreadableRecord };

/**
 * Reads an item that another version may have written, or one that took what this one refuses.
 *
 * @returns undefined for one that was deleted, whatever it was.
 */
export function readScheduleItem(item: Attributes): Found | undefined {
  if (item["deleted_at"] !== undefined) return undefined;
  try {
    const record = fromScheduleItem(item);
    return record && { record };
  } catch (error) {
    return { unreadable: { ...tracesIn(item), why: describe(error), error } };
  }
}

/** What tells people which one it is. */
const traces = z.object({
  report_type: z.string().optional().catch(undefined),
  owner: z.object({ user_id: z.string(), team_id: z.string() }).optional().catch(undefined),
});

function tracesIn(
  item: Attributes,
): Pick<UnreadableRecord, "id" | "isMade" | "reportType" | "owner"> {
  const { report_type: reportType, owner } = traces.safeParse(item["made"]).data ?? {};
  return {
    id: String(item["task_id"]),
    isMade: item["made"] !== undefined,
    ...(reportType !== undefined && { reportType }),
    ...(owner && { owner: { userId: owner.user_id, teamId: owner.team_id } }),
  };
}

function describe(error: unknown): string {
  if (error instanceof UnknownRecurrenceError) return error.toSentence();
  return "It is on record in another form than this version reads.";
}
