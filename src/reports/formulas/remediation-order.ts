import type { Severity } from "../../portfolio/portfolio.ts";
import { riskPoints, SEVERITY_POINTS } from "./severity.ts";

/** What a piece of work closes and costs, as far as its rank depends on it. */
export interface Remediation {
  readonly closes: readonly { readonly severity: Severity }[];
  /** Minor units a month. */
  readonly saves: number;
  readonly effortHours: number;
}

/**
 * Sorts remediation work: what closes the worst finding first; of those, the most risk points per hour;
 * then the larger saving. So a critical hole comes before ten cosmetic quick wins, and work that only saves
 * money after all that closes something.
 *
 * Points per hour are compared by cross-multiplying; work without effort is taken as a quarter of an hour.
 */
export function compareRemediation(one: Remediation, other: Remediation): number {
  return (
    worst(other) - worst(one) ||
    riskPoints(other.closes) * quarters(one) - riskPoints(one.closes) * quarters(other) ||
    other.saves - one.saves
  );
}

function worst({ closes }: Remediation): number {
  return Math.max(0, ...closes.map(({ severity }) => SEVERITY_POINTS[severity]));
}

function quarters({ effortHours }: Remediation): number {
  return Math.max(1, effortHours * 4);
}
