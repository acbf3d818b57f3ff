/** What cannot belong to the name of a time zone any more. */
const AFTER_ZONE = /^(?:at|on|every|each|noon|midnight|\d.*)$/u;

interface WithoutZone {
  readonly when: readonly string[];
  readonly zone: readonly string[];
}

/**
 * Takes the time zone out of when something recurs: `in los angeles` is a zone; `in the month` is none but says of what.
 *
 * @param words In lower case.
 * @example takeZone(["daily", "08:00", "in", "berlin"]) // { when: ["daily", "08:00"], zone: ["berlin"] }
 */
export function takeZone(words: readonly string[]): WithoutZone {
  const said = words.map((word, at) => (isInside(words, at) ? "of" : word));
  const start = said.indexOf("in");
  const after = start < 0 ? [] : said.slice(start + 1);
  const end = after.findIndex((word) => AFTER_ZONE.test(word));
  const zone = end < 0 ? after : after.slice(0, end);
  if (zone.length === 0) return { when: said, zone };
  return { when: [...said.slice(0, start), ...after.slice(zone.length)], zone };
}

function isInside(words: readonly string[], at: number): boolean {
  const [next, afterNext] = words.slice(at + 1);
  const what = next === "the" || next === "a" ? afterNext : next;
  return words[at] === "in" && (what === "month" || what === "quarter");
}
