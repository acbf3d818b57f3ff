import { buildRecalledNotice } from "../messages/elsewhere.ts";
import type { SubCommand } from "./sub-command.ts";

export const recall: SubCommand = {
  name: "recall",
  takes: "[ID]",
  description: "Calls back an approved report that is held and has not gone out.",
  async run({ requester, rest, answer }, { dispatcher }) {
    const { id } = await dispatcher.findHeld(rest, requester);
    await answer(buildRecalledNotice(await dispatcher.recall(id, requester)));
  },
};
