import { buildRoles } from "../messages/roles.ts";
import type { SubCommand } from "./sub-command.ts";

export const roles: SubCommand = {
  name: "roles",
  description: "Who may do what, and how that has changed. For admins.",
  async run({ requester, answer }, { dispatcher }) {
    await answer(buildRoles(await dispatcher.listRoles(requester)));
  },
};
