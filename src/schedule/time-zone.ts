import { UnknownRecurrenceError } from "../errors.ts";
import { nearest } from "../nearest.ts";

/**
 * The time zone that somebody means, by its IANA name or by its city, in any case.
 *
 * @throws UnknownRecurrenceError that names the zone probably meant.
 * @example findTimeZone("los angeles") // "America/Los_Angeles"
 */
export function findTimeZone(typed: string): string {
  const name = typed.trim().slice(0, LONGEST).replaceAll(/\s+/gu, "_").toLowerCase();
  const all = Intl.supportedValuesOf("timeZone");
  const found = all.find((zone) => zone.toLowerCase() === name || cityOf(zone) === name);
  const zone = found ?? resolved(name);
  if (zone !== undefined) return zone;
  const meant = nearest(name, all.map(cityOf)) ?? nearest(name, all);
  const guess = meant === undefined ? "" : `Did you mean "${meant.replaceAll("_", " ")}"? `;
  throw new UnknownRecurrenceError(`"${typed.trim().slice(0, LONGEST)}" is not a time zone.`, {
    hint: `${guess}Say for example in Europe/Berlin, or in Los Angeles.`,
  });
}

const LONGEST = 60;

function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).toLowerCase();
}

/** Names that are known besides those that are listed, such as UTC. */
function resolved(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
