/** One line of the doctor's answer. */
export interface Finding {
  /** `warn` is worth knowing and stops nothing. */
  readonly verdict: "good" | "warn" | "bad";
  readonly subject: string;
  readonly text: string;
  /** What to do about it. */
  readonly mend?: string;
}

export function good(subject: string, text: string): Finding {
  return { verdict: "good", subject, text };
}

export function warn(subject: string, text: string, mend?: string): Finding {
  return { verdict: "warn", subject, text, ...(mend !== undefined && { mend }) };
}

export function bad(subject: string, text: string, mend?: string): Finding {
  return { verdict: "bad", subject, text, ...(mend !== undefined && { mend }) };
}

/** What an SDK says about a failure, in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.message || ("code" in error ? String(error.code) : error.name);
  return text.split("\n")[0] ?? text;
}
