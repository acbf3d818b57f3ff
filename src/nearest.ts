/**
 * The candidate a mistyped word was probably meant to be.
 *
 * @param word What was typed; case does not matter.
 * @param candidates What could have been meant.
 * @returns The closest candidate that is at most a third of its length away (in slips of the keyboard, at
 *   least one is forgiven), the first of equals; undefined if none is that close.
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

/**
 * Slips between two words: a letter too many, too few, another one, or two neighbours swapped (optimal
 * string alignment, a variant of Damerau-Levenshtein, row by row).
 */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwap && row > 1 && column > 1 ? at(before, column - 2) + 1 : Infinity;
      const shifted = Math.min(at(current, column - 1), at(previous, column)) + 1;
      current.push(Math.min(replaced, shifted, swapped));
    }
    [before, previous] = [previous, current];
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
