import type { IsoDate } from "../portfolio/portfolio.ts";
import type { Report } from "./report.ts";

/** Where one figure came from, and how old that is. */
export interface Provenance {
  /** Label of the figure; undefined for files that no figure of the first screen rests on. */
  readonly figure?: string;
  /** Each file once, by name. */
  readonly files: readonly string[];
  /** As-of dates of the oldest and the newest record. */
  readonly oldest: IsoDate;
  readonly newest: IsoDate;
}

/**
 * Where each figure of a report came from, and last the files that no figure rests on. A figure without
 * sources, because nothing is on record, is left out.
 */
export function provenanceOf({ metrics, sources }: Report): readonly Provenance[] {
  const covered = new Set(metrics.flatMap((metric) => metric.sources.map(({ file }) => file)));
  const others = sources.filter(({ file }) => !covered.has(file));
  return [
    ...metrics.flatMap(({ label, sources }) =>
      summarise(sources).map((summary) => ({ figure: label, ...summary })),
    ),
    ...summarise(others),
  ];
}

/** One summary, or none for no records. */
function summarise(
  records: readonly { readonly file: string; readonly asOf: IsoDate }[],
): readonly Omit<Provenance, "figure">[] {
  const dates = records.map(({ asOf }) => asOf).sort();
  const [oldest, newest] = [dates[0], dates.at(-1)];
  if (oldest === undefined || newest === undefined) return [];
  return [{ files: [...new Set(records.map(({ file }) => file))].sort(), oldest, newest }];
}
