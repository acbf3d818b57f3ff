export interface RunOptions {
  readonly seed: number;
  readonly kill: boolean;
  readonly faults: boolean;
  /** Presses of *Approve* at the same time, spread over all processes and both approvers. */
  readonly approvals: number;
}

/** What came of one dispatch. */
export interface RunResult {
  readonly seed: number;
  readonly violations: readonly string[];
  /** Where a process was killed, e.g. `mail SendRawEmail, carried_out`; absent if none was. */
  readonly killedAt?: string;
  /** Claims that stood at the kill: calls that were about to be made, under way, or not yet on record. */
  readonly inFlight: number;
  readonly taken: number;
  readonly accepted: number;
  readonly failed: number;
  readonly uncertain: number;
  /** How many of the uncertain mails had been taken. */
  readonly uncertainTaken: number;
  /** The most recipients of mails that were taken in any second. */
  readonly mostInASecond: number;
  /** Calls that ran into a fault. */
  readonly faults: number;
  /** Calls for a mail whose answer a living process did not wait for: the machine was too busy. */
  readonly givenUp: number;
}
