import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

const { projects: _, ...common } = base.test ?? {};

/** Rules are plain functions; what is written needs a real engine, and a hundred times as long for each mutant. */
const RULES = ["test/unit/dispatch/**/*.test.ts", "test/unit/store/**/*.test.ts"];

/** Those that play thousands of steps would take days. */
const TOO_LONG = ["chaos", "dispatch-model", "approval-model", "schedule-year", "throttle"];
const contract = (name: string) => `test/contract/${name}.test.ts`;
const fileOf = (name: string) => (name.includes("/") ? `test/${name}.test.ts` : contract(name));

/** `rules`: no others; `throttle,flow/gone`: these besides; all of `test/contract` but the longest without it. */
const { MUTATION_TESTS: wanted } = process.env;
const named = wanted?.split(",").filter((name) => name !== "rules") ?? ["*"];

/** The tests that run against each mutant of `npm run mutation`. */
export default mergeConfig(defineConfig({ test: common }), {
  test: {
    isolate: false,
    include: [...RULES, ...named.map(fileOf)],
    exclude: wanted === undefined ? TOO_LONG.map(contract) : [],
  },
});
