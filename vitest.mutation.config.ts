import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

const { projects: _, ...common } = base.test ?? {};

/** Rules are plain functions; what is written needs a real engine, and a hundred times as long for each mutant. */
const RULES = ["test/unit/dispatch/**/*.test.ts", "test/unit/store/**/*.test.ts"];
const PROMISES = ["test/contract/**/*.test.ts"];

/** Those that play thousands of steps would take days. */
const TOO_LONG = ["chaos", "dispatch-model", "approval-model", "schedule-year", "throttle"];

/** The tests that run against each mutant of `npm run mutation`. */
export default mergeConfig(defineConfig({ test: common }), {
  test: {
    isolate: false,
    include: process.env["MUTATION_TESTS"] === "rules" ? RULES : [...RULES, ...PROMISES],
    exclude: TOO_LONG.map((name) => `test/contract/${name}.test.ts`),
  },
});
