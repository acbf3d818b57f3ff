import type { Dispatch } from "../dispatch/dispatch.ts";
import type { StateChange } from "../dispatch/store-port.ts";
import type { Condition } from "./expressions.ts";

type Clauses = Required<Condition>;

/**
 * What has to hold for a change besides the state it starts from. Times decide, not the sweep, and not DynamoDB's
 * own expiry, which deletes late.
 *
 *     preview ─── approve, remind, escalate ───┤ expires ──── expire
 *     approved ─── recall ───┤ held until ──── send (and recall, as long as nobody has begun)
 *
 * @param now ISO 8601 in UTC; such times compare as text.
 */
export function furtherClauses(change: StateChange, now: string): Clauses {
  const all = [
    ...timeClauses(change),
    ...seenClauses(change),
    ...roundClauses(change.round),
    // Whoever shows it may be slow, and not dead.
    ...(change.unshown === true ? [only("attribute_not_exists(#preview)")] : []),
  ];
  const mentionsNow = all.some(({ clauses }) => clauses.some((clause) => clause.includes(":now")));
  return {
    clauses: all.flatMap(({ clauses }) => clauses),
    values: Object.assign({}, ...all.map(({ values }) => values), mentionsNow && { ":now": now }),
  };
}

function timeClauses({ to }: StateChange): readonly Clauses[] {
  switch (to) {
    case "approved":
    case "awaiting_approval":
      // An approval that arrives when the time is over, however late the sweep is, approves nothing.
      return [only("(attribute_not_exists(#approval_expires_at) OR #approval_expires_at > :now)")];
    case "expired":
      // A clock of another process that is ahead ends nothing before its time.
      return [only("#approval_expires_at <= :now")];
    case "sending":
      // Nothing leaves while it can still be recalled.
      return [only("(attribute_not_exists(#held_until) OR #held_until <= :now)")];
    default:
      return [];
  }
}

/** Nobody has taken it up again since it was read: an end that was reached before is not the end of what follows. */
export function roundClauses(round: number | undefined): readonly Clauses[] {
  if (round === undefined) return [];
  if (round === 0) return [only("attribute_not_exists(#reopenings)")];
  return [{ clauses: ["size(#reopenings) = :round"], values: { ":round": round } }];
}

function seenClauses({ seen, remindedAt, escalatedAt }: StateChange): readonly Clauses[] {
  if (seen === undefined) return [];
  return [
    // What is approved is what was compared and shown.
    { clauses: ["#artifact_hash = :hash"], values: { ":hash": seen.artifactHash } },
    // Nobody else has approved since: of two second approvals one is the second, and no approval is overwritten.
    sameApprovals(seen),
    // Of several sweeps one reminds, and one escalates.
    ...(remindedAt === undefined ? [] : [only("attribute_not_exists(#reminded_at)")]),
    ...(escalatedAt === undefined ? [] : [only("attribute_not_exists(#escalated_at)")]),
  ];
}

/** By their number and the last of them: where one has lapsed, another one may have made up the number again. */
function sameApprovals({ approvals = [] }: Dispatch): Clauses {
  const last = approvals.at(-1);
  if (last === undefined) return only("attribute_not_exists(#approvals)");
  const place = `#approvals[${approvals.length - 1}]`;
  return {
    clauses: ["size(#approvals) = :count", `${place}.#by = :last_by`, `${place}.#at = :last_at`],
    values: { ":count": approvals.length, ":last_by": last.by, ":last_at": last.at },
  };
}

function only(clause: string): Clauses {
  return { clauses: [clause], values: {} };
}
