/** The single values of the operator's files. Each says what it expects in words that complete a sentence. */
import { z } from "zod";
import type { IsoDate } from "../portfolio.ts";

/**
 * A value that `parse` understands.
 *
 * @param expected Completes "…, expected ", e.g. `a date such as 2026-10-31`.
 * @param parse Returns undefined for what it does not understand.
 */
export function scalar<Output>(expected: string, parse: (input: unknown) => Output | undefined) {
  // What is expected is also what an editor shows while one types (see json-schema.ts).
  const input = z.unknown().meta({ description: `Expected: ${expected}.` });
  return input.transform((value, context): Output => {
    const output = parse(value);
    if (output !== undefined) return output;
    // A number without quotes has lost how it is written: zeros in front and at the end, exponents.
    const isUnquoted = typeof value === "number" && parse(String(value)) !== undefined;
    const message = isUnquoted ? `${expected} in quotes` : expected;
    context.issues.push({ code: "custom", input: value, message, params: { expected } });
    return z.NEVER;
  });
}

const matching = (pattern: RegExp) => (input: unknown) =>
  typeof input === "string" && pattern.test(input) ? input : undefined;

/** Plain text on one line; line breaks of the file become spaces. */
export const text = scalar("text", (input) => {
  const line = typeof input === "string" ? input.replace(/\s+/g, " ").trim() : "";
  return line === "" || /\p{Cc}/u.test(line) ? undefined : line;
});

/** Names records within the files. */
export const id = scalar(
  "lower-case letters, digits and hyphens, such as open-endpoint",
  matching(/^[a-z][a-z0-9-]*$/),
);

export const isoDate = scalar("a date such as 2026-10-31", parseDate);

/** A day that exists: 2026-02-30 does not. */
export function parseDate(input: unknown): IsoDate | undefined {
  if (typeof input !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(input)) return undefined;
  const day = new Date(`${input}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== input
    ? undefined
    : input;
}

export const isoMonth = scalar("a month such as 2026-10", (input) =>
  typeof input === "string" && parseDate(`${input}-01`) ? input : undefined,
);

/** January is 1. */
export const monthOfYear = scalar("a month from 1 to 12, such as 7 for July", (input) =>
  typeof input === "number" && Number.isInteger(input) && input >= 1 && input <= 12
    ? input
    : undefined,
);

/** Hours of work, in quarters. */
export const hours = scalar("hours of work such as 6 or 0.5, in quarters of an hour", (input) =>
  typeof input === "number" && input >= 0 && Number.isSafeInteger(input * 4) ? input : undefined,
);

/** A number of things. */
export const count = scalar("a number of 0 or more", (input) =>
  typeof input === "number" && Number.isFinite(input) && input >= 0 ? input : undefined,
);

/** A number of things that come in one piece. */
export const whole = scalar("a whole number of 0 or more", (input) =>
  typeof input === "number" && Number.isSafeInteger(input) && input >= 0 ? input : undefined,
);

export const hoursOfDay = scalar("hours of a day, from 0 to 24", upTo(24));

export const daysOfMonth = scalar("days of a month, from 0 to 31", upTo(31));

export const flag = scalar("true or false", (input) =>
  typeof input === "boolean" ? input : undefined,
);

function upTo(most: number) {
  return (input: unknown) =>
    typeof input === "number" && input >= 0 && input <= most ? input : undefined;
}

/** A share of one. */
export const share = scalar("a share from 0 to 1, such as 0.62 for 62 %", (input) =>
  typeof input === "number" && input >= 0 && input <= 1 ? input : undefined,
);

/** The id of a person or of a user group in Slack. */
export const SLACK_PEOPLE = /^[UWS][A-Z0-9]{2,}$/;

export const email = scalar("an e-mail address such as cto@example.com", (input) =>
  typeof input === "string" && input.length <= 254 ? matching(z.regexes.email)(input) : undefined,
);

/** People in Slack: one of them, or a user group. */
export const slackPeople = scalar(
  "a Slack user id such as U01ADMIN, or the id of a user group such as S01FINANCE",
  matching(SLACK_PEOPLE),
);

/** One person: a group has no address of its own. */
export const slackUser = scalar("a Slack user id such as U01ADMIN", matching(/^[UW][A-Z0-9]{2,}$/));

export const slackChannel = scalar(
  "a Slack channel id such as C01REPORTS",
  matching(/^[CG][A-Z0-9]{2,}$/),
);

export const currency = scalar("an ISO 4217 currency code such as USD", (input) =>
  Intl.supportedValuesOf("currency").find((code) => code === input),
);

export const locale = scalar("a language tag such as en-US", (input) => {
  if (typeof input !== "string") return undefined;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(input)[0];
  } catch {
    return undefined;
  }
});

export const timeZone = scalar("an IANA time zone such as America/Los_Angeles", (input) => {
  const name = matching(/^[A-Za-z]/)(input);
  try {
    return (
      name && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone && name
    );
  } catch {
    return undefined;
  }
});
