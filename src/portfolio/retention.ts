/** How long what is recorded is kept, in days. */
export interface Retention {
  /** The mail itself, from its draft on. */
  readonly mail: number;
  /** The addresses it went to, from the last decision or the end of sending on. */
  readonly addresses: number;
  /** Who asked, who decided, what came of each mail, from the draft on. */
  readonly record: number;
}

/** Where `settings.yml` says nothing. The record outlives a year by a month, for whoever audits that year. */
export const STANDARD_RETENTION: Retention = { mail: 90, addresses: 30, record: 400 };
