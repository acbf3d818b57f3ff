/** Mutation testing: `npm run mutation`. Options: https://stryker-mutator.io/docs/stryker-js/configuration/ */
export default {
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  mutate: ["src/dispatch/**/*.ts", "src/store/**/*.ts"],
  // Two processes would take turns on the machines this runs on.
  concurrency: 1,
  ignoreStatic: true,
  incremental: true,
  incrementalFile: "out/mutation/incremental.json",
  tempDirName: "out/mutation/sandbox",
  reporters: ["clear-text", "progress-append-only", "json", "html"],
  jsonReporter: { fileName: "out/mutation/mutation.json" },
  htmlReporter: { fileName: "out/mutation/mutation.html" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // A machine that is busy with other things must not make a survivor look killed.
  timeoutMS: 60_000,
  timeoutFactor: 4,
  dryRunTimeoutMinutes: 60,
  symlinkNodeModules: true,
  // Stryker rewrites the one it finds, with an interface that TypeScript 7 no longer has. Nothing here needs that.
  tsconfigFile: "no-such-tsconfig.json",
  ignorePatterns: ["dist", "out", "docs/images", ".demo"],
};
