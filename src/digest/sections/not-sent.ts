import type { Dispatch } from "../../dispatch/dispatch.ts";
import { canBeMadeAfresh } from "../../dispatch/fresh-preview.ts";
import type { NotSent } from "../digest.ts";
import { givenUpAt, type Judgement, toldInsteadOf } from "./given-up.ts";
import { type DigestEntry, isWithin, nameOf, type Span } from "./names.ts";
import { type AbleToApprove, whoIsLeft } from "./waiting.ts";

/** Reports that somebody asked for and that did not go out, unless another one is told of in their place. */
export function abandonedReports(
  entries: readonly DigestEntry[],
  span: Span,
  judgement: Judgement,
  ableToApprove: AbleToApprove,
): readonly NotSent[] {
  const dispatches = entries.map(({ dispatch }) => dispatch);
  return dispatches
    .filter((it) => isWithin(givenUpAt(it, judgement.now), span))
    .filter((it) => toldInsteadOf(it, dispatches, { ...judgement, span }) === undefined)
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

function causeOf({ state, changes, voidedBecause }: Dispatch): string {
  if (state !== "voided") return "Nobody decided in time.";
  if (changes !== undefined) return "Its data, audience or rules changed after the preview.";
  return voidedBecause ?? "It was withdrawn.";
}
