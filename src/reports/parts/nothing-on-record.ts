import type { Portfolio } from "../../portfolio/portfolio.ts";

/** What stands under a figure that no row tells anything of. */
export const NO_DATA = "nothing is on record";

/**
 * The headline of a report that has no row to work from: either the file is not there, or it holds nothing of the
 * entities that the report looks at.
 *
 * @param rows The rows of the file that are in the report's scope; undefined without the file.
 * @param what A singular noun, e.g. `invoice`.
 */
export function nothingOnRecord(
  { settings }: Pick<Portfolio, "settings">,
  rows: readonly unknown[] | undefined,
  what: string,
  file: string,
): string {
  return rows === undefined
    ? `No ${what} is on record; add ${file} to the portfolio to fill this report.`
    : `${file} holds no ${what} of ${settings.name}.`;
}
