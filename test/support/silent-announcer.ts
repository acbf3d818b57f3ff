import type { Announcer } from "../../src/dispatch/announcer-port.ts";

/** Takes whatever people are told, and tells nobody. */
export const silentAnnouncer: Announcer = {
  publishChart: async () => undefined,
  postPreview: async (channel) => ({ channel, ts: "1" }),
  updatePreview: async () => undefined,
  postSummary: async (channel) => ({ channel, ts: "2" }),
  updateSummary: async () => undefined,
  postDetails: async () => undefined,
  tell: async () => undefined,
  reply: async () => undefined,
  explain: () => "",
  lossIn: () => undefined,
  isDirect: () => false,
};
