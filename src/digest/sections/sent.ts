import type { Delivery } from "../../dispatch/delivery.ts";
import { DIGEST_TYPE } from "../../dispatch/digest-type.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { isSettled } from "../../dispatch/state.ts";
import type { DeliveryFigures, SentReport } from "../digest.ts";
import { type DigestEntry, isWithin, nameOf, type Span } from "./names.ts";

/** Reports whose sending ended in the span, in that order. */
export function sentReports(entries: readonly DigestEntry[], span: Span): readonly SentReport[] {
  return entries
    .filter(({ dispatch }) => dispatch.reportType !== DIGEST_TYPE && isSettled(dispatch.state))
    .filter(({ dispatch }) => isWithin(endOf(dispatch), span))
    .toSorted((one, other) => (endOf(one.dispatch) < endOf(other.dispatch) ? -1 : 1))
    .map(({ dispatch, deliveries }) => ({
      ...nameOf(dispatch),
      state: dispatch.state,
      recipients: dispatch.recipientNames.length,
      figures: deliveryFigures(deliveries),
    }));
}

/** When its sending ended, as near as the head tells: people are told right after it. */
export function endOf({ announcedAt, heldUntil, approval, generatedAt }: Dispatch): string {
  return announcedAt ?? heldUntil ?? approval?.at ?? generatedAt;
}

/** People of the audience by what became of their mail. Whoever complains has got it. */
function deliveryFigures(deliveries: readonly Delivery[]): DeliveryFigures {
  const count = (...states: readonly Delivery["state"][]) =>
    deliveries
      .filter(({ kind, state }) => kind === "recipient" && states.includes(state))
      .reduce((sum, { recipients }) => sum + recipients, 0);
  return {
    delivered: count("delivered", "complained"),
    accepted: count("accepted"),
    bounced: count("bounced"),
    inDoubt: count("uncertain"),
    failed: count("failed"),
    pending: count("pending", "claimed"),
  };
}
