import { buildHistory } from "../messages/history.ts";
import type { SubCommand } from "./sub-command.ts";

export const history: SubCommand = {
  name: "history",
  takes: "[REPORT]",
  description: "What was asked for, the newest first: who, when, how it stands, for how many.",
  async run({ requester, rest, answer }, { dispatcher }) {
    const request = rest === "" ? {} : { type: rest };
    await answer(buildHistory(await dispatcher.history(request, requester)));
  },
};
