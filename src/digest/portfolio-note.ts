import { PortfolioError } from "../errors.ts";

/**
 * That the portfolio's files are not in order, for a channel: where the first fault is, but not what stands there.
 *
 * @example "The portfolio's files have 2 faults, the first in settings.yml, line 12: `npm run doctor` lists them."
 */
export function describePortfolioFaults(error: unknown): string {
  const faults = error instanceof PortfolioError ? error.faults : [];
  const [first] = faults;
  if (first === undefined) return "The portfolio's files cannot be read: the log has the details.";
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults, the first`;
  return `The portfolio's files have ${count} in ${first.file}, line ${first.line}: \`npm run doctor\` says what is wrong.`;
}
