/** Where "now" comes from. Everything that needs the time takes a clock, so that tests can hold it still. */
export interface Clock {
  /** The current instant. */
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
