/** `npm run chaos -- --runs 300 --seed 1 [--faults] [--kill] [--processes 5]`: see docs/chaos.md. */

import { parseArgs } from "node:util";
import { runChaos } from "./chaos.ts";
import type { RunResult } from "./result.ts";
import { describeRun, summarise } from "./summary.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    faults: { type: "boolean", default: false },
    kill: { type: "boolean", default: false },
    processes: { type: "string", default: "1" },
  },
});
const processes = Number(values.processes);
const seed = Number(values.seed);
const options = {
  runs: Number(values.runs),
  seed,
  faults: values.faults,
  // Without anything else asked for, killing is what this is about.
  kill: values.kill || (!values.faults && processes === 1),
  processes,
};
if (Object.values(options).some((value) => Number.isNaN(value))) {
  throw new Error("--runs, --seed and --processes take whole numbers.");
}

const results: RunResult[] = [];
const end = () => {
  console.log(summarise(results, options));
  process.exit(results.some(({ violations }) => violations.length > 0) ? 1 : 0);
};
// A long one that is stopped half-way says what it has seen.
process.once("SIGINT", end);
process.once("SIGTERM", end);

await runChaos(options, (result) => {
  results.push(result);
  console.error(describeRun(result, options));
});
end();
