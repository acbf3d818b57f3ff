/**
 * The candidate a mistyped word was probably meant to be.
 *
 * @param word What was typed; case does not matter.
 * @param candidates What could have been meant.
 * @returns The closest candidate that is at most a third of its length away (by Levenshtein distance, at
 *   least one slip is forgiven), the first of equals; undefined if none is that close.
 * @example nearest("severty", ["title", "severity"]) // "severity"
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase().slice(0, LONGEST_WORD);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(typed, candidate.toLowerCase());
    const forgiven = Math.max(1, Math.floor(candidate.length / 3));
    if (distance <= forgiven && distance < (best?.distance ?? Infinity)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** No name is longer; keeps a pasted page from costing time. */
const LONGEST_WORD = 64;

/** Insertions, deletions and replacements between two words (Levenshtein, row by row). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      const inserted = (current[column] ?? 0) + 1;
      const deleted = (previous[column + 1] ?? 0) + 1;
      current.push(Math.min(replaced, inserted, deleted));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
