import { nearest } from "../../nearest.ts";
import { shortList } from "../known.ts";
import type { FileMapping } from "../schema/file-mapping.ts";

/** Where a file has its columns, and what is wrong with their names. */
export interface Header {
  /** Position of a column, by what the program calls it. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
}

/**
 * Finds columns by their names; case and spaces around them do not matter, their order and further columns neither.
 *
 * @param names The first line of the file.
 * @param keys The columns to find, e.g. `disposalFee`. A column that the mapping declares absent is not missed.
 */
export function findColumns(
  names: readonly string[],
  keys: readonly string[],
  mapping: FileMapping,
): Header {
  const indexes = new Map<string, number>();
  const problems: { name: string; problem: string }[] = [];
  for (const key of keys) {
    const name = columnName(key, mapping);
    if (name === null) continue;
    const found = [...names.keys()].filter((index) => isSame(names[index] ?? "", name));
    const [index] = found;
    if (index !== undefined) indexes.set(key, index);
    if (index === undefined) problems.push({ name, problem: missing(name, names) });
    if (found.length > 1) problems.push({ name, problem: `names ${found.length} columns` });
  }
  return { indexes, problems };
}

/** What a file calls a column: as mapped, else the key in snake_case; `null` if it has none. */
export function columnName(key: string, { columns, amount }: FileMapping): string | null {
  const split: Readonly<Record<string, string | undefined>> = {
    amount: amount?.column,
    debit: amount?.debit,
    credit: amount?.credit,
  };
  const usual = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const mapped = columns[key];
  return split[key] ?? (mapped === undefined ? usual : mapped);
}

export function hasColumn(names: readonly string[], name: string): boolean {
  return names.some((it) => isSame(it, name));
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function missing(name: string, names: readonly string[]): string {
  const columns = names.map((it) => it.trim());
  const meant = nearest(name, columns);
  const advice = meant ? `is it "${meant}"?` : `there are ${shortList(columns)}`;
  const how = "columns and delimiter are mapped in ledger/mapping.yml";
  return `is no column of this file; ${advice} (${how})`;
}
