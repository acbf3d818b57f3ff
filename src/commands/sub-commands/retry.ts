import { buildLeftOutNotice } from "../messages/notice.ts";
import type { SubCommand } from "./sub-command.ts";

export const retry: SubCommand = {
  name: "retry",
  takes: "[ID]",
  description: "Sends a report again to those for whom it failed, and to nobody else.",
  async run({ requester, rest, answer }, { dispatcher }) {
    const { id } = await dispatcher.findFailed(rest, requester);
    const reopened = await dispatcher.retryFailed(id, requester);
    await answer(buildLeftOutNotice(reopened));
    await dispatcher.goOn(id);
  },
};
