import type { Risk } from "../../portfolio/business.ts";

/**
 * Points for how likely a risk is. The scale has equal steps: three words do not carry probabilities.
 *
 * Source: consequence/likelihood matrix, ISO 31010:2019, B.10.3.
 */
const LIKELIHOOD_POINTS: Readonly<Record<Risk["likelihood"], number>> = {
  high: 3,
  medium: 2,
  low: 1,
};

/**
 * How much a risk weighs against others: its points of likelihood × both ends of its impact. Twice the middle, so
 * that it stays a whole number; good for ranking only, not an expected loss.
 *
 * @returns Minor units × points.
 * @example riskExposure({ likelihood: "medium", impact: { low: 100_00, high: 300_00 } }) // 80_000
 */
export function riskExposure({ likelihood, impact }: Pick<Risk, "likelihood" | "impact">): number {
  return LIKELIHOOD_POINTS[likelihood] * (impact.low + impact.high);
}
