/** When something happens again and again, as people say it. In which time zone is said beside it. */

export const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Monday to Friday. */
export const WORKDAYS: readonly Weekday[] = WEEKDAYS.slice(1, 6);

/** `15:05`, from 00:00 to 23:59. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

export const ORDINALS = ["first", "second", "third", "fourth", "last"] as const;
type Ordinal = (typeof ORDINALS)[number];

/** A day of a month or quarter. A number that a month is too short for is its last day. */
export type DayOf = number | "last" | `${Ordinal} ${Weekday | "business"}`;

export type Recurrence =
  /** On these days of every week, in the order of the week. */
  | { readonly kind: "weekly"; readonly days: readonly Weekday[]; readonly at: TimeOfDay }
  /**
   * Once in every month, or in every quarter of the fiscal year: of a quarter the last of something is in its last
   * month, everything else in its first.
   */
  | {
      readonly kind: "monthly";
      readonly of: "month" | "quarter";
      readonly day: DayOf;
      readonly at: TimeOfDay;
    }
  /** Monday to Friday, without the holidays of the settings. */
  | { readonly kind: "business days"; readonly at: TimeOfDay }
  /** Five fields, with single blanks between them. */
  | { readonly kind: "cron"; readonly expression: string };
