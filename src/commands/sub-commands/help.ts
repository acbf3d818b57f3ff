import { buildHelp } from "../messages/help.ts";
import type { SubCommand } from "./sub-command.ts";

/** Help, which tells of the others. */
export function createHelp(others: readonly SubCommand[]): SubCommand {
  return {
    name: "help",
    description: "What can be typed here.",
    async run({ requester, answer }, { dispatcher, registry }) {
      await answer(buildHelp(registry, others, await dispatcher.exampleEntity(requester)));
    },
  };
}
