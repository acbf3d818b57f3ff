import { buildShownDigest } from "../messages/digest.ts";
import type { SubCommand } from "./sub-command.ts";

export const digest: SubCommand = {
  name: "digest",
  description: "What was sent, what waits, what went wrong and what is overdue.",
  async run({ requester, answer }, { digests }) {
    await answer(buildShownDigest(await digests.show(requester)));
  },
};
