import type { IsoDate, Sourced } from "../../portfolio/portfolio.ts";

/** The day of the newest of some records; undefined for none. */
export function newestDay(records: readonly Sourced[]): IsoDate | undefined {
  return records
    .map(({ source }) => source.asOf)
    .sort()
    .at(-1);
}
