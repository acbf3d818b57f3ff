import { AlreadyDecidedError } from "../errors.ts";
import type { Dispatch } from "./dispatch.ts";

/** What was decided before, as an error. The surface that shows it adds who it was. */
export function alreadyDecided(dispatch: Dispatch): AlreadyDecidedError {
  const { recall, approval, rejection, preview } = dispatch;
  const decidedBy = (recall ?? approval ?? rejection)?.by;
  const words = [DECIDED[dispatch.state], replacedBecause(dispatch)].join(" ").trim();
  if (decidedBy === undefined) return new AlreadyDecidedError(words);
  const decision = recall ? "recalled" : approval ? "approved" : "rejected";
  return new AlreadyDecidedError(words, { decidedBy, decision, preview });
}

/** Somebody else has put another draft in its place, and says why. */
function replacedBecause({ state, voidedBecause = "" }: Dispatch): string {
  return state === "voided" && voidedBecause.startsWith("Replaced") ? voidedBecause : "";
}

const DECIDED: Readonly<Record<Dispatch["state"], string>> = {
  awaiting_approval: "This report waits for a decision.",
  approved: "This report has been approved already.",
  sending: "This report has been approved already and is going out.",
  sent: "This report has been approved and sent already.",
  partly_sent: "This report has been approved and sent already, in part.",
  failed: "This report was approved already, but could not be sent.",
  rejected: "This report has been rejected already.",
  voided: "This report was withdrawn before anybody decided.",
  expired: "This report has expired. It was not sent; ask for a fresh preview.",
  recalled: "This report was recalled before it was sent.",
};
