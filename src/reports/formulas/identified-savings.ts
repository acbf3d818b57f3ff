import type { CloudService } from "../../portfolio/portfolio.ts";

type Service = Pick<CloudService, "monthly"> & {
  readonly saving?: { readonly monthly: number };
};

/**
 * What could be saved on one service, a month.
 *
 * @returns Integer minor units; 0 if nothing was identified; never more than the lowest the service costs,
 *   because what is not spent cannot be saved.
 * @example savingOn({ monthly: { low: 1350, high: 1600 }, saving: { monthly: 1200 } }) // 1200
 */
export function savingOn({ monthly, saving }: Service): number {
  return Math.min(saving?.monthly ?? 0, monthly.low);
}

/** What could be saved on all services together, a month, in minor units. */
export function identifiedSavings(services: readonly Service[]): number {
  return services.reduce((sum, service) => sum + savingOn(service), 0);
}
