import { buildNotice } from "../messages/notice.ts";
import type { SubCommand } from "./sub-command.ts";

export const recall: SubCommand = {
  name: "recall",
  takes: "[ID]",
  description: "Calls back an approved report that is held and has not gone out.",
  async run({ requester, rest, answer }, { dispatcher }) {
    const { id } = await dispatcher.findHeld(rest, requester);
    const { summary } = await dispatcher.recall(id, requester);
    await answer(buildNotice(`Recalled: ${summary.title}, ${summary.period}. It is not sent.`));
  },
};
