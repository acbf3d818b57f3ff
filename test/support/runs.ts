/** How often a property is tried: often enough to notice a mistake within `npm test`, or as often as `FC_RUNS=long` wants. */
export function runs(short: number, long: number): { readonly numRuns: number } {
  return { numRuns: process.env["FC_RUNS"] === "long" ? long : short };
}
