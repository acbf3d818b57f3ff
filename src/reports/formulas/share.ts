import type { Value } from "../report.ts";

/**
 * A part of a whole.
 *
 * @param part In the same unit as `whole`.
 * @returns `missing` if the whole is 0: there is nothing to have a share of.
 * @example shareOf(9, 14) // { kind: "ratio", value: 0.642… }
 */
export function shareOf(part: number, whole: number): Value {
  return whole === 0 ? { kind: "missing" } : { kind: "ratio", value: part / whole };
}
