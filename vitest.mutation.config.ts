import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

const { projects: _, ...common } = base.test ?? {};

/**
 * The tests that run against each mutant of `npm run mutation`: those of the rules, and the store's promises on a real
 * engine. Those that play thousands of steps, and those that go through Slack, would take days.
 */
export default mergeConfig(defineConfig({ test: common }), {
  test: {
    isolate: false,
    include: [
      "test/unit/dispatch/**/*.test.ts",
      "test/unit/store/**/*.test.ts",
      "test/contract/**/*.test.ts",
    ],
    exclude: ["chaos", "dispatch-model", "approval-model", "schedule-year", "throttle"].map(
      (name) => `test/contract/${name}.test.ts`,
    ),
  },
});
