import type { SkipDependencies } from "../../src/dispatch/skipped.ts";

/** Nobody is kept from getting reports. */
export const nobodyLeft: Pick<SkipDependencies, "unsubscriptions" | "suppressions"> = {
  unsubscriptions: {
    endedAt: async () => [],
    end: async () => undefined,
    resume: async () => undefined,
  },
  suppressions: {
    find: async () => [],
    list: async () => [],
    add: async () => false,
    lift: async () => false,
  },
};
