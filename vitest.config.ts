import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** The AWS SDK announces the end of Node 20 in an alarming way; README.md says it calmly. */
const env = {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
};

export default defineConfig({
  test: {
    env,
    // Left to itself vitest keeps one processor free, which is half of a machine that has two.
    maxWorkers: availableParallelism(),
    setupFiles: ["test/support/fixed-seed.ts"],
    // The product keeps no state in modules, so files may share what is loaded; drawing libraries alone take seconds.
    isolate: false,
    // A limit against hanging, not a measure of speed: generated input on a busy machine takes its time.
    testTimeout: 150_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
        },
      },
      { extends: true, test: { name: "contract", include: ["test/contract/**/*.test.ts"] } },
      { extends: true, test: { name: "flow", include: ["test/flow/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          hookTimeout: 120_000,
          // After all others: what waits for a browser or a program should not wait for a processor as well.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
