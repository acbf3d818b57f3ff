import { clip } from "../text.ts";

/**
 * As many names as there is room for, and how many more there are.
 *
 * @param room In characters.
 * @example nameSome(["Owner", "Bookkeeper", "Web developer"], 20) // "Owner and 2 more"
 */
export function nameSome(names: readonly string[], room: number): string {
  const all = names.join(", ");
  if (all.length <= room) return all;
  const rest = (shown: number) => (shown < names.length ? ` and ${names.length - shown} more` : "");
  let shown = 1;
  let length = (names[0] ?? "").length;
  for (const name of names.slice(1)) {
    length += `, ${name}`.length;
    if (length + rest(shown + 1).length > room) break;
    shown += 1;
  }
  const named = names.slice(0, shown).join(", ");
  // The first of them may be longer than the room for all.
  return `${clip(named, room - rest(shown).length)}${rest(shown)}`;
}
