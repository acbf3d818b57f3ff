import type { IsoDate, Sourced, SourceRef } from "../../portfolio/portfolio.ts";
import type { SourceFile } from "../report.ts";

/** Where records stand. */
export function sourcesOf(records: readonly Sourced[]): readonly SourceRef[] {
  return records.map(({ source }) => source);
}

/**
 * Where a count of records comes from: the records, or, where there are none, the files that hold none.
 */
export function sourcesOrFiles(
  records: readonly Sourced[],
  files: readonly Sourced[],
): readonly SourceRef[] {
  return sourcesOf(records.length > 0 ? records : files);
}

/**
 * The files behind a report, each with its oldest as-of date, because a report is as old as the oldest fact
 * it rests on. The oldest file comes first.
 */
export function sourceFiles(sources: readonly SourceRef[]): readonly SourceFile[] {
  const oldest = new Map<string, IsoDate>();
  for (const { file, asOf } of sources) {
    const before = oldest.get(file);
    if (before === undefined || asOf < before) oldest.set(file, asOf);
  }
  const order = ({ file, asOf }: SourceFile) => `${asOf} ${file}`;
  return [...oldest]
    .map(([file, asOf]) => ({ file, asOf }))
    .sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** Says which field would supply a fact, e.g. `entities/jada.yml line 31: value`. */
export function whereFrom({ source }: Sourced, field: string): string {
  return `${source.file} line ${source.line}: ${field}`;
}
