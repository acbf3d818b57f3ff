import type { Dispatch } from "../../dispatch/dispatch.ts";
import { canBeMadeAfresh } from "../../dispatch/fresh-preview.ts";
import type { NotSent } from "../digest.ts";
import { type DigestEntry, isWithin, nameOf, type Span } from "./names.ts";
import { type AbleToApprove, whoIsLeft } from "./waiting.ts";

/** Reports that somebody asked for and that did not go out, unless a newer one took their place. */
export function abandonedReports(
  entries: readonly DigestEntry[],
  span: Span,
  now: Date,
  ableToApprove: AbleToApprove,
): readonly NotSent[] {
  const dispatches = entries.map(({ dispatch }) => dispatch);
  return dispatches
    .filter(
      (it) => isWithin(abandonedAt(it, now), span) && replacementOf(it, dispatches) === undefined,
    )
    .toSorted((one, other) => (one.generatedAt < other.generatedAt ? -1 : 1))
    .map((dispatch) => ({
      name: nameOf(dispatch).name,
      cause: causeOf(dispatch),
      on: dispatch.state === "voided" ? [] : whoIsLeft(dispatch, ableToApprove),
      // One that waited in vain has expired by the time somebody presses.
      ...((canBeMadeAfresh(dispatch) || dispatch.state === "awaiting_approval") && {
        afresh: dispatch.id,
      }),
    }));
}

/** When it was given up; undefined if it was not. That its time is over counts, whether or not the sweep was there. */
function abandonedAt(dispatch: Dispatch, now: Date): string | undefined {
  const { state, approvalExpiresAt, generatedAt } = dispatch;
  const over = approvalExpiresAt !== undefined && approvalExpiresAt <= now.toISOString();
  if (state === "expired" || (state === "awaiting_approval" && over)) return approvalExpiresAt;
  return state === "voided" ? generatedAt : undefined;
}

function causeOf({ state, changes, voidedBecause }: Dispatch): string {
  if (state !== "voided") return "Nobody decided in time.";
  if (changes !== undefined) return "Its data, audience or rules changed after the preview.";
  return voidedBecause ?? "It was withdrawn.";
}

/** Asked for again, with the same choices: what became of that one is told instead. */
export function replacementOf(old: Dispatch, all: readonly Dispatch[]): Dispatch | undefined {
  return all.find(
    ({ id, reportType, choices }) =>
      id > old.id &&
      reportType === old.reportType &&
      choices.period === old.choices.period &&
      choices.entity === old.choices.entity,
  );
}
