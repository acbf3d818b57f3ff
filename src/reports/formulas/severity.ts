import type { Severity } from "../../portfolio/portfolio.ts";

/**
 * Points per severity: the lower bounds of the CVSS 3.1 qualitative bands, rounded up to whole points
 * (critical from 9.0, high from 7.0, medium from 4.0, low from 0.1).
 *
 * Source: https://www.first.org/cvss/v3.1/specification-document, section 5.
 */
export const SEVERITY_POINTS: Readonly<Record<Severity, number>> = {
  critical: 9,
  high: 7,
  medium: 4,
  low: 1,
};

/**
 * How much is at stake in a set of findings.
 *
 * @returns The sum of points; 0 for no findings.
 * @example riskPoints([{ severity: "critical" }, { severity: "medium" }]) // 13
 */
export function riskPoints(findings: readonly { readonly severity: Severity }[]): number {
  return findings.reduce((sum, { severity }) => sum + SEVERITY_POINTS[severity], 0);
}

/** Sorts the worst first. */
export function compareSeverity(one: Severity, other: Severity): number {
  return SEVERITY_POINTS[other] - SEVERITY_POINTS[one];
}
