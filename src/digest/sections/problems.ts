import type { Delivery } from "../../dispatch/delivery.ts";
import { DIGEST_TYPE } from "../../dispatch/digest-type.ts";
import { type Dispatch, roundOf } from "../../dispatch/dispatch.ts";
import { isOpenWork, isSettled } from "../../dispatch/state.ts";
import { PROBLEM_KINDS, type Problem, type ProblemKind } from "../digest.ts";
import { type DigestEntry, isWithin, nameOf, type Span } from "./names.ts";
import { endOf } from "./sent.ts";

/** What can be done about each kind of problem. */
const ADVICE: Readonly<Record<Exclude<ProblemKind, "parked">, string>> = {
  failed: "Mend the reason, then press Retry failed.",
  uncertain: "Find out whether it arrived, then press Decide.",
  bounced: "Correct the address, then lift it in the list of suppressions.",
  complained: "They get no report any more. Ask them before an admin lifts it.",
};

/** The digest's own mail has no preview, and the next one follows anyway. */
const ADVICE_ON_DIGEST = "Mend the reason; the next digest goes there as usual.";

const ADVICE_WHILE_IT_GOES_OUT = "It can be decided once the other mails have gone out.";

const KIND_OF: Readonly<Partial<Record<Delivery["state"], keyof typeof ADVICE>>> = {
  failed: "failed",
  uncertain: "uncertain",
  bounced: "bounced",
  complained: "complained",
};

/**
 * What went wrong: in the span, or, as far as nobody knows how it ended or it still waits, at any time. The worst
 * first.
 */
export function problemsOf(entries: readonly DigestEntry[], span: Span): readonly Problem[] {
  const all = entries.flatMap((entry) => [...parkedOf(entry), ...deliveryProblems(entry, span)]);
  const rank = ({ kind }: Problem) => PROBLEM_KINDS.indexOf(kind);
  return all.toSorted((one, other) => rank(one) - rank(other));
}

function parkedOf({ dispatch }: DigestEntry): readonly Problem[] {
  const { parked } = dispatch;
  if (parked === undefined || !isOpenWork(dispatch.state)) return [];
  const advice = "Nothing is lost: what is left goes out by itself.";
  return [{ ...nameOf(dispatch), kind: "parked", who: [], reason: parked.reason, advice }];
}

/** One problem for each kind and reason, naming everybody it concerns. */
function deliveryProblems({ dispatch, deliveries }: DigestEntry, span: Span): readonly Problem[] {
  const found = new Map<string, Problem & { readonly who: string[] }>();
  for (const delivery of deliveries) {
    const { state, reason = "No reason was given.", name } = delivery;
    const kind = KIND_OF[state];
    if (kind === undefined || !isNews(dispatch, delivery, span)) continue;
    const key = `${kind} ${reason}`;
    const problem = found.get(key) ?? {
      ...nameOf(dispatch),
      ...{ kind, reason, advice: adviceOn(dispatch, kind), who: [] },
      ...(canBeDecided(dispatch, kind) && { round: roundOf(dispatch) }),
    };
    problem.who.push(name);
    found.set(key, problem);
  }
  return [...found.values()];
}

/** By when it became known, which may be days after the mail was sent. What nobody knows the end of is never old. */
function isNews(dispatch: Dispatch, { state, settledAt }: Delivery, span: Span): boolean {
  if (state === "uncertain" || !isSettled(dispatch.state)) return true;
  return isWithin(settledAt ?? endOf(dispatch), span);
}

function adviceOn({ reportType, state }: Dispatch, kind: keyof typeof ADVICE): string {
  if (kind !== "failed" && kind !== "uncertain") return ADVICE[kind];
  if (reportType === DIGEST_TYPE) return ADVICE_ON_DIGEST;
  return isSettled(state) ? ADVICE[kind] : ADVICE_WHILE_IT_GOES_OUT;
}

/** Nobody decides about mails of a report that is still going out, or about a digest of a day that is over. */
function canBeDecided({ reportType, state }: Dispatch, kind: ProblemKind): boolean {
  const isOfMails = kind === "failed" || kind === "uncertain";
  return isOfMails && reportType !== DIGEST_TYPE && isSettled(state);
}
