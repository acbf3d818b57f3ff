import { expect, it } from "vitest";
import { runChaos } from "../chaos/chaos.ts";

/** A short, seeded run of `npm run chaos`; docs/chaos.md says what it checks and has the long ones. */
const LIMIT_MS = 300_000;

it(
  "killed twice, it loses nothing and sends nothing twice",
  async () => {
    const options = { runs: 2, seed: 7, kill: true, faults: false, processes: 1 };
    const results = await runChaos(options);
    expect(results.flatMap(({ violations }) => violations)).toEqual([]);
    expect(results.filter(({ killedAt }) => killedAt !== undefined)).toHaveLength(2);
  },
  LIMIT_MS,
);
