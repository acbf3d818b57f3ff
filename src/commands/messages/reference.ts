import { type Dispatch, roundOf } from "../../dispatch/dispatch.ts";

/** What a button about the end of a dispatch refers to. */
export interface DispatchReference {
  readonly dispatchId: string;
  /** How often it had been taken up again when the button was shown: one of before decides nothing. */
  readonly round: number;
}

/** To a dispatch as it stands now. */
export function referTo(dispatch: Dispatch): string {
  return writeReference({ dispatchId: dispatch.id, round: roundOf(dispatch) });
}

export function writeReference({ dispatchId, round }: DispatchReference): string {
  return `${dispatchId}/${round}`;
}

/** Whatever is no number is no round that there ever was. */
export function readReference(value: string): DispatchReference {
  const [dispatchId = "", round = ""] = value.split("/");
  return { dispatchId, round: /^\d{1,6}$/.test(round) ? Number(round) : -1 };
}
