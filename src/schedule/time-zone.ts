import { UnknownRecurrenceError } from "../errors.ts";
import { nearest } from "../nearest.ts";

/**
 * The time zone that somebody means, by its IANA name or by its city, in any case. It keeps the name that was typed: a
 * machine may list Kolkata as Calcutta, and nobody there would know what is meant.
 *
 * @throws UnknownRecurrenceError that names the zone probably meant; also for an abbreviation other than UTC and GMT, as
 *   it does not say whose clock it is: by EST machines understand the clock of Panama, which knows no summer.
 * @example findTimeZone("los angeles") // "America/Los_Angeles"
 * @example findTimeZone("kyiv") // "Europe/Kyiv"
 */
export function findTimeZone(typed: string): string {
  const said = typed.trim().slice(0, LONGEST);
  const name = said.replaceAll(/\s+/gu, "_").toLowerCase();
  const all = Intl.supportedValuesOf("timeZone");
  const listed = all.find((zone) => zone.toLowerCase() === name || cityOf(zone) === name);
  const zone = listed ?? (NO_CITY.test(name) ? undefined : (ofArea(name) ?? resolved(name)));
  if (zone !== undefined) return zone;
  throw new UnknownRecurrenceError(`"${said}" is not a time zone.`, { hint: hintFor(name, all) });
}

const LONGEST = 60;

const ABBREVIATION = /^(?!utc$|gmt$)(?:[a-z]{1,3}|[a-z]{3}\d[a-z]{3})$/u;

/**
 * What stands where a city would and is none: abbreviations, regions of Australia, and Samoa, whose name the zone of
 * American Samoa has, a day behind the state of that name.
 */
const NO_CITY = new RegExp(`${ABBREVIATION.source}|^(?:north|south|west|samoa)$`, "u");

/** What IANA names of cities begin with. */
const AREAS = [
  ...["africa", "america", "antarctica", "arctic", "asia"],
  ...["atlantic", "australia", "europe", "indian", "pacific"],
];

function hintFor(name: string, all: readonly string[]): string {
  if (ABBREVIATION.test(name))
    return "An abbreviation does not say whose clock it is. Say for example in New York, or in Europe/Berlin.";
  const meant = nearest(name, all.map(cityOf)) ?? nearest(name, all);
  const guess = meant === undefined ? "" : `Did you mean "${meant.replaceAll("_", " ")}"? `;
  return `${guess}Say for example in Europe/Berlin, or in Los Angeles.`;
}

function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).toLowerCase();
}

/** A name that is not listed though it is known, such as that of a city which is listed by an older one. */
function ofArea(name: string): string | undefined {
  const found = AREAS.map((area) => (name.startsWith(`${area}/`) ? name : `${area}/${name}`)).find(
    (each) => resolved(each) !== undefined,
  );
  return found?.replaceAll(/(?<![a-z])[a-z]/gu, (letter) => letter.toUpperCase());
}

/** Names that are known besides those that are listed, such as UTC. */
function resolved(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
