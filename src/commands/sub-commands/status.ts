import { buildDispatchStatus } from "../messages/dispatch-status.ts";
import type { SubCommand } from "./sub-command.ts";

export const status: SubCommand = {
  name: "status",
  takes: "ID",
  description: "Everything about one report: who decided, what came of each mail, and why.",
  async run({ requester, rest, answer }, { dispatcher, reportLink }) {
    const found = await dispatcher.status(rest, requester);
    await answer(buildDispatchStatus(found, reportLink?.(found.dispatch.id)));
  },
};
