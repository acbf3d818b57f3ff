/** Collects what is wrong with a payload, worded and pointed at the way Slack does. */
export interface Faults {
  /** `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]`, one per fault. */
  readonly messages: readonly string[];
  /** Adds a fault at a JSON pointer such as `/blocks/0/text`. */
  add(pointer: string, problem: string): void;
}

/** An empty collection. */
export function createFaults(): Faults {
  const messages: string[] = [];
  return {
    messages,
    add: (pointer, problem) => {
      messages.push(`[ERROR] ${problem} [json-pointer:${pointer}]`);
    },
  };
}
