import type { ChaosOptions } from "./chaos.ts";
import type { RunResult } from "./result.ts";

/** What came of a run, in a line; if something was wrong, with the command that shows it again. */
export function describeRun(result: RunResult, options: ChaosOptions): string {
  const { seed, killedAt, inFlight, uncertain, givenUp, violations } = result;
  const known = [
    ...(killedAt === undefined ? [] : [`killed at ${killedAt}`, `${inFlight} in flight`]),
    `${uncertain} uncertain`,
    ...(givenUp > 0 ? [`${givenUp} not waited for`] : []),
    ...violations,
  ];
  const again = violations.length > 0 ? ` (${commandFor(seed, options)})` : "";
  return `seed ${seed}${again}: ${known.join("; ")}`;
}

function commandFor(seed: number, { faults, kill, processes }: ChaosOptions): string {
  const flags = [
    ...(faults ? ["--faults"] : []),
    ...(kill ? ["--kill"] : []),
    ...(processes > 1 ? [`--processes ${processes}`] : []),
  ];
  return ["npm run chaos -- --runs 1 --seed", seed, ...flags].join(" ");
}

/** All runs together, as a table. */
export function summarise(results: readonly RunResult[], options: ChaosOptions): string {
  const sum = (value: (result: RunResult) => number) =>
    results.reduce((total, result) => total + value(result), 0);
  const most = (value: (result: RunResult) => number) => Math.max(0, ...results.map(value));
  const violated = results.filter(({ violations }) => violations.length > 0);
  const rows: readonly (readonly [string, string | number])[] = [
    ["dispatches", results.length],
    ["seeds", `${options.seed} to ${options.seed + results.length - 1}`],
    ["kills", results.filter(({ killedAt }) => killedAt !== undefined).length],
    ["calls that met a fault", sum(({ faults }) => faults)],
    ["mails not waited for", sum(({ givenUp }) => givenUp)],
    ["mails taken by SES", sum(({ taken }) => taken)],
    ["deliveries accepted", sum(({ accepted }) => accepted)],
    ["deliveries failed", sum(({ failed }) => failed)],
    ["deliveries uncertain", sum(({ uncertain }) => uncertain)],
    ["  of these taken by SES", sum(({ uncertainTaken }) => uncertainTaken)],
    ["most uncertain in a run", most(({ uncertain }) => uncertain)],
    ["most recipients in a second", most(({ mostInASecond }) => mostInASecond)],
    ["most in flight at a kill", most(({ inFlight }) => inFlight)],
    ["runs with a violation", violated.length],
  ];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(28)}${value}`),
    ...placesOf(results),
    ...(violated.length > 0 ? [`seeds: ${violated.map(({ seed }) => seed).join(", ")}`] : []),
  ].join("\n");
}

function placesOf(results: readonly RunResult[]): string[] {
  const count = new Map<string, number>();
  for (const { killedAt } of results) {
    if (killedAt !== undefined) count.set(killedAt, (count.get(killedAt) ?? 0) + 1);
  }
  if (count.size === 0) return [];
  const lines = [...count].toSorted(([a], [b]) => a.localeCompare(b));
  return ["killed at", ...lines.map(([place, times]) => `  ${place.padEnd(40)}${times}`)];
}
