import { buildSuppressions } from "../messages/suppressions.ts";
import type { SubCommand } from "./sub-command.ts";

export const suppressions: SubCommand = {
  name: "suppressions",
  description:
    "Who gets no reports, because mail to them bounced or was reported as spam. Admins can lift that.",
  async run({ requester, answer }, { dispatcher }) {
    await answer(buildSuppressions(await dispatcher.listSuppressions(requester), 0));
  },
};
