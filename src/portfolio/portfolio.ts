/** A calendar day, `YYYY-MM-DD`. */
export type IsoDate = string;

/** Where a fact stands in the operator's data, and the day it was true. */
export interface SourceRef {
  /** Relative to the portfolio's folder, e.g. `entities/jada.yml`. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly asOf: IsoDate;
}

/** What a person may do; each role includes the ones after it. */
export const ROLES = ["admin", "approver", "requester", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who receives reports. Named by role, never by person. */
export interface Person {
  /** Key under `people` in `settings.yml`. */
  readonly id: string;
  /** e.g. `Chief technology officer`. */
  readonly name: string;
  readonly email: string;
}

/** Who gets a report type. */
export interface Audience {
  /** Ids under `people`. */
  readonly to: readonly string[];
}

/** `settings.yml` */
export interface Settings {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Pins "today" of every report; without it the clock decides. */
  readonly reportingDate?: IsoDate;
  /** Slack user ids by role. */
  readonly roles: Readonly<Record<Role, readonly string[]>>;
  readonly channels: {
    /** Slack channel id where summaries are posted. */
    readonly reports: string;
  };
  readonly people: Readonly<Record<string, Person>>;
  /** By report type. */
  readonly audiences: Readonly<Record<string, Audience>>;
}
