import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

const { projects: _, ...common } = base.test ?? {};

/** The tests that run against each mutant of `npm run mutation`: those of the rules and of the store's promises. */
export default mergeConfig(defineConfig({ test: common }), {
  test: {
    isolate: false,
    include: ["test/unit/dispatch/**/*.test.ts", "test/unit/store/**/*.test.ts"],
  },
});
